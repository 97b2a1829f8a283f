/** What a dialect derives from our tables: fields, and the names of an area's operations. */
import { area } from "../../../gateway/kit/area.ts";
import { entries } from "../../../gateway/kit/entries.ts";
import {
  fraction,
  hundredths,
  pairs,
  text,
  uuid,
  type Wire,
  wordsFor,
} from "../../../gateway/shapes/codecs.ts";
import { derivedBy } from "../../../gateway/shapes/derive.ts";
import { elementsOf, shape, shown } from "../../../gateway/shapes/shape.ts";
import { tax } from "../../../services/catalog/public.ts";
import { item } from "../../../services/inventory/public.ts";
import { sale } from "../../../services/sales/public.ts";

const { own, shapeOf } = derivedBy({ money: hundredths, rate: fraction });

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

test("a shape of a source has every column that it does not omit, rename or replace", () => {
  const lines = elementsOf(sale, "lines");
  const all = Object.keys(lines.columns);
  const { fields } = shapeOf("Line", lines, {
    omit: ["title", "quantity"],
    as: { item: "item_id" },
    plus: { number: shown("sku", text) },
    readonly: true,
    nullable: "optional",
  });
  const rest = all.filter((name) => !["title", "quantity", "item_id", "sku"].includes(name));
  expect(Object.keys(fields).sort()).toEqual([...rest, "item", "number"].sort());
  expect(fields.unit_price).toMatchObject({ path: "unit_price", codec: hundredths, readonly: true });
  expect(fields.unit_price!.nullable).toBeUndefined();
});

test("words stand for any value; a variant may lack some of them", () => {
  const wire = (profile: string) => ({ profile }) as Wire;
  const statuses = wordsFor({ sold: ["sold", "gone"], open: ["open"] }, (word, { profile }) => {
    return profile === "all" || word !== "open";
  });
  expect(statuses.in("open", wire("all"))).toEqual({ value: ["open"] });
  expect(statuses.in("open", wire("few"))).toEqual({ allowed: "one of: sold" });
  expect(statuses.in("toString", wire("all"))).toEqual({ allowed: "one of: sold, open" });
});

test("an object of a caller's own names is a list of its entries", () => {
  const wire = {} as Wire;
  const fields = pairs("slug", "value");
  expect(fields.out({ size: 5, tags: ["a"] }, wire)).toEqual([
    { slug: "size", value: 5 },
    { slug: "tags", value: ["a"] },
  ]);
  expect(fields.in([{ slug: "size", value: null }], wire)).toEqual({ value: { size: null } });
  for (const wrong of [{}, [{ slug: 1, value: 2 }], [{ slug: "size" }], [null]])
    expect(fields.in(wrong, wire)).toEqual({ allowed: "a list of {slug, value}" });
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
