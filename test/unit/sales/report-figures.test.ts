/** What reports add up: shares of tenders (MON-6) and the buckets of a period (RPT-1). */
import fc from "fast-check";
import { priceSale } from "../../../services/sales/pricing/rules/price-sale.ts";
import { addUp, bucketsOf } from "../../../services/sales/reports/report-figures.rules.ts";
import { figureNames, figuresOf, tenderShares } from "../../../services/sales/tenders/tender-shares.rules.ts";
import { sum } from "../../../shared/money.ts";
import { consigned, own, sale, tax } from "./lines.ts";

describe("buckets: both dates inclusive, weeks from Monday, cut at the range ends", () => {
  test.each([
    ["2027-01-30", "2027-02-02", "day", ["2027-01-30", "2027-01-31", "2027-02-01", "2027-02-02"]],
    ["2027-01-28", "2027-02-08", "week", ["2027-01-28", "2027-02-01", "2027-02-08"]],
    ["2027-02-01", "2027-02-07", "week", ["2027-02-01"]],
    ["2027-02-07", "2027-02-08", "week", ["2027-02-07", "2027-02-08"]],
    ["2027-12-31", "2028-03-01", "month", ["2027-12-31", "2028-01-01", "2028-02-01", "2028-03-01"]],
    ["2028-02-29", "2028-02-29", "month", ["2028-02-29"]],
  ] as const)("%s to %s by %s", (start, end, size, starts) => {
    expect(bucketsOf(start, end, size, 1100)).toEqual(starts);
  });

  test.each([
    ["2027-01-01", "2030-01-04", 1100],
    ["2027-01-01", "2030-01-05", null],
    ["0001-01-01", "9999-12-31", null],
  ])("%s to %s: %s days", (start, end, length) => {
    expect(bucketsOf(start, end, "day", 1100)?.length ?? null).toBe(length);
  });
});

describe("shares of tenders", () => {
  const lines = [consigned(10_000, 600_000), own(333, 100, { quantity: 3 })];
  const priced = priceSale(sale(lines, { taxes: [tax("t", "exclusive", 88_750)] }));

  test("two thirds by card, one by cash; the sale itself counts with the greater", () => {
    const shares = tenderShares(priced, [
      { type: "cash", amount: 4000 },
      { type: "card", amount: 7976 },
    ]);
    expect(shares.map(({ type, sales, items_sold, total }) => [type, sales, items_sold, total])).toEqual([
      ["cash", 0, 1, 4000],
      ["card", 1, 3, 7976],
    ]);
  });

  test("a sale that cost nothing has no payment type", () => {
    expect(tenderShares(priced, [])).toEqual([{ type: null, ...figuresOf(priced) }]);
  });

  test("whatever the tenders, they add up to the sale", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e12 }), { minLength: 1, maxLength: 20 }), (paid) => {
        const shares = tenderShares(
          priced,
          paid.map((amount) => ({ type: "card", amount })),
        );
        const whole = figuresOf(priced);
        for (const name of figureNames) expect(sum(shares.map((share) => share[name]))).toBe(whole[name]);
      }),
      { numRuns: 100 },
    );
  });
});

test("the average sale is rounded half away from zero, and 0 without sales", () => {
  expect(addUp([{ sales: 2, total: 5 }]).average_sale).toBe(3);
  expect(addUp([{ refunds: 5 }])).toMatchObject({ average_sale: 0, refunds: 5, sales: 0 });
});
