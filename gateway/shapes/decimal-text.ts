/** Decimals that are shown as text ("12.5000") and read as a number or such a text (QTY-2). Stored: scaled integers. */
import { MICRO } from "../../shared/micro.ts";
import { formatScaled, MAX_AMOUNT, parseScaled } from "../../shared/money.ts";
import type { Codec, Read, Wire } from "./codecs.ts";

type Spelling = {
  /** Decimals to store; finer ones are refused. */
  scale: (wire: Wire) => number;
  /** Decimals that are shown: `least`, and `most` where a further one is not 0. */
  least: number;
  most: number;
  /** The greatest absolute value, in stored units. */
  limit: number;
  allowed: (wire: Wire) => string;
};

/** "30.6" with 4 to 6 decimals is "30.6000", "30.600001" is itself. */
function padded(text: string, least: number, most: number): string {
  const [whole, fraction = ""] = text.split(".");
  const places = /[1-9]/.test(fraction.slice(least)) ? most : least;
  return `${whole}.${fraction.padEnd(places, "0").slice(0, places)}`;
}

/** A scaled integer as decimal text: 1250000 of scale 6 is "1.2500". */
export const shownDecimal = (value: number, scale: number, least: number, most = least): string =>
  padded(formatScaled(value, scale), least, most);

export function decimalText({ scale, least, most, limit, allowed }: Spelling): Codec<number> {
  const parse = (given: string, wire: Wire): Read<number> => {
    const parsed = parseScaled(given, scale(wire));
    return parsed.ok && Math.abs(parsed.value) <= limit
      ? { value: parsed.value }
      : { allowed: allowed(wire) };
  };
  return {
    schema: { type: "string", format: "decimal" },
    taken: { type: ["number", "string"] },
    out: (value, wire) => shownDecimal(value, scale(wire), least, most),
    // A number is read by its literal: one with an exponent is finer than any scale here.
    in: (given, wire) =>
      typeof given === "number" || typeof given === "string"
        ? parse(String(given), wire)
        : { allowed: allowed(wire) },
    text: parse,
  };
}

/** An amount of money: exactly four decimals are shown. */
export const moneyText = decimalText({
  ...{ scale: ({ exponent }) => exponent, least: 4, most: 4, limit: MAX_AMOUNT },
  allowed: ({ exponent, currency }) => `an amount in ${currency} with at most ${exponent} decimals`,
});

/** A percentage, stored in ppm: 37500 is "3.7500". */
export const percentText = decimalText({
  ...{ scale: () => 4, least: 4, most: 4, limit: 1_000_000 },
  allowed: () => "a percentage from 0 to 100 with at most 4 decimals",
});

/** A quantity, stored in millionths. */
export const quantityText = decimalText({
  ...{ scale: () => 6, least: 4, most: 6, limit: Number.MAX_SAFE_INTEGER },
  allowed: () => "a number with at most 6 decimals",
});

/** A number of whole units, stored in millionths. */
export const units: Codec<number> = {
  schema: { type: "integer" },
  out: (value) => Number(value) / MICRO,
  in: (given) =>
    Number.isSafeInteger(given) && Number.isSafeInteger(Number(given) * MICRO)
      ? { value: Number(given) * MICRO }
      : { allowed: "a whole number" },
};

/** A cost of one unit, stored in millionths of the major unit: exactly six decimals are shown. */
export const unitCostText = decimalText({
  ...{ scale: () => 6, least: 6, most: 6, limit: Number.MAX_SAFE_INTEGER },
  allowed: () => "an amount with at most 6 decimals",
});
