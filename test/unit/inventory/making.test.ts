/** Work and production orders: inputs, states (9.8, BOM-1, BOM-3, MON-7, ORD-2, MFG-1). */
import fc from "fast-check";
import {
  allocations,
  conversionOf,
  type Input,
  inputsOf,
  type Output,
  rescaled,
  shortOf,
  use,
} from "../../../services/inventory/make-orders/rules/parts.ts";
import { type MakeStatus, stepsTo } from "../../../services/inventory/make-orders/rules/status.ts";
import { units } from "../../../shared/micro.ts";

const of = (decimal: number) => Math.round(decimal * 1_000_000);
const output = (quantity: number, cost_per = 35): Output => ({
  ...{ id: "o", sku_id: "coffee", quantity: units(quantity), received: 0, cost_per },
});
let next = 0;
const newId = () => `i${next++}`;
const components = [
  { material_id: "beans", sku_id: null, quantity: of(0.25), scrap_ppm: 20_000 },
  { material_id: null, sku_id: "jar", quantity: units(1), scrap_ppm: 0 },
];

test("BOM-1, BOM-3 inputs are frozen, and follow the quantity of their output", () => {
  const [beans, jar] = inputsOf(output(200), components, newId) as [Input, Input];
  expect([beans.quantity, jar.quantity]).toEqual([of(51), units(200)]);
  const held = { ...beans, consumed: of(30.6), allocated: of(20.4) };
  expect(rescaled(held, units(160))).toMatchObject({ quantity: of(40.8), allocated: of(10.2) });
  expect(rescaled(held, units(400))).toMatchObject({ quantity: of(102), allocated: of(20.4) });
});

test("MON-7 receipts take inputs in proportion; SKUs in whole units", () => {
  let made = output(120);
  let [beans, jar] = inputsOf(output(120), components, newId) as [Input, Input];
  beans = { ...beans, allocated: of(10) };
  const taken = [50, 45, 25].map((quantity) => {
    const to = made.received + units(quantity);
    const [a, b] = [use(beans, made, to), use(jar, made, to)];
    [beans, jar, made] = [a.after, b.after, { ...made, received: to }];
    return [a.quantity, a.demand, a.allocated, b.quantity];
  });
  expect(taken).toEqual([
    [of(12.75), of(12.75), of(10), units(50)],
    [of(11.475), of(11.475), 0, units(45)],
    [of(6.375), of(6.375), 0, units(25)],
  ]);
  expect(conversionOf(made, units(120))).toBe(4200);
  const odd = { ...jar, quantity: units(7), consumed: 0 };
  expect(use(odd, output(3), units(1)).quantity).toBe(units(2));
});

test("what is available is set aside in the order of the inputs", () => {
  const [beans, jar] = inputsOf(output(100), components, newId) as [Input, Input];
  const other = { ...jar, id: "x" };
  const there = new Map([
    ["beans", of(10)],
    ["jar", of(120.5)],
  ]);
  const made = allocations([beans, jar, other], there, ({ material_id, sku_id }) => material_id ?? sku_id!);
  expect(made.map(({ quantity }) => quantity)).toEqual([of(10), units(100), units(20)]);
  expect(shortOf({ ...beans, allocated: of(10) })).toBe(of(15.5));
});

test("MON-7, MFG-1 receipts in any parts use up exactly the inputs", () => {
  const parts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      parts,
      fc.integer({ min: 1, max: 3_000_000 }),
      fc.boolean(),
      (quantities, per_unit, whole) => {
        let made = output(quantities.reduce((a, b) => a + b, 0));
        const part = whole ? { material_id: null, sku_id: "s" } : { material_id: "m", sku_id: null };
        let [input] = inputsOf(made, [{ ...part, quantity: per_unit, scrap_ppm: 12_345 }], newId) as [Input];
        for (const quantity of quantities) {
          const to = made.received + units(quantity);
          const used = use(input, made, to);
          expect(used.quantity % (whole ? units(1) : 1)).toBe(0);
          [input, made] = [used.after, { ...made, received: to }];
        }
        expect(input.consumed).toBe(input.quantity);
      },
    ),
    { numRuns: 300 },
  );
});

test.each<[MakeStatus, MakeStatus, string[] | null]>([
  ["draft", "entered", ["enter"]],
  ["draft", "production", ["enter", "allocate"]],
  ["entered", "in_transit", ["allocate"]],
  ["placed", "production", []],
  ["draft", "received", ["enter", "receive"]],
  ["placed", "completed", ["receive", "complete"]],
  ["received", "completed", ["complete"]],
  ["partial", "completed", ["complete"]],
  ["partial", "cancelled", ["cancel"]],
  ["partial", "production", null],
  ["entered", "partial", null],
  ["received", "cancelled", null],
  ["completed", "received", null],
])("ORD-2, 4.7 from %s to %s", (from, to, steps) => {
  const found = stepsTo(from, to);
  expect(found.ok ? found.steps : null).toEqual(steps);
});
