/** The payment provider's fee on one charge, and the charge that covers it (CON-4). Minor units, ppm. */
import { mulRate, PPM } from "../../../shared/money.ts";

export type ProcessorRate = { ppm: number; fixed: number };

/** `rnd(T·p) + k`; 0 without a charge. */
export function processorFee(charged: number, rate: ProcessorRate): number {
  return charged === 0 ? 0 : mulRate(charged, rate.ppm) + rate.fixed;
}

/**
 * CON-4: the smallest charge that leaves at least `wanted` after the fee. The remainder grows by 0 or 1 with
 * each unit of the charge, so some charge leaves exactly `wanted`. The estimate is never too high: a charge that is one unit
 * lower leaves less than `wanted`, because a unit adds at least one half (ppm ≤ 1/2) and rounding the fee returns less.
 */
export function grossUp(wanted: number, rate: ProcessorRate): number {
  if (wanted === 0) return 0;
  if (rate.ppm > PPM / 2) throw new RangeError("a processor fee above one half cannot be paid for");
  const leaves = (charged: number): number => charged - processorFee(charged, rate);
  let charged = Math.max(1, Number((BigInt(wanted + rate.fixed) * BigInt(PPM)) / BigInt(PPM - rate.ppm)));
  while (leaves(charged) < wanted) charged += 1;
  return charged;
}
