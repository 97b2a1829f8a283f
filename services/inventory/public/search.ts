/** Searching items and completing values of their fields (RPT-5). */
import { choice, count, group, list, text } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { item } from "../resources/item.ts";

export const searchItems = operation({
  name: "inventory.item.search",
  about:
    "Items in which every word of the query begins a word of sku, title, description, tags or brand; the exact sku first (RPT-5).",
  input: { query: text({ max: 200 }), limit: count({ default: 20, min: 1, max: 50 }) },
  output: listOf(entityOf(item)),
});

export const suggestedItemFields = [
  "brand",
  "category",
  "color",
  "condition",
  "description",
  "details",
  "size",
  "tags",
  "title",
] as const;

export const suggestItems = operation({
  name: "inventory.item.suggest",
  about:
    "Values of one field of items that begin with the text, then those that contain it, most used first (RPT-5).",
  input: {
    field: choice(suggestedItemFields),
    value: text({ min: 0, max: 100 }),
    limit: count({ default: 20, min: 1, max: 20 }),
  },
  output: shapeOf({ data: list(group({ value: text(), count: count() })) }),
});
