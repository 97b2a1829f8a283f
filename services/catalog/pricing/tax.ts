import { choice, count, flag, id, instant, json, rate, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { rules } from "./matching.ts";

/** A tax (5.4). The margin scheme is for second-hand goods; its tax is part of the store's portion. */
export const tax = resource({
  service: "catalog",
  name: "tax",
  plural: "taxes",
  grants: businessData,
  cached: true,
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    rate_ppm: rate(),
    type: choice(["inclusive", "exclusive"], { filter: ["eq"] }),
    default_on: flag({ default: false, filter: ["eq"] }),
    rules,
    scheme: choice(["standard", "margin"], { default: "standard" }),
    code: text({ optional: true, max: 100, filter: ["eq"], sort: true }),
    country: text({ optional: true, max: 2, filter: ["eq"] }),
    region: text({ optional: true, max: 100, filter: ["eq"] }),
    postal_code: text({ optional: true, max: 30 }),
    city: text({ optional: true, max: 100 }),
    customer_group_id: id({ optional: true }),
    product_category_id: id({ optional: true }),
    channel_id: id({ optional: true, filter: ["eq"] }),
    priority: count({ default: 0, max: 10 }),
    is_compound: flag({ default: false, filter: ["eq"] }),
    is_default: flag({ default: false, about: "One rate of a business unit is its default." }),
    starts_at: instant({ optional: true }),
    ends_at: instant({ optional: true }),
    metadata: json({ optional: true }),
    ...ofBusinessUnit,
  },
  business_units: true,
  onlyOne: { field: "is_default", within: ["business_unit_id"] },
  search: ["name", "code"],
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
