/** Categories, locations, discounts, taxes. */
import { category, discount, tax } from "../../../../services/catalog/public.ts";
import { store } from "../../../../services/inventory/public.ts";
import { area } from "../../../kit/area.ts";
import { entries } from "../../../kit/entries.ts";
import { includingView } from "../../../kit/includes.ts";
import type { Shape } from "../../../shapes/shape.ts";
import { speaksReal as knowsInclude } from "../dialect.ts";
import { categoryShape, discountShape, locationShape, taxShape } from "../shapes/catalog.ts";

const counted = <Row extends object>(shape: Shape<Row>) => ({ view: includingView(shape, { knowsInclude }) });
const categories = area(category, categoryShape, counted(categoryShape));
const locations = area(store, locationShape, counted(locationShape));
const discounts = area(discount, discountShape, counted(discountShape));
const taxes = area(tax, taxShape, counted(taxShape));

export const catalogOperations = {
  ...entries(["ItemCategory", "ItemCategories"], categories),
  ...entries(["Location", "Locations"], locations, ["list", "create", "get", "change", "remove"]),
  ...entries(["Discount", "Discounts"], discounts),
  ...entries(["Tax", "Taxes"], taxes),
};
