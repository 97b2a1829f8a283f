import { room } from "../../../shared/service/room.ts";
import { category } from "./category.ts";
import { categoryPath } from "./category-path.ts";
import { changeCategory } from "./change-category.ts";
import { createCategory } from "./create-category.ts";
import { removeCategory } from "./remove-category.ts";

export const categoriesRoom = room({
  resources: [category],
  handlers: [createCategory, changeCategory, removeCategory, categoryPath],
});
