/** Currencies, exchange rates, and those who tell them. */
import * as accounts from "../../../../services/accounts/public.ts";
import { isLocalDate } from "../../../../shared/fields/index.ts";
import { formatScaled, parseScaled } from "../../../../shared/money.ts";
import { c, field, objectWith, rowsOf, shape } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { bothCasings, shapeOf, std } from "./common.ts";

const required = { required: true } as const;

/** A code is kept in capital letters, however it is sent. */
const upperCased: Codec<string> = {
  ...c.text,
  in: (given, wire) => c.text.in(typeof given === "string" ? given.trim().toUpperCase() : given, wire),
};

export const currencyShape = shapeOf("Currency", accounts.currency, {
  plus: { ...std, code: field("code", upperCased, required) },
});

/** A rate is text, so that no program rounds it. */
const rateText: Codec<number> = {
  ...{ schema: { type: "string" }, taken: { type: ["string", "number"] } },
  out: (value) => formatScaled(Number(value), accounts.RATE_PLACES).replace(/\.?0+$/, ""),
  in(given) {
    const parsed = parseScaled(String(given), accounts.RATE_PLACES);
    return parsed.ok && parsed.value > 0
      ? { value: parsed.value }
      : { allowed: `a number above 0 with at most ${accounts.RATE_PLACES} decimals` };
  },
};

/** A moment, or the beginning of a day in UTC. */
const moment: Codec<string> = {
  ...c.instant,
  in: (given, wire) =>
    c.instant.in(typeof given === "string" && isLocalDate(given) ? `${given}T00:00:00Z` : given, wire),
};

export const exchangeRateShape = shapeOf("ExchangeRate", accounts.exchangeRate, {
  omit: ["from_currency", "to_currency", "at"],
  plus: {
    ...std,
    ...bothCasings({
      fromCurrencyCode: field("from_currency", upperCased, required),
      toCurrencyCode: field("to_currency", upperCased, required),
    } as const),
    ...{ rate: field("rate", rateText, required), date: field("at", moment, required) },
  },
});

export const rateSourceShape = shapeOf("RateSource", accounts.rateSource, { plus: std });

type Fetched = { date: string; providers: string[] };
export const fetchShape = shape("FetchedRates", rowsOf<Fetched>(), {
  date: field("date", c.date),
  providers: field("providers", c.listOf(c.text)),
});

const text = { type: "string" };
const texts = { type: "array", items: text };
const ofProvider = objectWith({ count: { type: "integer" }, errors: texts }, ["count"]);
export const fetchedSchema = objectWith({
  totalFetched: { type: "integer" },
  byProvider: { type: "object", additionalProperties: ofProvider },
  errors: texts,
});
