/** Expired items (ITM-6). */
import { event } from "../../../shared/events/event.ts";
import { count, date, id } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

/** The schedule of inventory calls this for each organization in turn. */
export const expireItems = operation({
  name: "inventory.item.expire",
  about:
    "Sends events about newly expired items, and takes end actions if the organization has enabled them (ITM-6).",
  input: { limit: count({ default: 200, min: 1, max: 1000 }) },
  output: shapeOf({ told: count(), ended: count() }),
});

export const itemExpired = event({
  type: "item.expired",
  service: "inventory",
  about: "An item passed the end of its consignment with units unsold; told once.",
  data: { item_id: id(), account_id: id({ optional: true }), expires_on: date(), units: count() },
});
