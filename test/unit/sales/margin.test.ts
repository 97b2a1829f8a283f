/** Rows of the margin scheme's register agree with what pricing and refunds computed (TAX-5, REF-1). */
import fc from "fast-check";
import {
  inOrder,
  ratesOf,
  refundedRows,
  soldRows,
  totalsOf,
} from "../../../services/sales/margin-register/margin.rules.ts";
import { marginCsv } from "../../../services/sales/margin-register/margin-paper.rules.ts";
import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import { refundUnits } from "../../../services/sales/refunds/refund-line.rules.ts";
import { wordsIn } from "../../../shared/papers/words.ts";
import { consigned, own, sale, tax } from "./lines.ts";
import { refundable } from "./refundable.ts";

const margin = [tax("margin", "inclusive", 250_000, { scheme: "margin" })];

/** A finalized sale of these lines, as it is stored. */
function sold(lines: Parameters<typeof sale>[0], taxes = margin) {
  const input = sale(lines, { taxes });
  const { lines: stored } = refundable(input);
  const named = stored.map((line, i) => ({ ...line, sku: `S${i}`, title: `Piece ${i}` }));
  const row = { id: "sale", number: "000001", business_date: "2027-03-01", lines: named };
  return { input, row: row as unknown as Parameters<typeof soldRows>[0], stored };
}

test("the vector of TAX-5: 125.00, split 50 %, 25 %: purchase 62.50, margin 62.50, tax 12.50", () => {
  const { row } = sold([consigned(12_500, 500_000)]);
  expect(soldRows(row)).toMatchObject([
    { purchase_price: 6250, selling_price: 12_500, margin: 6250, tax: 1250, rate_ppm: 250_000 },
  ]);
});

test("own goods at their cost; a loss is no margin; goods under another scheme are left out", () => {
  const { row } = sold([own(10_000, 4000), own(3000, 5000)]);
  expect(soldRows(row)).toMatchObject([
    { purchase_price: 4000, margin: 6000, tax: 1200 },
    { purchase_price: 5000, margin: 0, tax: 0 },
  ]);
  expect(soldRows(sold([own(10_000, 4000)], [tax("vat", "inclusive", 190_000)]).row)).toEqual([]);
});

test("units refunded one by one take back everything, to the last minor unit", () => {
  const quantity = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999 }),
      fc.integer({ min: 0, max: 10 ** 6 }),
      quantity,
      (price, split, units) => {
        const { row, stored } = sold([consigned(price, split, { quantity: units })]);
        let line = stored[0]!;
        const back = Array.from({ length: units }, () => {
          const part = refundUnits(line, 1);
          const refunded = addTo(line.refunded, part.components);
          line = {
            ...line,
            refunded,
            refunded_quantity: line.refunded_quantity + 1,
            refunded_amount: line.refunded_amount + part.amount,
          };
          const refund = { sale_id: "sale", business_date: "2027-03-02", lines: [part] };
          return refundedRows(refund as unknown as Parameters<typeof refundedRows>[0], row);
        });
        const rows = [...soldRows(row), ...back.flat()];
        const totals = totalsOf(rows);
        expect(totals).toMatchObject({ purchase_price: 0, selling_price: 0, tax: 0 });
        expect(ratesOf(rows).reduce((all, each) => all + each.tax, 0)).toBe(totals.tax);
      },
    ),
    { seed: 17, numRuns: 200 },
  );
});

type Components = ReturnType<typeof refundUnits>["components"];

/** The sum of the refunds of a line of one tax and no discounts. */
function addTo(before: Components | null | undefined, more: Components): Components {
  if (!before) return more;
  const added = Object.fromEntries(
    Object.entries(more).map(([name, value]) => [
      name,
      typeof value === "number" ? value + (before[name as "cost"] ?? 0) : value,
    ]),
  ) as Components;
  return {
    ...added,
    taxes: more.taxes.map((each, i) => ({ ...each, amount: each.amount + before.taxes[i]!.amount })),
  };
}

test("rows by date and sale; CSV with decimals and a percentage", () => {
  const { row } = sold([own(10_000, 4000)]);
  const rows = [{ ...row, number: "000002", business_date: "2027-03-02" }, row].flatMap(soldRows);
  expect(inOrder(rows).map(({ sale_number }) => sale_number)).toEqual(["000001", "000002"]);
  const register = {
    currency: "USD",
    from: "",
    to: "",
    store_id: null,
    totals: totalsOf(rows),
    rates: [],
    rows,
  };
  expect(marginCsv(register, wordsIn("en"))[2]!.slice(3)).toEqual([
    ...["S0", "Piece 0", "1", "40.00", "100.00", "60.00", "25", "12.00", "USD"],
  ]);
});

test("pricing took the tax out of the same margin", () => {
  const { input, row } = sold([consigned(9999, 333_333), own(5001, 1234)]);
  const priced = priceSale(input);
  expect(totalsOf(soldRows(row)).tax).toBe(
    priced.lines.reduce((all, { applied_taxes }) => all + applied_taxes[0]!.amount, 0),
  );
});
