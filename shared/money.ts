/**
 * Money arithmetic. An amount is an integer in the minor unit of its currency (MON-1), a rate an integer in
 * parts per million (MON-3). Products are computed in BigInt, because 10^13 × 10^6 exceeds 2^53 (MON-4).
 */

/** The largest amount accepted as input, in minor units (MON-4): 900 of them still add up safely. */
export const MAX_AMOUNT = 10_000_000_000_000;

/** One whole, in parts per million. */
export const PPM = 1_000_000;

/** Converts a BigInt to an amount; throws beyond 2^53 instead of rounding, as that is a programming error. */
function toAmount(value: bigint): number {
  const amount = Number(value);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`amount out of range: ${value}`);
  return amount;
}

/** MON-5: the nearest integer to n/d, halves away from zero; `rnd(-n, d) = -rnd(n, d)`. d > 0. */
export function rnd(n: bigint | number, d: bigint | number): number {
  const numerator = BigInt(n);
  const denominator = BigInt(d);
  if (denominator <= 0n) throw new RangeError("rnd needs a positive denominator");
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return toAmount(numerator < 0n ? -rounded : rounded);
}

/** MON-4: `rnd(amount · ppm / 10^6)`, in minor units. */
export function mulRate(amount: number, ppm: number): number {
  return rnd(BigInt(amount) * BigInt(ppm), PPM);
}

/** The product of an amount and an integer quantity, in minor units. */
export function times(amount: number, quantity: number): number {
  return toAmount(BigInt(amount) * BigInt(quantity));
}

/** Σ of amounts; throws beyond 2^53 instead of rounding. */
export function sum(amounts: Iterable<number>): number {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount);
  return toAmount(total);
}

/**
 * MON-6: splits `total` by largest remainder, ties to the lower index; `Σ parts = total` exactly. Weights are
 * integers ≥ 0; if all are 0, they count as 1. Without weights only 0 can be split.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0 && total === 0) return [];
  if (weights.length === 0) throw new RangeError("allocate needs at least one weight");
  if (weights.some((weight) => weight < 0)) throw new RangeError("allocate needs weights of 0 or more");
  const shares = weights.every((weight) => weight === 0) ? weights.map(() => 1n) : weights.map(BigInt);
  const whole = shares.reduce((a, b) => a + b, 0n);
  const size = BigInt(Math.abs(total));
  const parts = shares.map((share) => (size * share) / whole);
  const remainders = shares.map((share) => (size * share) % whole);
  const left = Number(size - parts.reduce((a, b) => a + b, 0n));
  const order = remainders.map((_, index) => index);
  order.sort((a, b) => compare(remainders[b]!, remainders[a]!) || a - b);
  for (const index of order.slice(0, left)) parts[index]! += 1n;
  return parts.map((part) => toAmount(total < 0 ? -part : part));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** MON-7: the share of `total` for a step from `from` to `to` of `quantity`; steps add up in any grouping. */
export function apportion(total: number, from: number, to: number, quantity: number): number {
  const whole = BigInt(total);
  return rnd(whole * BigInt(to), quantity) - rnd(whole * BigInt(from), quantity);
}

/**
 * ISO 4217 exponents other than 2. They are listed here because Intl returns CLDR's display digits, which
 * differ from ISO (HUF, COP, IDR, PKR … are 0 there and 2 in ISO 4217; IQD is 0 there and 3).
 */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0 },
  ...{ UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
};

/** Units of account without a minor unit (ISO 4217 "N.A."): nothing can be priced in them. */
const WITHOUT_MINOR_UNIT = new Set(["XDR", "XSU"]);

const CURRENCIES: ReadonlySet<string> = new Set(
  Intl.supportedValuesOf("currency").filter((code) => !WITHOUT_MINOR_UNIT.has(code)),
);

/** Every accepted ISO 4217 code, sorted. */
export const currencies: readonly string[] = [...CURRENCIES].sort();

/** True for an ISO 4217 code (upper case) that has a minor unit. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Decimal places of a currency's minor unit (MON-1). An unknown code is a programming error. */
export function exponentOf(currency: string): number {
  if (!isCurrency(currency)) throw new RangeError(`unknown currency ${currency}`);
  return EXPONENTS[currency] ?? 2;
}

export type ParsedDecimal =
  | { ok: true; value: number }
  | { ok: false; code: "validation_failed"; reason: "malformed" | "too_fine" | "out_of_range" };

const refused = (reason: "malformed" | "too_fine" | "out_of_range"): ParsedDecimal => ({
  ok: false,
  code: "validation_failed",
  reason,
});

/**
 * MON-8: a decimal string as an integer scaled by 10^places, by string arithmetic. Places beyond that are accepted
 * only when they are zeros ("12.5000" is 1250 in USD). Also for fractions to ppm (6) and percentages to ppm (4).
 */
export function parseScaled(text: string, places: number): ParsedDecimal {
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text);
  if (!match) return refused("malformed");
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > places) return refused("too_fine");
  const size = Number(`${match[2]}${fraction.padEnd(places, "0")}`);
  if (!Number.isSafeInteger(size)) return refused("out_of_range");
  return { ok: true, value: match[1] === "-" && size !== 0 ? -size : size };
}

/** The inverse of parseScaled, with exactly `places` decimals: `formatScaled(12099, 2) = "120.99"`. */
export function formatScaled(value: number, places: number): string {
  const digits = BigInt(Math.abs(value))
    .toString()
    .padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? "" : `.${digits.slice(-places)}`;
  return `${value < 0 ? "-" : ""}${whole}${fraction}`;
}

/** Millionths as a readable decimal: 2,500,000 is "2.5". */
export const spokenMicro = (millionths: number): string => formatScaled(millionths, 6).replace(/\.?0+$/, "");

/** MON-8: "120.99" in USD → 12099; refuses a value finer than the currency and one beyond MAX_AMOUNT. */
export function parseDecimal(text: string, currency: string): ParsedDecimal {
  const parsed = parseScaled(text, exponentOf(currency));
  if (parsed.ok && Math.abs(parsed.value) > MAX_AMOUNT) return refused("out_of_range");
  return parsed;
}

/** 12099 in USD → "120.99"; 1000 in ISK → "1000". */
export function formatDecimal(minor: number, currency: string): string {
  return formatScaled(minor, exponentOf(currency));
}
