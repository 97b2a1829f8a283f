import { count, flag, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** The code of a currency; also of one that no standard has, such as CNH. */
export const currencyText = {
  max: 3,
  pattern: { regex: /^[A-Z]{3}$/, allowed: "three capital letters, such as EUR" },
} as const;
const separator = text({ optional: true, max: 5 });

/** A currency that a business unit works with (MRC-CUR-1). */
export const currency = resource({
  service: "accounts",
  name: "currency",
  plural: "currencies",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  fields: {
    code: text({ ...currencyText, filter: ["eq"], sort: true }),
    name: text({ max: 100, sort: true, typed: true }),
    symbol: text({ optional: true, max: 10 }),
    decimal_places: count({ default: 2, max: 8 }),
    thousands_separator: separator,
    decimal_separator: separator,
    is_base: flag({
      ...{ default: false, filter: ["eq"] },
      about: "One currency of a business unit is its base; that of the root is the currency of the books.",
    }),
    is_active: flag({ default: true, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  business_units: true,
  unique: [["business_unit_id", "code"]],
  onlyOne: { field: "is_base", within: ["business_unit_id"] },
  search: ["code", "name", "symbol"],
  verbs: ["list", "get", "restore"],
});
export type Currency = Entity<typeof currency>;
