/** The payment provider's fee on one charge and the amount that pays for it (CON-4). Minor units, ppm. */
import { mulRate, PPM } from "../../../shared/money.ts";

export type ProcessorRate = { ppm: number; fixed: number };

/** `rnd(T·p) + k`; where nothing is charged there is no fee. */
export function processorFee(charged: number, rate: ProcessorRate): number {
  return charged === 0 ? 0 : mulRate(charged, rate.ppm) + rate.fixed;
}

/**
 * CON-4: the smallest charge that leaves at least `wanted` after the fee. What is left grows by 0 or 1 with each
 * unit charged, so it is met exactly. The estimate is never too high: one unit less would leave less than `wanted`,
 * because a unit is worth at least one half (ppm ≤ 1/2) and rounding the fee gives less than that back.
 */
export function grossUp(wanted: number, rate: ProcessorRate): number {
  if (wanted === 0) return 0;
  if (rate.ppm > PPM / 2) throw new RangeError("a processor fee above one half cannot be paid for");
  const leaves = (charged: number): number => charged - processorFee(charged, rate);
  let charged = Math.max(1, Number((BigInt(wanted + rate.fixed) * BigInt(PPM)) / BigInt(PPM - rate.ppm)));
  while (leaves(charged) < wanted) charged += 1;
  return charged;
}
