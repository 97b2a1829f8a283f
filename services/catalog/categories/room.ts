import { room } from "../../../shared/service/room.ts";
import { category } from "./category.ts";
import { categoryPath } from "./category-path.ts";
import { categoryTree } from "./category-tree.ts";
import { changeCategory } from "./change-category.ts";
import { createCategory } from "./create-category.ts";
import { fillCategories } from "./fill-categories.ts";

export const categoriesRoom = room({
  resources: [category],
  handlers: [createCategory, changeCategory, categoryPath, categoryTree],
  migrations: [fillCategories],
});
