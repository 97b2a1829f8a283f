import fc from "fast-check";
import {
  type Comparable,
  weightOf,
} from "../../../services/inventory/price-suggestions/price-comparables.rules.ts";
import {
  type Attributes,
  bestOfFew,
  firstGood,
  nearLevels,
} from "../../../services/inventory/price-suggestions/price-levels.rules.ts";
import {
  fenceOf,
  medianOf,
  statisticOf,
} from "../../../services/inventory/price-suggestions/price-statistic.rules.ts";
import {
  combined,
  conditionFactor,
  confidenceOf,
  demandFactor,
  suggestionOf,
} from "../../../services/inventory/price-suggestions/price-suggestion.rules.ts";
import { ladderIn } from "../../../services/inventory/prices/price-ladder.rules.ts";
import { isGivenBack, priceOf } from "../../../services/inventory/sold-lines/sold-lines.rules.ts";
import { addDays } from "../../../shared/dates.ts";
import { AS_OF, piece, seededShop, soldAt } from "./comparables.ts";

/** price, age, weight (18.6); the fence drops one. */
const vector = [
  [2500, 10, 1_008_965],
  [3000, 40, 898_885],
  [2000, 95, 727_316],
  [3500, 170, 544_871],
  [2800, 200, 485_425],
  [9900, 20, null],
  [1800, 360, 262_144],
  [3200, 30, 934_175],
] as const;
const vectorRows = vector.map(([price, age]) => soldAt(price, age));

function suggest(of: Attributes, rows: readonly Comparable[], as_of = AS_OF, slow_active = 0) {
  const near = nearLevels(of, rows);
  const wide = [{ level: "L7" as const, rows }];
  const chosen = firstGood([...near, ...wide], as_of) ?? bestOfFew(near, as_of);
  const category = rows.filter((row) => row.category_id === of.category_id);
  return (
    chosen && suggestionOf({ piece: of, chosen, category, slow_active, as_of, ladder: ladderIn("USD", null) })
  );
}

test("18.6: the whole vector", () => {
  expect(fenceOf(vector.map(([price]) => price))).toEqual({ from: 1025, to: 4625 });
  expect(suggest(piece({ attractiveness: 6 }), vectorRows, AS_OF, 2)).toEqual({
    price: 3000,
    low: 2500,
    mid: 2800,
    high: 3200,
    confidence: "medium",
    level: "L3",
    n: 7,
    n_eff: 6.17,
    spread: 250_000,
    oldest_sale: addDays(AS_OF, -360),
    newest_sale: addDays(AS_OF, -10),
    median_days_on_shelf: 10,
    comparable_ids: [0, 7, 1, 2, 3, 4, 6].map((i) => vectorRows[i]!.id),
    adjustments: [
      { name: "demand", factor: 1_050_000 },
      { name: "attractiveness", factor: 1_020_000 },
    ],
    method_version: "statistic-1",
  });
});

test.each(vector.filter(([, , weight]) => weight !== null))(
  "18.6: the weight of %d, %d days ago, is %d",
  (_price, age, weight) => {
    expect(weightOf(age)).toBe(weight);
  },
);

test("18.1: weights halve in 180 days and are whole numbers", () => {
  expect([0, 180, 360, 540, 720].map(weightOf)).toEqual([2 ** 20, 2 ** 19, 2 ** 18, 2 ** 17, 2 ** 16]);
  for (let age = 0; age <= 730; age++)
    expect(Math.abs(weightOf(age) - 2 ** (20 - age / 180))).toBeLessThanOrEqual(0.5 + 1e-6);
});

test("18.1: the price is that of the tag less all discounts of the unit", () => {
  const line = { unit_price: 1000, quantity: 3, refunded_quantity: 0, applied_discounts: [] };
  expect(priceOf(line)).toBe(1000);
  expect(priceOf({ ...line, applied_discounts: [{ amount: 300 }, { amount: 50 }] })).toBe(883);
});

test.each([
  [{ status: "finalized", refund_status: "none" }, 0, false],
  [{ status: "finalized", refund_status: "partial" }, 1, false],
  [{ status: "finalized", refund_status: "partial" }, 2, true],
  [{ status: "finalized", refund_status: "full" }, 0, true],
  [{ status: "voided", refund_status: "none" }, 0, true],
])("18.1: of a sale %j with %d of two units given back: left out is %s", (sale, back, out) => {
  const line = { unit_price: 1000, quantity: 2, refunded_quantity: back, applied_discounts: [] };
  expect(isGivenBack(line, sale)).toBe(out);
});

test("18.1: sales after the day and those older than 730 days do not count", () => {
  const rows = [soldAt(1000, 730), soldAt(9000, 731), soldAt(9000, -1), soldAt(1000, 0)];
  expect(statisticOf(rows, AS_OF)).toMatchObject({ n: 2, mid: 1000 });
  expect(statisticOf([], AS_OF)).toBeNull();
});

describe("18.2: levels", () => {
  const own = { size_id: "m", condition: "good" } as const;
  const whole = piece(own);
  const five = (more: Partial<Comparable>) => Array.from({ length: 5 }, () => soldAt(3000, 5, more));

  test.each([
    ["L1", own, whole],
    ["L2", { ...own, size_id: "l" }, whole],
    ["L3", { ...own, condition: "fair" }, whole],
    ["L4", { ...own, brand_id: "other" }, whole],
    ["L5", { brand_id: "other", condition: "fair" }, whole],
    ["L7", { category_id: "hats" }, whole],
    ["L3", own, piece()],
    ["L5", own, piece({ brand_id: null })],
    ["L7", own, piece({ category_id: null })],
  ] as const)("%s is the closest that has five sales", (level, sold, asked) => {
    expect(suggest(asked, five(sold))?.level).toBe(level);
  });

  test("few sales: the level with most of them, marked low; one sale is none", () => {
    expect(suggest(whole, [soldAt(3000, 5, own), soldAt(3100, 6, own)])).toMatchObject({
      level: "L1",
      confidence: "low",
      n: 2,
    });
    expect(suggest(whole, [soldAt(3000, 5, own)])).toBeNull();
    expect(
      suggest(whole, [soldAt(3000, 5, { category_id: "hats" }), soldAt(3000, 5, { category_id: "hats" })]),
    ).toBeNull();
  });
});

test.each([
  ["L2", 12, 500_000, true, "high"],
  ["L2", 11.9, 500_000, true, "medium"],
  ["L1", 12, 500_001, true, "medium"],
  ["L3", 20, 100_000, true, "medium"],
  ["L4", 5, 1_000_000, true, "medium"],
  ["L4", 5, 1_000_001, true, "low"],
  ["L5", 50, 0, true, "low"],
  ["L1", 4, 0, false, "low"],
] as const)("18.4: %s with n_eff %d, spread %d, good %s: %s", (level, n_eff, spread, good, expected) => {
  expect(confidenceOf({ level, n_eff, spread, good })).toBe(expected);
});

describe("18.3: adjustments", () => {
  const of = (condition: "fair" | "good", price: number, count: number) =>
    Array.from({ length: count }, () => soldAt(price, 3, { condition }));

  test.each([
    ["enough on both sides", of("fair", 1800, 5), 900_000],
    ["too few of the condition", of("fair", 1800, 4), 1_000_000],
    ["never below 0.75", of("fair", 100, 5), 750_000],
  ])("condition: %s", (_name, rows, factor) => {
    expect(conditionFactor("fair", [...rows, ...of("good", 2000, 9)], AS_OF)).toBe(factor);
  });

  test("condition applies only where the level did not heed it", () => {
    const rows = [...of("fair", 1800, 5), ...of("good", 2000, 9)].map((row) => ({ ...row, brand_id: "x" }));
    const heeded = suggest(piece({ condition: "fair", brand_id: null }), rows);
    expect(heeded).toMatchObject({ level: "L4", adjustments: [] });
    const mixed = [...rows, ...of("good", 2000, 6)];
    expect(suggest(piece({ condition: "fair" }), mixed)).toMatchObject({
      level: "L3",
      adjustments: [{ name: "condition", factor: 900_000 }],
    });
  });

  test.each([
    [7, 0, 0, 1_000_000],
    [8, 0, 0, 1_050_000],
    [6, 2, 0, 1_000_000],
    [6, 0, 2, 1_000_000],
    [2, 6, 0, 1_000_000],
    [2, 6, 1, 950_000],
    [0, 0, 8, 950_000],
  ])("demand: %d fast, %d slow, %d slow ones unsold", (fast, slow, unsold, factor) => {
    const rows = [
      ...Array.from({ length: fast }, () => soldAt(1000, 365, { days_on_shelf: 30 })),
      ...Array.from({ length: slow }, () => soldAt(1000, 365, { days_on_shelf: 31 })),
      ...Array.from({ length: 9 }, () => soldAt(1000, 366, { days_on_shelf: 1 })),
    ];
    expect(demandFactor(rows, unsold, AS_OF)).toBe(factor);
  });

  test("the product stays within 0.80 and 1.20", () => {
    expect(combined([{ name: "condition", factor: 1_250_000 }])).toBe(1_200_000);
    expect(combined([{ name: "condition", factor: 750_000 }])).toBe(800_000);
    expect(combined([])).toBe(1_000_000);
  });
});

const prices = fc.array(
  fc.record({ price: fc.integer({ min: 1000, max: 3000 }), age: fc.integer({ min: 0, max: 730 }) }),
  {
    minLength: 8,
    maxLength: 60,
  },
);
const rowsOf = (sold: { price: number; age: number }[]) => sold.map(({ price, age }) => soldAt(price, age));

test("18.7: one more sale at exactly mid does not move mid while the fence leaves out the same sales", () => {
  fc.assert(
    fc.property(prices, fc.integer({ min: 0, max: 730 }), (sold, age) => {
      const rows = rowsOf(sold);
      const before = statisticOf(rows, AS_OF)!;
      const after = statisticOf([...rows, soldAt(before.mid, age)], AS_OF)!;
      fc.pre(after.n === before.n + 1);
      expect(after.mid).toBe(before.mid);
    }),
  );
});

test("18.7: one absurd price among eight or more moves mid by at most one rank while the fence leaves out the same sales", () => {
  fc.assert(
    fc.property(prices, (sold) => {
      const rows = rowsOf(sold.map(({ price }) => ({ price, age: 50 })));
      const before = statisticOf(rows, AS_OF)!;
      fc.pre(before.n === rows.length);
      const after = statisticOf([...rows, soldAt(1_000_000_000, 50)], AS_OF)!;
      // A greater first quartile may bring the fence above the cheapest sales, each of which moves the middle.
      fc.pre(after.n === before.n);
      const ranks = [...new Set(rows.map(({ price }) => price))].sort((a, b) => a - b);
      expect(Math.abs(ranks.indexOf(after.mid) - ranks.indexOf(before.mid))).toBeLessThanOrEqual(1);
    }),
  );
});

test("18.7: back-test on a seeded shop: the median error is below that of the category's median", () => {
  const sold = seededShop(20_270_630, 2000);
  const errors = sold.slice(-500).map((sale) => {
    const as_of = addDays(sale.sold_on, -1);
    const known = sold.filter(({ sold_on }) => sold_on <= as_of);
    const suggested = suggest({ ...sale, attractiveness: null }, known, as_of)!;
    const category = medianOf(
      known.filter((row) => row.category_id === sale.category_id).map(({ price }) => price),
    );
    return { ours: Math.abs(suggested.price - sale.price), plain: Math.abs(category - sale.price) };
  });
  const ours = medianOf(errors.map((each) => each.ours));
  const plain = medianOf(errors.map((each) => each.plain));
  expect(ours).toBeLessThan(plain);
});
