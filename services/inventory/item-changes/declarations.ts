/** Changes items, one by one or in bulk, deletes and restores them. */
import {
  changes,
  count,
  flag,
  group,
  id,
  json,
  list,
  money,
  omit,
  text,
} from "../../../shared/fields/index.ts";
import { bulkShape, dryRun, MOST_IN_BULK } from "../../../shared/service/bulk.ts";
import { operation } from "../../../shared/service/operation.ts";
import { itemShape } from "../item-lists/declarations.ts";
import { itemInput } from "../items/item.ts";

export const changeItem = operation({
  name: "inventory.item.change",
  http: "PATCH /items/{id}",
  change: true,
  scope: "write:items",
  about:
    "Change an item. Terms can be changed only while a unit is unsold, and the quantity only by active or inactive units. Returns the item.",
  refuses: ["insufficient_stock", "locked", "unprocessable"],
  input: { id: id(), ...itemInput },
  output: itemShape,
});

export const restoreItem = operation({
  name: "inventory.item.restore",
  http: "POST /items/{id}/restore",
  scope: "write:items",
  about: "Restore a deleted item. Returns the item.",
  input: { id: id() },
  output: itemShape,
});

export const removeItem = operation({
  name: "inventory.item.remove",
  http: "DELETE /items/{id}",
  scope: "delete:items",
  about: "Delete an item. Refused while a unit is sold or held. Returns the deleted item.",
  refuses: ["in_use", "not_deletable"],
  input: { id: id() },
  output: itemShape,
});

export const bulkEditItems = operation({
  name: "inventory.item.bulk_edit",
  http: "POST /items/bulk-edits",
  scope: "bulk_edit:items",
  about:
    "Change many items. Changes up to 1,000 items, named by `ids` or found by `filter`, each as PATCH would; `price` computes new prices and rounds them to the price ladder. An item that refuses is reported in `results`; the others are changed. Answers 422 with the number of items when the filter finds more than 1,000.",
  refuses: ["unprocessable"],
  input: {
    ids: list(id(), { optional: true, min: 1, max: MOST_IN_BULK }),
    filter: group(
      {
        conditions: list(json(), {
          max: 100,
          default: [],
          about: "Filters of the list of items: {field, op, value}; all of them hold.",
        }),
        search: text({ optional: true, max: 200 }),
      },
      { optional: true },
    ),
    all: flag({ default: false, about: "Needed beside a filter without a condition: it means every item." }),
    changes: changes(omit(itemInput, ["sku_id"]), { optional: true }),
    price: group(
      {
        set: money({ optional: true }),
        add: money({ optional: true, min: -1e12 }),
        multiply_ppm: count({ optional: true, about: "1000000 leaves a price as it is." }),
      },
      { optional: true, about: "Exactly one of them." },
    ),
    ...dryRun,
  },
  output: bulkShape,
});
