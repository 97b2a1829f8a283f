import { choice, count, id, instant } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { unitStatuses } from "../units/status.rules.ts";

/**
 * Units of one item that a sale took, with their status (4.1), minus returned units. The row makes a sale take them only
 * once, and "sold in 30 days" counts these rows (RPT-3).
 */
export const unitSale = resource({
  service: "inventory",
  name: "unit_sale",
  plural: "unit_sales",
  fields: {
    item_id: id(),
    sale_id: id(),
    store_id: id({ optional: true }),
    units: count(),
    sold_as: choice(unitStatuses),
    returned: count({ default: 0 }),
    sold_at: instant(),
  },
  unique: [["sale_id", "item_id"]],
  indexes: [{ sold_at: 1, store_id: 1, units: 1, returned: 1 }],
  hardDelete: true,
  verbs: [],
});
