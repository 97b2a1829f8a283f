import { address, group, list, patterns, ref, text, timezone } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { defaultTerms } from "../../accounts/public.ts";

const hours = list(
  group({
    open: text({ max: 5, pattern: patterns.timeOfDay }),
    close: text({ max: 5, pattern: patterns.timeOfDay }),
  }),
  { default: [], max: 10 },
);

/** Opening hours by weekday; ranges of a day do not overlap. */
export const scheduling = {
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
  sunday: hours,
} as const;

/** A shop of the organization (3.1); has at least one spot, made with it. */
export const store = resource({
  service: "inventory",
  name: "store",
  plural: "stores",
  grants: businessData,
  cached: true,
  fields: {
    slug: text({ readonly: true, max: 120, filter: ["eq"] }),
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    ...address,
    timezone: timezone({ optional: true }),
    scheduling: group(scheduling, { optional: true }),
    ...defaultTerms,
    tax_ids: list(ref("catalog.tax"), { optional: true, max: 20 }),
  },
  unique: [["slug"]],
  slug_from: "name",
  search: ["name", "city"],
  store_field: "id",
  verbs: ["list", "get"],
});
