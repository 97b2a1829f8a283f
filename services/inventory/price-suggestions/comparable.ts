import { choice, count, date, id, money, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { conditions } from "../items/item.ts";

/**
 * One sold line under its id: its price per unit and the piece's attributes (18.1). A line that was voided or completely
 * returned stays as `withdrawn`, so that a late event of its sale does not add it again (INV-25).
 */
export const comparable = resource({
  service: "inventory",
  name: "comparable",
  plural: "comparables",
  scope: "items",
  fields: {
    state: choice(["sold", "withdrawn"]),
    item_id: id(),
    sale_id: id(),
    sold_on: date(),
    price: money({ about: "Tag price of a unit less all its discounts." }),
    quantity: count(),
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
  ],
  hardDelete: true,
  verbs: [],
});
