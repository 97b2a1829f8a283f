import { address, choice, count, flag, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A place where goods can be: a site with an address, or a spot inside a store (2.1). */
export const location = resource({
  service: "inventory",
  name: "location",
  plural: "locations",
  grants: businessData,
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    kind: choice(["site", "spot"], { default: "spot", fixed: true, filter: ["eq"] }),
    store_id: ref("inventory.store", { optional: true, filter: ["eq"] }),
    parent_id: ref("inventory.location", { optional: true, filter: ["eq"] }),
    ...address,
    vendor_id: ref("accounts.vendor", {
      optional: true,
      filter: ["eq"],
      about: "The vendor who works here: the conversion costs of its work orders are owed to it.",
    }),
    notes: text({ optional: true, max: 2000 }),
    sort_order: count({ default: 0, sort: true }),
    is_active: flag({ default: true, filter: ["eq"] }),
  },
  search: ["name"],
  store_field: "store_id",
  verbs: ["list", "get", "create", "restore"],
});
