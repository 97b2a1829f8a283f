/** Categories: a tree. Other services read a category with its ancestors, because terms and taxes are inherited. */
import { count, group, id, list, patterns, text } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { category } from "./category.ts";

/** Taken once in the organization; made from the name where it is absent or empty. */
const slug = text({
  ...{ optional: true, max: 120, pattern: patterns.slug },
  about: "From the name when absent.",
});

export const createCategory = operation({
  name: "catalog.category.create",
  http: "POST /categories",
  status: 201,
  scope: "write:item_categories",
  about: "Create a category. Without a `slug` the server makes one from the name. Returns the category.",
  refuses: ["unprocessable"],
  input: { ...category.fields, slug },
  output: entityOf(category),
});

export const changeCategory = operation({
  name: "catalog.category.change",
  http: "PATCH /categories/{id}",
  change: true,
  scope: "write:item_categories",
  about: "Change a category. Its slug stays the same unless another one is sent. Returns the category.",
  refuses: ["unprocessable"],
  input: { id: id(), ...category.fields, slug },
  output: entityOf(category),
});

export const removeCategory = operation({
  name: "catalog.category.remove",
  http: "DELETE /categories/{id}",
  scope: "delete:item_categories",
  about:
    "Delete a category. Refused while a child category, a product or an item uses it. Returns the deleted category.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(category),
});

export const dissolveCategory = operation({
  name: "catalog.category.dissolve",
  http: "POST /categories/{id}/dissolve",
  scope: "delete:item_categories",
  about:
    "Delete a category wherever it stands in the tree. Its children become categories without a parent, and products are without it while it is deleted. Refused while an item uses it. Returns the deleted category.",
  refuses: ["in_use", "conflict"],
  input: { id: id() },
  output: entityOf(category),
});

const placed = {
  ...category.columns,
  depth: count({ about: "0 at the top." }),
  ancestor_ids: list(id()),
  child_ids: list(id()),
  descendant_ids: list(id()),
} as const;

export const categoryTree = operation({
  name: "catalog.category.tree",
  http: "GET /categories/tree",
  scope: "read:item_categories",
  about:
    "Show the tree of categories. Every category with its place, parents before children, children by name. One whose parent the caller may not see is at the top.",
  input: {},
  output: shapeOf({ categories: list(group(placed), { max: 100_000 }) }),
});

/** A category with its ancestors, nearest first. It inherits terms and taxes from them. */
export const categoryPath = operation({
  name: "catalog.category.path",
  about: "A category and its ancestors, nearest first.",
  input: { id: id() },
  output: listOf(entityOf(category)),
});
