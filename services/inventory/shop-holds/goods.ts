/** Goods of marketplaces as the stock knows them: pieces of items, and quantities of levels. */
import { units } from "../../../shared/micro.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { stockableOf } from "../costing/rules/stockable.ts";
import type { HoldLine } from "../holds/hold-lines.ts";
import { item } from "../items/item.ts";
import type { HeldStock } from "../levels/hold-stock.ts";
import { levelId } from "../levels/stock-level.ts";

type Goods = {
  item_id?: string | null | undefined;
  sku_id?: string | null | undefined;
  location_id?: string | null | undefined;
};
export type GoodsLine = Goods & { units: number };

export const levelOf = ({ org }: Reader, { sku_id, location_id }: Goods): string | null =>
  sku_id && location_id ? levelId(org.id, stockableOf({ sku_id }), location_id) : null;

export type Needed = {
  /** Pieces that have units of their own. */
  pieces: HoldLine[];
  /** What is needed of each level, each once. */
  stock: HeldStock[];
};

const addTo = (sums: Map<string, number>, key: string, count: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + count);

/** Items that are linked to a SKU take the stock of their store's site. */
export async function needed(reader: Reader, lines: readonly GoodsLine[]): Promise<Needed> {
  const [pieces, stock] = [new Map<string, number>(), new Map<string, number>()];
  const ids = lines.flatMap(({ item_id }) => item_id ?? []);
  const items = ids.length ? await reader.find(item, { _id: { $in: ids } }, { withHidden: true }) : [];
  for (const line of lines) {
    const level_id = levelOf(reader, line) ?? items.find(({ id }) => id === line.item_id)?.level_id;
    if (level_id) addTo(stock, level_id, line.units);
    else if (line.item_id) addTo(pieces, line.item_id, line.units);
  }
  return {
    pieces: [...pieces].sort().map(([item_id, count]) => ({ item_id, sku_id: null, units: count })),
    stock: [...stock].map(([level_id, count]) => ({ level_id, quantity: units(count) })),
  };
}
