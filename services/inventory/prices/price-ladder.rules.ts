/** The steps for rounding tag prices (18.5), in minor units. */
import { exponentOf } from "../../../shared/money.ts";

/** Prices below `up_to` are multiples of `step`; without `up_to`, all higher prices. */
export type PriceStep = { up_to?: number | null; step: number };

export type PriceLadder = readonly PriceStep[];

/** 18.5 in hundredths of the major unit: 0.50 below 10, 1 below 50, 5 below 200, else 10. */
const DEFAULT_HUNDREDTHS: PriceLadder = [
  { up_to: 1000, step: 50 },
  { up_to: 5000, step: 100 },
  { up_to: 20_000, step: 500 },
  { step: 1000 },
];

/** The organization's own ladder, else the default one in its currency; a step is at least one minor unit. */
export function ladderIn(currency: string, own: PriceLadder | null | undefined): PriceLadder {
  if (own?.length) return own;
  const minor = (hundredths: number) => Math.ceil(hundredths * 10 ** (exponentOf(currency) - 2));
  return DEFAULT_HUNDREDTHS.map(({ up_to, step }) => ({
    up_to: up_to === undefined || up_to === null ? null : minor(up_to),
    step: minor(step),
  }));
}

const MILLION = 1_000_000n;
const open = (up_to: number | null | undefined): number => up_to ?? Number.POSITIVE_INFINITY;

/** The step of a price in millionths. Above the last bound the last step applies. */
function stepOf(millionths: bigint, ladder: PriceLadder): bigint {
  const rising = [...ladder].sort((a, b) => (open(a.up_to) < open(b.up_to) ? -1 : 1));
  const below = ({ up_to }: PriceStep) =>
    up_to === null || up_to === undefined || millionths < BigInt(up_to) * MILLION;
  return BigInt((rising.find(below) ?? rising.at(-1)!).step);
}

/** 18.5: the nearest step, halves up, at least one step. `millionths` of a minor unit, so that it is rounded once. */
export function onLadder(millionths: bigint, ladder: PriceLadder): number {
  const step = stepOf(millionths, ladder);
  const whole = step * MILLION;
  const steps = (2n * millionths + whole) / (2n * whole);
  return Number((steps < 1n ? 1n : steps) * step);
}

/** The same for an amount between two minor units, such as a suggestion. */
export const ladderStep = (price: number, ladder: PriceLadder): number =>
  onLadder(BigInt(Math.round(price * 1_000_000)), ladder);

export type PriceEdit = {
  set?: number | null | undefined;
  add?: number | null | undefined;
  multiply_ppm?: number | null | undefined;
};

/** BLK-3: a price set, raised or lowered, or multiplied, and then rounded by the ladder. */
export function editedPrice(
  price: number,
  { set, add, multiply_ppm }: PriceEdit,
  ladder: PriceLadder,
): number {
  const value = BigInt(set ?? price + (add ?? 0));
  return onLadder(value * BigInt(multiply_ppm ?? 1_000_000), ladder);
}
