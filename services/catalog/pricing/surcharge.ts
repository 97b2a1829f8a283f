import { choice, flag, money, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { rules } from "./matching.ts";

/** A fee rule on items and sales (5.6). `value`: ppm for a percentage, else minor units. */
export const surcharge = resource({
  service: "catalog",
  name: "surcharge",
  plural: "surcharges",
  grants: businessData,
  cached: true,
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    type: choice(["buyer_fee", "consignor_fee", "card_fee"], { filter: ["eq"] }),
    value_type: choice(["percentage", "fixed"]),
    value: money(),
    rules,
    default_on: flag({ default: false, filter: ["eq"] }),
  },
  search: ["name"],
  verbs: ["list", "get", "remove", "restore"],
});
