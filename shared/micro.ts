/**
 * Quantities of stock and unit costs: integers in millionths (QTY-1, QTY-2), so that 2.5 kg are 2,500,000 and
 * a unit cost of 0.0999 is 99,900. Products are computed in BigInt; a result that cannot be stored exactly is
 * refused.
 */
import { fail } from "./errors.ts";
import { exponentOf, MAX_AMOUNT, PPM, rnd } from "./money.ts";

/** One unit, in millionths. */
export const MICRO = 1_000_000;

/** The largest accepted quantity or unit cost: 10^9 units; nine of them still add up within 2^53. */
export const MAX_MICRO = 1_000_000_000_000_000;

/** The quotient rounded up; both operands are at least 0. */
const ceilDiv = (n: bigint, d: bigint): bigint => (n + d - 1n) / d;

/** A computed quantity; 422 when it exceeds the largest accepted one. */
function toMicro(value: bigint): number {
  if (value <= BigInt(MAX_MICRO)) return Number(value);
  throw fail("unprocessable", "The quantity comes to more than 1,000,000,000 units.");
}

/** The sum of two quantities; 422 when it exceeds the largest accepted one. */
export const addUp = (one: number, other: number): number => toMicro(BigInt(one) + BigInt(other));

/** A computed amount; 422 when it exceeds the largest accepted one. */
function amountOf(numerator: bigint, denominator: bigint): number {
  if (numerator / denominator > BigInt(MAX_AMOUNT))
    throw fail(
      "unprocessable",
      "Quantity times unit cost comes to more than 10,000,000,000,000 minor units.",
    );
  return rnd(numerator, denominator);
}

/** Whole units: SKUs are counted, never measured (QTY-2). */
export const isWholeUnits = (quantity: number): boolean => quantity % MICRO === 0;

/** A count of units as a quantity. */
export const units = (count: number): number => count * MICRO;

/** 3.3: the value of a quantity at a unit cost of the major unit, rounded to minor units once. */
export const valueAt = (quantity: number, unit_cost: number, currency: string): number =>
  amountOf(
    BigInt(quantity) * BigInt(unit_cost) * 10n ** BigInt(exponentOf(currency)),
    BigInt(MICRO) * BigInt(MICRO),
  );

/**
 * A value per unit, in millionths of the major unit: for display only (CST-1). `quantity` > 0. A result
 * beyond the accepted range, such as of a tiny quantity at a huge cost, becomes the largest accepted one.
 */
export function unitCostOf(value: number, quantity: number, currency: string): number {
  const numerator = BigInt(value) * BigInt(MICRO) * BigInt(MICRO);
  const denominator = BigInt(quantity) * 10n ** BigInt(exponentOf(currency));
  return numerator / denominator > BigInt(MAX_MICRO) ? MAX_MICRO : rnd(numerator, denominator);
}

/** An amount per unit for a quantity, in minor units. */
export const amountFor = (per_unit: number, quantity: number): number =>
  amountOf(BigInt(per_unit) * BigInt(quantity), BigInt(MICRO));

/** `rnd(total · part / whole)` in BigInt; `whole` > 0. */
export const shareOf = (total: number, part: number, whole: number): number =>
  rnd(BigInt(total) * BigInt(part), whole);

/**
 * BOM-1: the quantity of a component that `outputs` units need, scrap included; rounded up to one millionth,
 * for SKUs to whole units. `per_unit` and `outputs` in millionths.
 */
export function requirementOf(
  { per_unit, scrap_ppm, whole }: { per_unit: number; scrap_ppm: number; whole: boolean },
  outputs: number,
): number {
  const exact = BigInt(per_unit) * BigInt(PPM + scrap_ppm) * BigInt(outputs);
  const scale = BigInt(PPM) * BigInt(MICRO);
  if (!whole) return toMicro(ceilDiv(exact, scale));
  return toMicro(ceilDiv(exact, scale * BigInt(MICRO)) * BigInt(MICRO));
}
