/** What marketplaces hold of goods: pieces, or the stock of a SKU at a site (LNK-1…3). */
import { count, group, id, list } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

/** An item, or a SKU at a site. */
export const goods = {
  item_id: id({ optional: true }),
  sku_id: id({ optional: true }),
  location_id: id({ optional: true, about: "With `sku_id`: the site whose stock it is." }),
} as const;

const lines = list(group({ ...goods, units: count({ min: 1 }) }), { min: 1, max: 500 });

export const holdGoods = operation({
  name: "inventory.goods.hold",
  about:
    "Holds goods for a contract that is being paid, by one conditional write each: all of them, or 409. Idempotent by hold_id. Returns the goods as a sale takes them.",
  refuses: ["insufficient_stock", "item_not_available"],
  input: { hold_id: id(), lines },
  output: shapeOf({}),
});

export const releaseGoods = operation({
  name: "inventory.goods.release",
  about: "Gives held goods back; a hold that comes after its release is refused (409).",
  input: { hold_id: id(), lines },
  output: shapeOf({}),
});

export const availableGoods = operation({
  name: "inventory.goods.available",
  about: "What is available of goods, in whole units and in their order; 0 for goods that do not exist.",
  input: { lines: list(group(goods), { max: 500 }) },
  output: shapeOf({ available: list(count()) }),
});
