/** What a dialect derives from our tables: fields, and the names of an area's operations. */
import { area } from "../../../gateway/kit/area.ts";
import { entries } from "../../../gateway/kit/entries.ts";
import { fraction, hundredths, uuid } from "../../../gateway/shapes/codecs.ts";
import { derivedBy } from "../../../gateway/shapes/derive.ts";
import { elementsOf, shape } from "../../../gateway/shapes/shape.ts";
import { tax } from "../../../services/catalog/public.ts";
import { item } from "../../../services/inventory/public.ts";
import { sale } from "../../../services/sales/public.ts";

const own = derivedBy({ money: hundredths, rate: fraction });

test("a field under a dialect's name has the codec and the rules of the column behind it", () => {
  expect(own(item, { account: "account_id", price: "tag_price" })).toMatchObject({
    account: { path: "account_id", codec: uuid },
    price: { path: "tag_price", codec: hundredths },
  });
  expect(own(item, { price: "tag_price" }).price).toEqual(
    expect.objectContaining(own(item, ["tag_price"]).tag_price),
  );
});

test("what is only shown is neither required nor read, whatever a caller may write natively", () => {
  expect(own(tax, ["name"]).name).toMatchObject({ required: true });
  expect(Object.keys(own(tax, ["name"], { readonly: true }).name).sort()).toEqual([
    "codec",
    "path",
    "readonly",
  ]);
});

test("rows inside a row have the columns of the list that holds them", () => {
  const lines = elementsOf(sale, "lines");
  expect(Object.keys(lines.columns)).toEqual(expect.arrayContaining(["item_id", "unit_price"]));
  expect(own(lines, { item: "item_id" }, { readonly: true }).item).toMatchObject({ path: "item_id" });
});

test("the operations of an area have the names of the document", () => {
  const taxes = area(tax, shape("Tax", tax, own(tax, ["id", "name"])));
  expect(Object.keys(entries(["Tax", "Taxes"], taxes)).sort()).toEqual([
    "createTax",
    "deleteTax",
    "getTax",
    "listTaxes",
    "restoreTax",
    "updateTax",
  ]);
  expect(Object.keys(entries(["Tax", "Taxes"], taxes, ["list", "get"]))).toEqual(["listTaxes", "getTax"]);
});
