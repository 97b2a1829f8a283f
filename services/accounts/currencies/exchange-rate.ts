import { choice, count, flag, instant, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { currencyText } from "./currency.ts";

/** Decimals of a rate. */
export const RATE_PLACES = 8;
const HUNDRED_MILLIONTHS = "In hundred-millionths: 425000000 is 4.25.";
const code = text({ ...currencyText, filter: ["eq"], sort: true });

/** What one unit of a currency is worth in another one, as somebody says at a moment (MRC-CUR-2). */
export const exchangeRate = resource({
  service: "accounts",
  name: "exchange_rate",
  plural: "exchange_rates",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  fields: {
    from_currency: code,
    to_currency: code,
    rate: count({ min: 1, max: 9e15, about: HUNDRED_MILLIONTHS }),
    at: instant({
      ...{ sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] },
      about: "From when it counts; seconds are cut off.",
    }),
    source: text({ min: 2, max: 50, filter: ["eq"] }),
    type: choice(["buy", "sell"], { optional: true, filter: ["eq"] }),
    is_active: flag({ default: true, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  business_units: true,
  unique: [["business_unit_id", "from_currency", "to_currency", "at", "source"]],
  verbs: ["list", "get", "remove"],
});
export type ExchangeRate = Entity<typeof exchangeRate>;
