import { count, id } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/**
 * Counts the settlements of an order's stock, and records the saga of the last one: settlements of one order
 * follow each other, and a late one does nothing.
 */
export const orderStock = resource({
  service: "inventory",
  name: "order_stock",
  plural: "order_stocks",
  fields: {
    /** Settlements so far. */
    turn: count(),
    /** The saga of the last one; null if that settlement was barred. */
    settled_by: id({ optional: true }),
  },
  hardDelete: true,
  verbs: [],
});
