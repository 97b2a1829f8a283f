/** A category is deleted when neither a category nor an item uses it (DEL-5). */
import { hidesUnused, rowsOf } from "../../../shared/service/uses.ts";
import { itemsInUse } from "../../inventory/public.ts";
import { category } from "./category.ts";
import * as declared from "./declarations.ts";

export const removeCategory = hidesUnused(declared.removeCategory, {
  resource: category,
  users: [
    rowsOf(category, "parent_id"),
    { kind: "items", ask: (call, category_id) => call(itemsInUse, { category_id }) },
  ],
});
