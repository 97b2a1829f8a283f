import { fillingIn, type Migration } from "../../../shared/service/migrations.ts";
import { category } from "./category.ts";

/** Categories from before they could be switched off and belong to business units are active, and of the root. */
export const fillCategories: Migration = {
  id: "0001-fill-categories",
  about: "Gives categories the columns of business units and of being active.",
  up: fillingIn(category, () => ({ description: null, is_active: true, business_unit_id: null })),
};
