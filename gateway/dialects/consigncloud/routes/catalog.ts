/** Categories, locations, discounts, taxes. */
import { category, discount, tax } from "../../../../services/catalog/public.ts";
import { store } from "../../../../services/inventory/public.ts";
import { area, entries } from "../../../kit/index.ts";
import { categoryShape, discountShape, locationShape, taxShape } from "../shapes/catalog.ts";

const expand = {};
const locations = area(store, locationShape, { expand });

export const catalogOperations = {
  ...entries(["ItemCategory", "ItemCategories"], area(category, categoryShape, { expand })),
  ...entries(["Location", "Locations"], locations, ["list", "create", "get", "change", "remove"]),
  ...entries(["Discount", "Discounts"], area(discount, discountShape, { expand })),
  ...entries(["Tax", "Taxes"], area(tax, taxShape, { expand })),
};
