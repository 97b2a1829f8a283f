import fc from "fast-check";
import {
  allocate,
  apportion,
  exponentOf,
  formatDecimal,
  isCurrency,
  MAX_AMOUNT,
  mulRate,
  parseDecimal,
  parseScaled,
  rnd,
  sum,
  times,
} from "../../../shared/money.ts";

const runs = { numRuns: 300 };
const amount = fc.integer({ min: 0, max: 10 ** 12 });
const signed = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
const weights = fc.array(amount, { minLength: 1, maxLength: 50 });

test.each([
  [5, 2, 3],
  [-5, 2, -3],
  [4, 3, 1],
  [-4, 3, -1],
  [1, 2, 1],
  [-1, 2, -1],
  [0, 7, 0],
  [10n ** 19n, 10n ** 6n, 10 ** 13],
])("MON-5 rnd(%s/%s) = %s", (n, d, expected) => {
  expect(rnd(n, d)).toBe(expected);
});

test("MON-5 refuses a denominator of 0 and a result beyond 2^53", () => {
  expect(() => rnd(1, 0)).toThrow(RangeError);
  expect(() => rnd(2n ** 60n, 1)).toThrow(RangeError);
  expect(() => times(10 ** 13, 10 ** 6)).toThrow(RangeError);
  expect(() => sum([2 ** 53 - 1, 1])).toThrow(RangeError);
});

test("MON-5 is odd-symmetric and never further than half a unit away", () => {
  fc.assert(
    fc.property(signed, fc.integer({ min: 1, max: 10 ** 9 }), (n, d) => {
      const rounded = rnd(n, d);
      expect(rnd(-n, d)).toBe(rounded === 0 ? 0 : -rounded);
      const distance = 2n * (BigInt(rounded) * BigInt(d) - BigInt(n));
      expect((distance < 0n ? -distance : distance) <= BigInt(d)).toBe(true);
    }),
    runs,
  );
});

test.each([
  [9990, 88750, 887],
  [10000, 88750, 888],
  [10 ** 13, 999_999, 9_999_990_000_000],
  [-10000, 88750, -888],
])("MON-4 %i at %i ppm = %i", (value, ppm, expected) => {
  expect(mulRate(value, ppm)).toBe(expected);
});

test.each([
  [10000, [1, 1, 1], [3334, 3333, 3333]],
  [500, [1999, 4999, 1], [143, 357, 0]],
  [-500, [1999, 4999, 1], [-143, -357, 0]],
  [1000, [3, 3, 1], [429, 428, 143]],
  [5, [0, 0], [3, 2]],
  [7, [0, 3], [0, 7]],
  [0, [], []],
])("MON-6 allocate(%i, %j) = %j", (total, shares, expected) => {
  expect(allocate(total, shares)).toEqual(expected);
});

test("MON-6 refuses negative weights and giving something to nobody", () => {
  expect(() => allocate(1, [1, -1])).toThrow(RangeError);
  expect(() => allocate(1, [])).toThrow(RangeError);
});

test("INV-9 MON-6 the parts add up, keep the sign and stay within one unit of their share", () => {
  fc.assert(
    fc.property(signed, weights, (total, shares) => {
      const parts = allocate(total, shares);
      expect(sum(parts)).toBe(total);
      const whole = shares.reduce((a, b) => a + b, 0);
      for (const [index, part] of parts.entries()) {
        expect(part * Math.sign(total)).toBeGreaterThanOrEqual(0);
        if (whole === 0) continue;
        const off = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(shares[index]!);
        expect((off < 0n ? -off : off) < BigInt(whole)).toBe(true);
      }
    }),
    runs,
  );
});

test("MON-7 T=1000, Q=3 → 333, 334, 333", () => {
  expect([0, 1, 2].map((done) => apportion(1000, done, done + 1, 3))).toEqual([333, 334, 333]);
});

test("MON-7 steps add up to the total in any grouping", () => {
  fc.assert(
    fc.property(
      signed,
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 }),
      (t, steps) => {
        const quantity = sum(steps);
        fc.pre(quantity > 0);
        let done = 0;
        const parts = steps.map((step) => {
          done += step;
          return apportion(t, done - step, done, quantity);
        });
        expect(sum(parts)).toBe(t);
      },
    ),
    runs,
  );
});

test.each([
  ["USD", 2],
  ["NOK", 2],
  ["ISK", 0],
  ["JPY", 0],
  ["CLP", 0],
  ["KWD", 3],
  ["BHD", 3],
  ["IQD", 3],
  ["HUF", 2],
  ["IDR", 2],
  ["PKR", 2],
])("MON-1 exponent of %s is %i", (currency, expected) => {
  expect(exponentOf(currency)).toBe(expected);
});

test("MON-1 knows what is a currency", () => {
  expect(isCurrency("EUR")).toBe(true);
  for (const code of ["eur", "EURO", "AAA", "XDR", ""]) expect(isCurrency(code)).toBe(false);
  expect(() => exponentOf("AAA")).toThrow(RangeError);
});

test.each([
  ["120.99", "USD", 12099],
  ["12.5000", "USD", 1250],
  ["-0.01", "EUR", -1],
  ["-0", "EUR", 0],
  ["1000", "ISK", 1000],
  ["1000.00", "ISK", 1000],
  ["1.234", "KWD", 1234],
  ["0.29", "USD", 29],
])("MON-8 %s %s is %i minor units", (text, currency, expected) => {
  expect(parseDecimal(text, currency)).toEqual({ ok: true, value: expected });
});

test.each([
  ["0.001", "USD", "too_fine"],
  ["1.5", "ISK", "too_fine"],
  ["", "USD", "malformed"],
  ["1e3", "USD", "malformed"],
  [".5", "USD", "malformed"],
  ["1,50", "USD", "malformed"],
  ["+1", "USD", "malformed"],
  ["Infinity", "USD", "malformed"],
  ["100000000000.01", "USD", "out_of_range"],
  ["99999999999999999999", "USD", "out_of_range"],
])("MON-8 refuses %s %s as %s", (text, currency, reason) => {
  expect(parseDecimal(text, currency)).toEqual({ ok: false, code: "validation_failed", reason });
});

test("MON-3 rates are read by the same string arithmetic", () => {
  expect(parseScaled("0.5", 6)).toEqual({ ok: true, value: 500_000 });
  expect(parseScaled("2.5", 4)).toEqual({ ok: true, value: 25_000 });
  expect(parseScaled("0.3333333", 6)).toMatchObject({ ok: false, reason: "too_fine" });
});

test("MON-8 formatting is the inverse of parsing", () => {
  expect(formatDecimal(-5, "USD")).toBe("-0.05");
  expect(formatDecimal(1000, "JPY")).toBe("1000");
  fc.assert(
    fc.property(
      fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT }),
      fc.constantFrom("USD", "JPY", "KWD"),
      (v, c) => {
        expect(parseDecimal(formatDecimal(v, c), c)).toEqual({ ok: true, value: v === 0 ? 0 : v });
      },
    ),
    runs,
  );
});
