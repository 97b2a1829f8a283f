import { choice, flag, rate, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
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
  },
  search: ["name"],
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
