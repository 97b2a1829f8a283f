import {
  bogoUnits,
  isOnDate,
  scheduledValue,
} from "../../../services/sales/pricing/rules/automatic-discounts.ts";
import { discountLines, needsDiscountOverride } from "../../../services/sales/pricing/rules/discounts.ts";
import type { AutomaticDiscount, ManualDiscount } from "../../../services/sales/pricing/rules/types.ts";
import { amountOff, consigned, percentOff, sale } from "./lines.ts";

function automatic(id: string, more: Partial<AutomaticDiscount> = {}): AutomaticDiscount {
  return {
    id,
    bearer: "store",
    value_type: "percentage",
    value: 100_000,
    level: "line",
    auto_apply: true,
    ...more,
  };
}

const amounts = (input: Parameters<typeof discountLines>[0]): number[][] =>
  discountLines(input).map((line) => line.applied.map(({ amount }) => amount));

test("DSC-1 percentages of G, not of each other, before fixed ones, capped at what is left", () => {
  const discounts = [amountOff("store", 5000), percentOff("shared", 500_000), percentOff("store", 300_000)];
  const [line] = discountLines(sale([consigned(10000, 500_000, { discounts })]));
  expect(line!.applied.map(({ bearer, amount }) => [bearer, amount])).toEqual([
    ["shared", 5000],
    ["store", 3000],
    ["store", 2000],
  ]);
  expect(line).toMatchObject({ shared: 5000, store: 5000, consignor: 0 });
});

test("DSC-1 set_price: all dresses 6.00", () => {
  const six: ManualDiscount = { id: "six", bearer: "store", value_type: "set_price", value: 600 };
  const dress = consigned(2000, 500_000, { quantity: 3, discounts: [six] });
  const cheap = consigned(500, 500_000, { discounts: [six] });
  expect(amounts(sale([dress, cheap]))).toEqual([[4200], []]);
});

test("DSC-2 10.00 over 33.33, 33.33, 33.34 → 333, 333, 334", () => {
  const lines = [consigned(3333, 0), consigned(3333, 0), consigned(3334, 0)];
  expect(amounts(sale(lines, { discounts: [amountOff("shared", 1000)] }))).toEqual([[333], [333], [334]]);
});

test("DSC-2 sale percentages of what line discounts left, then fixed ones, capped at the sum", () => {
  const lines = [consigned(10000, 0, { discounts: [percentOff("store", 500_000)] }), consigned(5000, 0)];
  const discounts = [amountOff("store", 99_999), percentOff("shared", 100_000)];
  expect(amounts(sale(lines, { discounts }))).toEqual([
    [5000, 500, 4500],
    [500, 4500],
  ]);
});

test("DSC-3 any rule, dates inclusive, best for the buyer, ties to the older, manual ones on top", () => {
  const dress = { field: "tag" as const, value: "dress" };
  const automatic_discounts = [
    automatic("young", { value: 200_000, created_at: "2027-02-01T00:00:00.000Z" }),
    automatic("old", { value: 200_000, created_at: "2027-01-01T00:00:00.000Z" }),
    automatic("small", { value: 150_000 }),
    automatic("dresses", { value: 300_000, rules: [dress, { field: "category", value: "shoes" }] }),
    automatic("over", { value: 900_000, ends_on: "2027-02-28" }),
    automatic("off", { value: 900_000, auto_apply: false }),
  ];
  const lines = [
    consigned(10000, 0, { discounts: [amountOff("shared", 100)] }),
    consigned(10000, 0, { tags: ["dress"] }),
    consigned(10000, 0, { category_id: "shoes" }),
  ];
  const ids = discountLines(sale(lines, { automatic_discounts })).map((line) =>
    line.applied.map(({ id }) => id),
  );
  expect(ids).toEqual([["old", "manual-shared"], ["dresses"], ["dresses"]]);
});

test.each([
  [null, null, true],
  ["2027-03-01", "2027-03-01", true],
  ["2027-03-02", null, false],
  [null, "2027-02-28", false],
])("DSC-3 from %s to %s on 2027-03-01: %s", (starts_on, ends_on, expected) => {
  expect(isOnDate({ starts_on, ends_on }, "2027-03-01")).toBe(expected);
});

test.each([
  [29, null],
  [30, 200_000],
  [59, 200_000],
  [60, 500_000],
  [400, 500_000],
])("DSC-3, DSC-6 schedule 30 → 20 %%, 60 → 50 %% after %i days: %s", (days, expected) => {
  const schedule = [
    { after_days: 60, value: 500_000 },
    { after_days: 30, value: 200_000 },
  ];
  expect(scheduledValue({ value: 1, schedule }, days)).toBe(expected);
});

test("DSC-3 the schedule runs from the piece's own start", () => {
  const automatic_discounts = [automatic("s", { schedule: [{ after_days: 30, value: 200_000 }] })];
  const lines = [
    consigned(1000, 0, { schedule_start: "2027-01-30" }),
    consigned(1000, 0, { schedule_start: "2027-01-31" }),
  ];
  expect(amounts(sale(lines, { automatic_discounts }))).toEqual([[200], []]);
});

test("DSC-4 do_not_discount: no automatic, no sale-level discount; a manual one needs a scope", () => {
  const kept = consigned(1000, 0, { do_not_discount: true });
  const input = sale([kept, consigned(1000, 0)], {
    automatic_discounts: [automatic("a")],
    discounts: [amountOff("shared", 100)],
  });
  expect(amounts(input)).toEqual([[], [100, 100]]);
  const manual = { ...kept, discounts: [amountOff("store", 50)] };
  expect(amounts({ ...input, lines: [manual, consigned(1000, 0)] })[0]).toEqual([50]);
  expect([needsDiscountOverride(kept), needsDiscountOverride(manual)]).toEqual([false, true]);
});

test("DSC-5 BOGO of 2: the cheaper of each full pair, by price descending", () => {
  const bogo = automatic("bogo", { value: 500_000, bogo_threshold: 2 });
  const lines = [consigned(1000, 0), consigned(3000, 0, { quantity: 3 }), consigned(2000, 0)];
  // 3000 3000 | 3000 2000 | 1000
  expect(amounts(sale(lines, { automatic_discounts: [bogo] }))).toEqual([[], [1500], [1000]]);
});

test("DSC-5 groups count only open units", () => {
  const lines = [
    { tag_price: 100, quantity: 5, open: true },
    { tag_price: 500, quantity: 9, open: false },
    { tag_price: 300, quantity: 1, open: true },
  ];
  expect(bogoUnits(lines, 3)).toEqual([2, 0, 0]);
});

test("DSC-3 of several automatic sale discounts the best one is spread over the lines it may touch", () => {
  const retail = [{ field: "category" as const, value: "books" }];
  const automatic_discounts = [
    automatic("ten", { level: "sale" }),
    automatic("books", { level: "sale", value_type: "fixed", value: 500, rules: retail }),
  ];
  const lines = [consigned(1000, 0), consigned(3000, 0, { category_id: "books" })];
  expect(amounts(sale(lines, { automatic_discounts }))).toEqual([[], [500]]);
});
