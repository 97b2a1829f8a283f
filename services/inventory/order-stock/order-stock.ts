import { count, id } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/**
 * How often the stock of an order was settled, and by which process: settlements of one order follow each other, and one
 * that comes late does nothing.
 */
export const orderStock = resource({
  service: "inventory",
  name: "order_stock",
  plural: "order_stocks",
  fields: {
    /** Settlements so far. */
    turn: count(),
    /** Who made the last one; null when it was barred from happening. */
    settled_by: id({ optional: true }),
  },
  hardDelete: true,
  verbs: [],
});
