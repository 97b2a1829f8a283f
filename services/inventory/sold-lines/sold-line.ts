import { choice, count, date, id, instant, money, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { conditions } from "../items/item.ts";

/**
 * One sold line under its id, as its sale's events tell it: its units, minus returned ones (RPT-3), its price per unit and
 * the piece's attributes (18.1). A line that was voided or completely returned stays as `withdrawn`, so that a late event of
 * its sale does not add it again (INV-25).
 */
export const soldLine = resource({
  service: "inventory",
  name: "sold_line",
  plural: "sold_lines",
  scope: "items",
  fields: {
    state: choice(["sold", "withdrawn"]),
    item_id: id(),
    sale_id: id(),
    store_id: id({ optional: true, about: "The item's store when it was sold." }),
    site_id: id({
      optional: true,
      about: "Goods that were sold at a site of their own are no units of an item.",
    }),
    sold_on: date(),
    sold_at: instant(),
    price: money({ about: "Tag price of a unit less all its discounts." }),
    quantity: count(),
    returned: count({ default: 0 }),
    currency: text({ max: 3 }),
    brand_id: id({ optional: true }),
    category_id: id({ optional: true }),
    size_id: id({ optional: true }),
    condition: choice(conditions, { optional: true }),
    days_on_shelf: count(),
  },
  indexes: [
    { category_id: 1, brand_id: 1, sold_on: -1, _id: -1 },
    { category_id: 1, sold_on: -1, _id: -1 },
    { sold_on: -1, _id: -1 },
    { sold_at: 1, store_id: 1, site_id: 1, quantity: 1, returned: 1 },
  ],
  hardDelete: true,
  verbs: [],
});
