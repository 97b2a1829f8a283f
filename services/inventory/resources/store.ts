import {
  address,
  choice,
  count,
  flag,
  group,
  list,
  ref,
  text,
  timezone,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { defaultTerms } from "../../accounts/public.ts";

const hours = list(
  group({
    open: text({ max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/ }),
    close: text({ max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/ }),
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
  standing: true,
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
  verbs: ["list", "get", "restore"],
});

/** A place where goods can be: a site with an address, or a spot inside a store (2.1). */
export const location = resource({
  service: "inventory",
  name: "location",
  plural: "locations",
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    kind: choice(["site", "spot"], { default: "spot", fixed: true, filter: ["eq"] }),
    store_id: ref("inventory.store", { optional: true, filter: ["eq"] }),
    parent_id: ref("inventory.location", { optional: true, filter: ["eq"] }),
    ...address,
    notes: text({ optional: true, max: 2000 }),
    sort_order: count({ default: 0, sort: true }),
    is_active: flag({ default: true, filter: ["eq"] }),
  },
  search: ["name"],
  store_field: "store_id",
  verbs: ["list", "get", "create", "restore"],
});
