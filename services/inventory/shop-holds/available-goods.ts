import { MICRO } from "../../../shared/micro.ts";
import { query } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { availableOf } from "../levels/rules/effects.ts";
import { stockLevel } from "../levels/stock-level.ts";
import * as declared from "./declarations.ts";
import { levelOf } from "./goods.ts";

/** LNK-2: of an item its active units, of a SKU what is available at the site. */
export const availableGoods = query(declared.availableGoods, async (reader, { lines }) => {
  const item_ids = lines.flatMap(({ item_id }) => item_id ?? []);
  const level_ids = lines.flatMap((line) => levelOf(reader, line) ?? []);
  const [items, levels] = await Promise.all([
    item_ids.length ? reader.find(item, { _id: { $in: item_ids }, deleted_at: null }) : [],
    level_ids.length ? reader.find(stockLevel, { _id: { $in: level_ids } }) : [],
  ]);
  const active = new Map(items.map(({ id, status_counts }) => [id, status_counts.active ?? 0]));
  const there = new Map(levels.map((level) => [level.id, Math.trunc(availableOf(level) / MICRO)]));
  const available = lines.map((line) => {
    const level_id = levelOf(reader, line);
    const count = level_id ? there.get(level_id) : active.get(line.item_id ?? "");
    return Math.max(0, count ?? 0);
  });
  return { available };
});
