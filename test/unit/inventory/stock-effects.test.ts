/** What entries do to counters, and what counters may be (9.2, STK-1…3, STK-6, INV-15…17). */
import fc from "fast-check";
import { boundsCondition, brokenBound, isTooMuch } from "../../../services/inventory/levels/rules/bounds.ts";
import {
  addCounters,
  availableOf,
  type Counters,
  type EventType,
  effectsOf,
  type Movement,
  noCounters,
  nothingRelieved,
  projectedOf,
} from "../../../services/inventory/levels/rules/effects.ts";
import { type Original, reversalOf, reverseLatest } from "../../../services/inventory/stock/rules/drafts.ts";

const runs = { numRuns: 300 };
const entry = (event_type: EventType, quantity: number, relieves = {}): Movement => ({
  ...{ event_type, quantity, location_id: "here", to_location_id: null },
  relieves: { ...nothingRelieved, ...relieves },
});
const at = (movement: Movement, place = "here"): Partial<Counters> => {
  const change = effectsOf(movement).find(({ location_id }) => location_id === place)?.change ?? noCounters;
  return Object.fromEntries(Object.entries(change).filter(([, by]) => by !== 0));
};

test.each<[EventType, object, Partial<Counters>]>([
  ["order", {}, { on_order: 10 }],
  ["receive", { on_order: 8 }, { on_hand: 10, on_order: -8 }],
  ["receive", { in_transit: 10 }, { on_hand: 10, in_transit: -10 }],
  ["produce", { on_order: 10 }, { on_hand: 10, on_order: -10 }],
  ["demand", {}, { demand: 10 }],
  ["allocate", {}, { allocated: 10 }],
  ["consume", {}, { on_hand: -10 }],
  ["consume", { demand: 10, allocated: 7 }, { on_hand: -10, demand: -10, allocated: -7 }],
  ["adjust", {}, { on_hand: 10 }],
  ["dispose", {}, { on_hand: -10 }],
  ["reverse_order", {}, { on_order: -10 }],
  ["reverse_receive", { on_order: 8 }, { on_hand: -10, on_order: 8 }],
  ["reverse_produce", { on_order: 10 }, { on_hand: -10, on_order: 10 }],
  ["reverse_demand", {}, { demand: -10 }],
  ["reverse_allocate", {}, { allocated: -10 }],
  ["reverse_consume", { demand: 10, allocated: 7 }, { on_hand: 10, demand: 10, allocated: 7 }],
])("9.2 %s relieving %j", (type, relieves, effect) => {
  expect(at(entry(type, 10, relieves))).toEqual(effect);
});

test("9.2, INV-16 a transfer leaves its source and is in transit at its destination", () => {
  const sent = { ...entry("transfer", 10), to_location_id: "there" };
  expect([at(sent), at(sent, "there")]).toEqual([{ on_hand: -10 }, { in_transit: 10 }]);
  const back = { ...sent, event_type: "reverse_transfer" as const };
  expect([at(back), at(back, "there")]).toEqual([{ on_hand: 10 }, { in_transit: -10 }]);
});

const level = (more: object = {}) => ({ ...noCounters, reserved: 0, on_hand: 10, ...more });
const by = (more: Partial<Counters>): Counters => ({ ...noCounters, ...more });

test.each<[string, object, Partial<Counters>, string | null]>([
  ["all of it", {}, { on_hand: -10 }, null],
  ["more than there is", {}, { on_hand: -11 }, "on_hand"],
  ["what is allocated", { allocated: 4, demand: 4 }, { on_hand: -7 }, "available"],
  ["what is held (STK-6)", { reserved: 4 }, { on_hand: -7 }, "available"],
  ["its own allocation", { allocated: 10, demand: 10 }, { on_hand: -10, allocated: -10, demand: -10 }, null],
  ["more than the demand", { demand: 3 }, { allocated: 4 }, "demand"],
  ["more than is available", { demand: 20 }, { allocated: 11 }, "available"],
  ["below its allocation", { demand: 5, allocated: 5 }, { demand: -1 }, "demand"],
  ["more than is ordered", { on_order: 1 }, { on_order: -2 }, "on_order"],
  ["more than is on its way", {}, { in_transit: -1 }, "in_transit"],
])("STK-2 %s", (_, counters, change, bound) => {
  expect(brokenBound(level(counters), by(change), false)).toBe(bound);
});

test("STK-2 where stock may be negative, only on_hand and available may", () => {
  expect(brokenBound(level(), by({ on_hand: -11 }), true)).toBeNull();
  expect(brokenBound(level(), by({ allocated: 1 }), true)).toBe("demand");
  expect(brokenBound(level({ on_hand: -5 }), by({ on_hand: 2 }), false)).toBeNull();
  expect(isTooMuch(level({ on_hand: Number.MAX_SAFE_INTEGER }), by({ on_hand: 1 }))).toBe(true);
});

test("the condition of the write says the same as the test of a level", () => {
  const counter = fc.integer({ min: -30, max: 30 });
  const some = fc.record({
    ...{ on_hand: counter, on_order: counter, demand: counter, allocated: counter, in_transit: counter },
  });
  fc.assert(
    fc.property(some, fc.nat(10), some, fc.boolean(), (counters, reserved, change, negative) => {
      const before = { ...counters, reserved };
      const { $expr } = boundsCondition(change, negative) as { $expr: { $and: Test[] } };
      expect($expr.$and.every((each) => holds(each, before))).toBe(
        brokenBound(before, change, negative) === null,
      );
    }),
    runs,
  );
});

type Test = { $gte: [{ $add: { $multiply: [string, number] }[] }, number] } & { $lte?: [string, number] };

function holds(test: Test, row: Record<string, number>): boolean {
  const value = (path: string) => row[path.slice(1)]!;
  if (test.$lte) return value(test.$lte[0]) <= test.$lte[1];
  const [{ $add }, least] = test.$gte;
  return $add.reduce((sum, { $multiply: [path, weight] }) => sum + value(path) * weight, 0) >= least;
}

test("available and projected", () => {
  const counters = { on_hand: 85, reserved: 5, allocated: 20, demand: 60, on_order: 100, in_transit: 0 };
  expect([availableOf(counters), projectedOf(counters)]).toEqual([60, 125]);
});

const original = (quantity: number, more: Partial<Original> = {}): Original => ({
  ...{ id: "e", material_id: null, sku_id: "s", event_type: "consume", quantity, value: 1000, reversed: 0 },
  relieves: { ...nothingRelieved, demand: quantity },
  ...{ location_id: "here", to_location_id: null, line: "1" },
  ...more,
});
const source = { source_type: "x", source_id: "y", event_date: "2027-01-31" };

test("STK-3, INV-17 reversals in any parts add up to the exact negative", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }),
      fc.nat(5000),
      (parts, value) => {
        const quantity = parts.reduce((a, b) => a + b, 0);
        const first = original(quantity, { value });
        let [reversed, worth] = [0, 0];
        let counters = effectsOf(first)[0]!.change;
        for (const part of parts) {
          const draft = reversalOf({ ...first, reversed }, { ...source, quantity: part });
          reversed += part;
          worth += draft.value as number;
          const relieves = { ...nothingRelieved, ...draft.relieves };
          const [effect] = effectsOf({ ...draft, to_location_id: null, relieves });
          counters = addCounters(counters, effect!.change);
        }
        expect([worth, counters]).toEqual([value, noCounters]);
      },
    ),
    runs,
  );
  expect(() => reversalOf(original(1, { event_type: "adjust" }), source)).toThrow("adjust");
});

test("the youngest entries of a line are reversed first, each at most in full", () => {
  const rows = [original(10, { id: "a" }), original(5, { id: "b", reversed: 2 }), original(4, { id: "c" })];
  const drafts = reverseLatest(rows, 9, source);
  expect(drafts.map(({ reverses, quantity }) => [reverses?.id, quantity])).toEqual([
    ["c", 4],
    ["b", 3],
    ["a", 2],
  ]);
});
