import { json, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { termNames } from "./shipping-method.ts";

/** A way in which orders are paid (6.1). */
export const paymentMethodKind = resource({
  service: "sales",
  name: "payment_method_kind",
  plural: "payment_method_kinds",
  scope: "sales_settings",
  business_units: true,
  fields: {
    ...termNames,
    provider_key: text({ optional: true, max: 100 }),
    terms: text({ optional: true, max: 4000 }),
    provider_settings: json({ optional: true }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "code"]],
  search: ["name", "code"],
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
export type PaymentMethodKind = Entity<typeof paymentMethodKind>;
