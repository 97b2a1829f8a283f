/** Costs of stock (9.4): CST-1…7, LND-4, INV-18. */
import fc from "fast-check";
import {
  adjust,
  type Costing,
  issue,
  type Landing,
  noStock,
  receive,
  revalue,
  reverseReceipt,
  type Stock,
  type Valued,
} from "../../../services/inventory/costing/rules/costing.ts";
import { units } from "../../../shared/micro.ts";

const average: Costing = { method: "moving_average", currency: "USD" };
const fifo: Costing = { method: "fifo", currency: "USD" };

type Step = (stock: Stock, costing: Costing) => Valued;
const plus =
  (quantity: number, value: number, entry_id = `r${value}`): Step =>
  (stock, costing) =>
    receive(stock, { entry_id, quantity: units(quantity), value }, costing);
const minus =
  (quantity: number): Step =>
  (stock, costing) =>
    issue(stock, units(quantity), costing);
const back =
  (quantity: number, value: number, entry_id = `r${value}`): Step =>
  (stock, costing) =>
    reverseReceipt(stock, { entry_id, quantity: units(quantity), value }, costing);

/** [value, variance, quantity left, value left] after each step. */
function run(costing: Costing, steps: readonly Step[]): number[][] {
  let stock: Stock = noStock;
  return steps.map((step) => {
    const made = step(stock, costing);
    stock = made;
    return [made.value, made.variance, made.state.quantity / units(1), made.state.value];
  });
}
const last = (costing: Costing, steps: readonly Step[]) => run(costing, steps).at(-1);

test("CST-1 moving average: all of the quantity is all of the value", () => {
  expect(run(average, [plus(100, 1000), plus(50, 799), minus(37), minus(100), minus(13)])).toEqual([
    [1000, 0, 100, 1000],
    [799, 0, 150, 1799],
    [444, 0, 113, 1355],
    [1199, 0, 13, 156],
    [156, 0, 0, 0],
  ]);
});

test("CST-2 first in, first out: whole layers and a part of the last", () => {
  const steps = [plus(100, 1000), plus(50, 799), minus(37), minus(100), minus(13)];
  expect(run(fifo, steps).map(([value]) => value)).toEqual([1000, 799, 370, 1221, 208]);
  expect(last(fifo, steps)).toEqual([208, 0, 0, 0]);
});

test("CST-3, CST-6 a reversed receipt takes its value as far as that is there", () => {
  const steps = [plus(10, 1000), plus(10, 100), minus(9), back(10, 1000)];
  expect(run(average, steps).slice(2)).toEqual([
    [495, 0, 11, 605],
    [1000, 395, 1, 0],
  ]);
  expect(last(average, [plus(10, 1000), plus(10, 100), back(10, 1000)])).toEqual([1000, 0, 10, 100]);
  // All of it: what the average left of the other receipt goes too.
  expect(last(average, [plus(10, 1000), minus(5), back(5, 500)])).toEqual([500, 0, 0, 0]);
  expect(last(average, [plus(10, 1000), plus(10, 100), minus(10), back(10, 100)])).toEqual([100, -450, 0, 0]);
});

test("CST-6 first in, first out: what is left of its own layer, then the oldest others", () => {
  const steps = [plus(10, 1000), plus(10, 100), plus(10, 300), minus(12), back(10, 100)];
  // Its own 8 units are worth 80, and two of the youngest 60.
  expect(last(fifo, steps)).toEqual([100, -40, 8, 240]);
});

test("CST-4 found goods cost the present average, else the given, else the last unit cost", () => {
  const found =
    (quantity: number, unit_cost: number | null): Step =>
    (stock, costing) =>
      adjust(stock, { entry_id: "a", quantity: units(quantity), unit_cost }, costing);
  expect(last(average, [plus(100, 1000), plus(50, 799), found(30, 9_000_000)])).toEqual([360, 0, 180, 2159]);
  expect(last(average, [found(3, 1_250_000)])).toEqual([375, 0, 3, 375]);
  expect(last(average, [plus(2, 300), minus(2), found(3, null)])).toEqual([450, 0, 3, 450]);
  expect(last(average, [found(3, null)])).toEqual([0, 0, 3, 0]);
});

test("CST-5, CST-7 below zero the last known unit cost; the next receipt fills the hole", () => {
  for (const costing of [average, fifo])
    expect(run(costing, [plus(2, 300), minus(5), plus(10, 1600)]).slice(1)).toEqual([
      [750, 0, -3, -450],
      [1600, 30, 7, 1120],
    ]);
  expect(last(average, [plus(2, 300), minus(5), plus(2, 320)])).toEqual([320, 20, -1, -150]);
});

const landing = (receipts: Landing["receipts"], value: number, more = 0): Landing => ({
  ...{ receipts, value, pooled: receipts.reduce((sum, { quantity }) => sum + quantity, more) },
});
const late =
  (arrived: [string, number][], value: number): Step =>
  (stock, costing) => {
    const receipts = arrived.map(([entry_id, quantity]) => ({ entry_id, quantity: units(quantity) }));
    return revalue(stock, landing(receipts, value), costing);
  };

test("LND-4 late freight: held units take their part, units gone are a variance", () => {
  const freight = late([["r10000", 100]], 1200);
  for (const costing of [average, fifo])
    expect(last(costing, [plus(100, 10_000), minus(60), freight])).toEqual([1200, 720, 40, 4480]);
});

describe("LND-3 a later cost [value, variance, quantity left, value left]", () => {
  const both = [plus(60, 600), plus(40, 800)];
  const arrived: [string, number][] = [
    ["r600", 60],
    ["r800", 40],
  ];
  test.each<[string, Costing, Step[], number[] | undefined]>([
    ["all held", average, [...both, late(arrived, 500)], [500, 0, 100, 1900]],
    ["all gone", average, [...both, minus(100), late(arrived, 500)], [500, 500, 0, 0]],
    ["two receipts, 40 of 100 held", average, [...both, minus(60), late(arrived, 500)], [500, 300, 40, 760]],
    ["older goods beside", average, [plus(10, 50), ...both, late(arrived, 500)], [500, 0, 110, 1950]],
    ["below zero", average, [...both, minus(110), late(arrived, 500)], [500, 500, -10, -140]],
    ["the older layer gone", fifo, [...both, minus(60), late(arrived, 500)], [500, 300, 40, 1000]],
    ["a layer that is gone", fifo, [...both, minus(60), late([["r600", 60]], 500)], [500, 500, 40, 800]],
    ["by the units of the layers", fifo, [...both, minus(20), late(arrived, 500)], [500, 100, 80, 1600]],
    ["taken back", average, [...both, late(arrived, 500), late(arrived, -500)], [-500, 0, 100, 1400]],
    [
      "taken back when half is gone",
      average,
      [...both, late(arrived, 500), minus(50), late(arrived, -500)],
      [-500, -250, 50, 700],
    ],
    ["never below nothing", average, [...both, minus(10), late(arrived, -5000)], [-5000, -3740, 90, 0]],
    ["no layer below nothing", fifo, [...both, late(arrived, -1400)], [-1400, 0, 100, 0]],
  ])("%s", (_, costing, steps, expected) => expect(last(costing, steps)).toEqual(expected));
});

test("a stock that was averaged goes on first-in-first-out as one layer, and back", () => {
  const stock = receive(noStock, { entry_id: "a", quantity: units(10), value: 1000 }, average);
  const more = receive(stock, { entry_id: "b", quantity: units(10), value: 3000 }, fifo);
  expect(more.layers.map(({ value }) => value)).toEqual([1000, 3000]);
  expect(issue(more, units(15), fifo).value).toBe(2500);
  expect(issue(more, units(15), average)).toMatchObject({ value: 3000, layers: [] });
});

type Kind = "in" | "out" | "back" | "found" | "late";
type Act = { kind: Kind; quantity: number; value: number; which: number };
const act = fc.record<Act>({
  kind: fc.constantFrom("in", "in", "out", "out", "back", "found", "late"),
  quantity: fc.integer({ min: 1, max: 20_000_000 }),
  value: fc.integer({ min: 0, max: 100_000 }),
  which: fc.nat(20),
});

type Play = {
  stock: Stock;
  receipts: { entry_id: string; quantity: number; value: number }[];
  negative: boolean;
};
type Played = { made: Valued; sign: 1 | -1 } | null;
type Player = (play: Play, act: Act & { entry_id: string }, costing: Costing) => Played;

const players: Record<Kind, Player> = {
  in({ stock, receipts }, { entry_id, quantity, value }, costing) {
    receipts.push({ entry_id, quantity, value });
    return { made: receive(stock, { entry_id, quantity, value }, costing), sign: 1 };
  },
  found: ({ stock }, { entry_id, quantity, value }, costing) => ({
    made: adjust(stock, { entry_id, quantity, unit_cost: value }, costing),
    sign: 1,
  }),
  out({ stock, negative }, { quantity }, costing) {
    const take = negative ? quantity : Math.min(quantity, Math.max(0, stock.state.quantity));
    return take > 0 ? { made: issue(stock, take, costing), sign: -1 } : null;
  },
  late({ stock, receipts }, { which, value }, costing) {
    const receipt = receipts[which % Math.max(1, receipts.length)];
    const cost = which % 3 ? value : -value;
    return receipt ? { made: revalue(stock, landing([receipt], cost), costing), sign: 1 } : null;
  },
  back({ stock, receipts, negative }, { which }, costing) {
    const receipt = receipts[which % Math.max(1, receipts.length)];
    if (!receipt || (!negative && stock.state.quantity < receipt.quantity)) return null;
    receipts.splice(receipts.indexOf(receipt), 1);
    return { made: reverseReceipt(stock, receipt, costing), sign: -1 };
  },
};

test.each([average, fifo])("INV-18 $method: value in = value out + variances + what is left", (costing) => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.boolean(), (acts, negative) => {
      const play: Play = { stock: noStock, receipts: [], negative };
      let balance = 0;
      for (const [i, each] of acts.entries()) {
        const played = players[each.kind](play, { ...each, entry_id: `e${i}` }, costing);
        if (!played) continue;
        play.stock = played.made;
        balance += played.sign * (played.made.value - played.made.variance);
        expect(play.stock.state.value).toBe(balance);
        check(play.stock, costing);
      }
    }),
    { numRuns: 300 },
  );
});

function check({ state, layers }: Stock, { method }: Costing): void {
  if (state.quantity === 0) expect(state.value).toBe(0);
  if (state.quantity > 0) expect(state.value).toBeGreaterThanOrEqual(0);
  if (state.quantity < 0) expect(state.value).toBeLessThanOrEqual(0);
  if (method !== "fifo") return;
  const [quantity, value] = [layers.map((each) => each.quantity), layers.map((each) => each.value)].map(
    (all) => all.reduce((a, b) => a + b, 0),
  );
  expect(quantity).toBe(Math.max(0, state.quantity));
  if (state.quantity >= 0) expect(value).toBe(state.value);
  expect(layers.every((each) => each.quantity > 0 && each.value >= 0)).toBe(true);
}
