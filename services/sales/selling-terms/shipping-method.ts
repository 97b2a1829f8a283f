import { choice, count, flag, json, money4, text } from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** The name and code of a way of doing things: a code is unique in its business unit. */
export const termNames = {
  name: text({ max: 255, sort: true }),
  code: text({ max: 100, sort: true, filter: ["eq"] }),
  description: text({ optional: true, max: 4000 }),
  is_active: flag({ default: true, filter: ["eq"] }),
  metadata: json({ optional: true }),
} as const;

/** A way in which goods are sent, with what it costs (6.1). */
export const shippingMethod = resource({
  service: "sales",
  name: "shipping_method",
  plural: "shipping_methods",
  scope: "sales_settings",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  business_units: true,
  fields: {
    ...termNames,
    carrier_code: text({ optional: true, max: 100 }),
    provider_key: text({ optional: true, max: 100 }),
    service_level: text({ optional: true, max: 100 }),
    estimated_transit_days: count({ optional: true, max: 10_000 }),
    base_rate_net: money4({ default: 0 }),
    base_rate_gross: money4({ default: 0 }),
    currency: choice(currencies, { optional: true, filter: ["eq"] }),
    provider_settings: json({ optional: true }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "code"]],
  search: ["name", "code"],
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
export type ShippingMethod = Entity<typeof shippingMethod>;
