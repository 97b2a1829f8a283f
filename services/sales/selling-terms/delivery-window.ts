import { count, text, timezone } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { termNames } from "./shipping-method.ts";

/** When goods arrive (6.1). */
export const deliveryWindow = resource({
  service: "sales",
  name: "delivery_window",
  plural: "delivery_windows",
  scope: "sales_settings",
  business_units: true,
  fields: {
    ...termNames,
    lead_time_days: count({ optional: true, max: 10_000 }),
    cutoff_time: text({
      optional: true,
      max: 10,
      pattern: { regex: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, allowed: "a time such as 17:00 or 17:00:00" },
    }),
    timezone: timezone({ optional: true }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "code"]],
  search: ["name", "code"],
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
export type DeliveryWindow = Entity<typeof deliveryWindow>;
