import { choice, count, date, flag, group, list, money, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { rules } from "./matching.ts";

/** A discount (3.2, 5.3). `value`: ppm for a percentage, else minor units. */
export const discount = resource({
  service: "catalog",
  name: "discount",
  plural: "discounts",
  grants: businessData,
  cached: true,
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    bearer: choice(["shared", "store", "consignor"], { default: "shared", filter: ["eq"] }),
    value_type: choice(["percentage", "fixed", "set_price"]),
    value: money(),
    level: choice(["line", "sale"], { default: "line", filter: ["eq"] }),
    rules,
    schedule: list(group({ after_days: count(), value: money() }), { default: [], max: 50 }),
    starts_on: date({ optional: true }),
    ends_on: date({ optional: true }),
    bogo_threshold: count({ optional: true, min: 2, max: 100 }),
    show_in_pos: flag({ default: true, filter: ["eq"] }),
    auto_apply: flag({ default: false, filter: ["eq"] }),
  },
  search: ["name"],
  verbs: ["list", "get", "remove", "restore"],
});
