/** The net and the gross amount of a price, of which one follows from the other (MRC-PRI-1). */
import { PPM, rnd } from "../../../shared/money.ts";

type Given = { readonly net?: number | null | undefined; readonly amount?: number | null | undefined };
export type Amounts = { net: number; amount: number; tax: number };
/** Why there are none. */
export type Without = "missing" | "too_large";

const MOST = BigInt(9e15);

/** Amounts are in ten-thousandths, and rounded to these. */
const fromNet = (net: number, ppm: number): Amounts | Without => {
  const millionfold = BigInt(net) * BigInt(PPM + ppm);
  if (millionfold > MOST * BigInt(PPM)) return "too_large";
  const amount = rnd(millionfold, PPM);
  return { net, amount, tax: amount - net };
};

const fromGross = (amount: number, ppm: number): Amounts => {
  const net = rnd(BigInt(amount) * BigInt(PPM), PPM + ppm);
  return { net, amount, tax: amount - net };
};

/**
 * A given net amount decides, else a given gross one; in a change, an amount that is omitted or cleared follows from the stored
 * other one.
 */
export function amountsOf(given: Given, ppm: number, before?: Amounts): Amounts | Without {
  const { net, amount } = given;
  if (typeof net === "number") return fromNet(net, ppm);
  if (typeof amount === "number") return fromGross(amount, ppm);
  if (!before || (net === null && amount === null)) return "missing";
  return net === null ? fromGross(before.amount, ppm) : fromNet(before.net, ppm);
}
