/** Figures from sums and histograms (RPT-3). */
import { rnd } from "../../../shared/money.ts";

/** The middle of values that occur several times each; of two middle ones the lower. Null without any. */
export function medianOf(histogram: readonly { value: number; times: number }[]): number | null {
  const rising = [...histogram].sort((a, b) => a.value - b.value);
  const total = rising.reduce((sum, { times }) => sum + times, 0);
  let left = Math.ceil(total / 2);
  for (const { value, times } of rising) {
    left -= times;
    if (left <= 0 && times > 0) return value;
  }
  return null;
}

/** A share in ppm, halves up; null if the whole is 0. */
export const shareOf = (part: number, whole: number): number | null =>
  whole > 0 ? rnd(BigInt(part) * 1_000_000n, whole) : null;

export const averageOf = (sum: number, times: number): number | null => (times > 0 ? rnd(sum, times) : null);
