import fc from "fast-check";
import { compileInput, micro } from "../../../shared/fields/index.ts";
import {
  amountFor,
  isWholeUnits,
  MAX_MICRO,
  requirementOf,
  shareOf,
  unitCostOf,
  units,
  valueAt,
} from "../../../shared/micro.ts";
import { spokenMicro } from "../../../shared/money.ts";

const runs = { numRuns: 300 };
const of = (decimal: number) => Math.round(decimal * 1_000_000);

test.each([
  [units(100), of(2.5), "USD", 25000],
  [units(40), of(9.99), "USD", 39960],
  [units(7), of(13.33), "USD", 9331],
  [units(240), of(0.0999), "USD", 2398],
  [units(3), of(100), "JPY", 300],
  [of(0.5), of(1.001), "KWD", 501],
])("3.3 the value of a line is rounded once: %d at %d in %s is %d", (quantity, cost, currency, value) => {
  expect(valueAt(quantity, cost, currency)).toBe(value);
});

test("LND-1 unit costs are shown with six decimals", () => {
  expect(unitCostOf(29154, units(100), "USD")).toBe(of(2.9154));
  expect(unitCostOf(46600, units(40), "USD")).toBe(of(11.65));
  expect(unitCostOf(10882, units(7), "USD")).toBe(of(15.545714));
  expect(unitCostOf(1000, units(3), "JPY")).toBe(of(333.333333));
});

test("BOM-1 requirements are rounded up: materials to a millionth, SKUs to whole units", () => {
  const ribbon = { per_unit: of(0.5), scrap_ppm: 40_000, whole: false };
  expect(requirementOf(ribbon, units(120))).toBe(of(62.4));
  expect(requirementOf({ per_unit: 1, scrap_ppm: 1, whole: false }, units(1))).toBe(2);
  expect(requirementOf({ per_unit: units(2), scrap_ppm: 0, whole: true }, units(120))).toBe(units(240));
  expect(requirementOf({ per_unit: units(2), scrap_ppm: 1, whole: true }, units(1))).toBe(units(3));
  const beans = { per_unit: of(0.25), scrap_ppm: 20_000, whole: false };
  expect(requirementOf(beans, units(200))).toBe(of(51));
});

test("amounts per unit, shares and whole units", () => {
  expect(amountFor(35, units(120))).toBe(4200);
  expect(amountFor(150, of(0.5))).toBe(75);
  expect(shareOf(1799, units(37), units(150))).toBe(444);
  expect([units(3), of(2.5)].map(isWholeUnits)).toEqual([true, false]);
  expect([units(100), of(2.5), of(-0.25), 0, 1].map(spokenMicro)).toEqual([
    "100",
    "2.5",
    "-0.25",
    "0",
    "0.000001",
  ]);
});

test("QTY-2 what is beyond 2^53, or comes to more than can be stored, is refused", () => {
  const check = compileInput({ quantity: micro({ min: 1 }) });
  for (const quantity of [2 ** 53 + 2, 1e300, 0.5, -1, 0, MAX_MICRO + 1])
    expect(check({ quantity })).toMatchObject({ ok: false, violations: [{ pointer: "/quantity" }] });
  expect(check({ quantity: MAX_MICRO })).toMatchObject({ ok: true });
  expect(() => valueAt(MAX_MICRO, MAX_MICRO, "USD")).toThrow("minor units");
  expect(() => amountFor(1e12, MAX_MICRO)).toThrow("minor units");
  const much = { per_unit: MAX_MICRO, scrap_ppm: 0, whole: true };
  expect(() => requirementOf(much, units(2))).toThrow("units");
});

test("a value and its unit cost belong to each other, whatever the quantity", () => {
  const quantity = fc.integer({ min: units(1), max: units(1_000_000) });
  const cost = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(quantity, cost, (q, c) => {
      // The value is off by half a minor unit at most, which is 5,000 millionths over one unit.
      const back = unitCostOf(valueAt(q, c, "USD"), q, "USD");
      expect(Math.abs(back - c)).toBeLessThanOrEqual(5000);
    }),
    runs,
  );
});
