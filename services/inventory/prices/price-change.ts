import { money, ref, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** One change of an item's price (3.2). */
export const priceChange = resource({
  service: "inventory",
  name: "price_change",
  plural: "price_changes",
  scope: "items",
  fields: {
    item_id: ref("inventory.item", { filter: ["eq"] }),
    old_price: money({ optional: true }),
    new_price: money(),
    currency: text({ max: 3 }),
    store_id: ref("inventory.store", { optional: true, readonly: true, about: "Where the item was then." }),
  },
  hardDelete: true,
  store_field: "store_id",
  verbs: ["list"],
});
