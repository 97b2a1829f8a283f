/** Categories: a tree. Other services read a category with its ancestors, because terms and taxes are inherited. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation } from "../../../shared/service/operation.ts";
import { category } from "./category.ts";

export const createCategory = operation({
  name: "catalog.category.create",
  http: "POST /categories",
  status: 201,
  scope: "write:item_categories",
  about: "Create a category. The server makes its slug from the name. Returns the category.",
  refuses: ["unprocessable"],
  input: category.fields,
  output: entityOf(category),
});

export const changeCategory = operation({
  name: "catalog.category.change",
  http: "PATCH /categories/{id}",
  change: true,
  scope: "write:item_categories",
  about: "Change a category. Its slug stays the same. Returns the category.",
  refuses: ["unprocessable"],
  input: { id: id(), ...category.fields },
  output: entityOf(category),
});

export const removeCategory = operation({
  name: "catalog.category.remove",
  http: "DELETE /categories/{id}",
  scope: "delete:item_categories",
  about:
    "Delete a category. Refused while a child category or an item uses it. Returns the deleted category.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(category),
});

/** A category with its ancestors, nearest first. It inherits terms and taxes from them. */
export const categoryPath = operation({
  name: "catalog.category.path",
  about: "A category and its ancestors, nearest first.",
  input: { id: id() },
  output: listOf(entityOf(category)),
});
