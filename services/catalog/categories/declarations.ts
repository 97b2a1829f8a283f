/** Categories: kept as a tree, and read with their ancestors by services that take terms and taxes from them. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation } from "../../../shared/service/operation.ts";
import { category } from "./category.ts";

export const createCategory = operation({
  name: "catalog.category.create",
  http: "POST /categories",
  status: 201,
  scope: "write:item_categories",
  about: "Creates a category; the server makes its slug (ID-3).",
  input: category.fields,
  output: entityOf(category),
});

export const changeCategory = operation({
  name: "catalog.category.change",
  http: "PATCH /categories/{id}",
  change: true,
  scope: "write:item_categories",
  about: "Changes a category; its slug stays (ID-3).",
  input: { id: id(), ...category.fields },
  output: entityOf(category),
});

export const removeCategory = operation({
  name: "catalog.category.remove",
  http: "DELETE /categories/{id}",
  scope: "delete:item_categories",
  about: "Deletes a category that no child category and no item uses (DEL-5).",
  input: { id: id() },
  output: entityOf(category),
});

/** A category with its ancestors, nearest first: where terms and taxes come from. */
export const categoryPath = operation({
  name: "catalog.category.path",
  about: "A category and its ancestors, nearest first.",
  input: { id: id() },
  output: listOf(entityOf(category)),
});
