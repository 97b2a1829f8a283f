import { choice, count, flag, json, list, patterns, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const chargeUnits = ["per_container", "per_piece", "one_time"] as const;

/** What a forwarder charges for, by the code that quotes name (16.4). */
export const chargeCode = resource({
  service: "catalog",
  name: "charge_code",
  plural: "charge_codes",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  business_units: true,
  fields: {
    code: text({ max: 50, pattern: patterns.name, typed: true, filter: ["eq", "contains"], sort: true }),
    description: text({ optional: true, max: 500 }),
    charge_unit: choice(chargeUnits, { default: "one_time", filter: ["eq"] }),
    field_schema: json({ optional: true, about: "What else a line with this charge says." }),
    keywords: list(text({ max: 100 }), {
      default: [],
      max: 50,
      about: "By which carriers' texts are matched.",
    }),
    sort_order: count({ default: 0, sort: true }),
    is_active: flag({ default: true, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "code"]],
  search: ["code"],
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
export type ChargeCode = Entity<typeof chargeCode>;
