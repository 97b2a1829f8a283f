import { choice, count, id, instant } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { unitStatuses } from "../units/status.rules.ts";

/**
 * Units of one item that a sale took, and the word it gave them (4.1), less what came back of them: what makes a sale take
 * them once, and what "sold in 30 days" is counted from (RPT-3).
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
