import { choice, instant, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { deliveryStatuses } from "./delivery-status.rules.ts";

/** A consignor's appointment to bring goods to a store (3.2, 4.4). */
export const delivery = resource({
  service: "inventory",
  name: "delivery",
  plural: "deliveries",
  grants: businessData,
  fields: {
    account_id: ref("accounts.account", { filter: ["eq"] }),
    store_id: ref("inventory.store", { filter: ["eq"] }),
    delivery_at: instant({ filter: ["gt", "gte", "lt", "lte"], sort: true }),
    status: choice(deliveryStatuses, { default: "scheduled", filter: ["eq"] }),
    batch_id: ref("inventory.batch", { optional: true, filter: ["eq"] }),
    completed_at: instant({
      optional: true,
      filter: ["gt", "gte", "lt", "lte"],
      about: "May be sent with the status `completed` to back-date it; at most 5 minutes ahead.",
    }),
    cancelled_at: instant({ optional: true, readonly: true }),
    missed_at: instant({ optional: true, readonly: true }),
    note: text({ optional: true, max: 2000 }),
  },
  indexes: [
    { store_id: 1, status: 1, delivery_at: 1, _id: 1 },
    { account_id: 1, status: 1, created_at: 1, _id: 1 },
  ],
  search: ["note"],
  hardDelete: true,
  store_field: "store_id",
  verbs: ["list", "get"],
});
