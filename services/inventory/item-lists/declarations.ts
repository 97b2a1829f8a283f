/** Reads items: one, a page, a search, or items for a sale (4.1, RPT-5). */
import { choice, count, group, id, list, text } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import {
  entityOf,
  listInput,
  listOf,
  operation,
  pageOf,
  type Shape,
  shapeOf,
} from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import type { store } from "../stores/store.ts";

export const itemShape = entityOf(item);

export const listItems = operation({
  name: "inventory.item.list",
  http: "GET /items",
  scope: "read:items",
  about:
    "List items. `status` finds items with at least one unit in that status; `active` includes expired ones.",
  paged: item,
  input: listInput,
  output: pageOf(itemShape),
});

export const getItem = operation({
  name: "inventory.item.get",
  http: "GET /items/{id}",
  scope: "read:items",
  about: "Get an item.",
  input: { id: id() },
  expands: item,
  output: itemShape,
});

/** Items for a sale, with the store of the sale. */
export type SaleItems = { items: Entity<typeof item>[]; store: Entity<typeof store> | null };

export const loadForSale = operation({
  name: "inventory.item.for_sale",
  about: "The items named, deleted ones left out, and the store.",
  input: { item_ids: list(id(), { max: 500 }), store_id: id({ optional: true }) },
  output: { schema: {} } as Shape<SaleItems>,
});

export const searchItems = operation({
  name: "inventory.item.search",
  about:
    "Items in which every word of the query begins a word of sku, title, description, tags or brand; those with exactly this sku or barcode first (RPT-5).",
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
