/** Categories, locations, discounts, taxes. */
import { category, discount, tax } from "../../../../services/catalog/public.ts";
import { store } from "../../../../services/inventory/public.ts";
import { area } from "../../../kit/area.ts";
import { change, create, get, list, remove, restore } from "../../../kit/builders.ts";
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
  listItemCategories: list(categories),
  createItemCategory: create(categories),
  getItemCategory: get(categories),
  updateItemCategory: change(categories),
  deleteItemCategory: remove(categories),
  restoreItemCategory: restore(categories),
  listLocations: list(locations),
  createLocation: create(locations),
  getLocation: get(locations),
  updateLocation: change(locations),
  deleteLocation: remove(locations),
  listDiscounts: list(discounts),
  createDiscount: create(discounts),
  getDiscount: get(discounts),
  updateDiscount: change(discounts),
  deleteDiscount: remove(discounts),
  restoreDiscount: restore(discounts),
  listTaxes: list(taxes),
  createTax: create(taxes),
  getTax: get(taxes),
  updateTax: change(taxes),
  deleteTax: remove(taxes),
  restoreTax: restore(taxes),
};
