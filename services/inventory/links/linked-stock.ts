/** The stock behind the lines of a sale whose items are linked to SKUs (LNK-3). */
import { units } from "../../../shared/micro.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { type Item, item } from "../items/item.ts";
import type { HeldStock } from "../levels/hold-stock.ts";

export type UnitLine = { item_id: string; sku_id?: string | null | undefined; units: number };
export type LinkedLine = UnitLine & { sku_id: string };

export const isLinked = <L extends UnitLine>(line: L): line is L & LinkedLine => Boolean(line.sku_id);

/** The items of these lines that are linked as the lines say, with the quantities they show. */
export const linkedItems = (
  reader: Reader,
  lines: readonly LinkedLine[],
  also: (line: LinkedLine) => MongoFilter = () => ({}),
): Promise<Item[]> =>
  lines.length
    ? reader.find(
        item,
        { $or: lines.map((line) => ({ _id: line.item_id, sku_id: line.sku_id, ...also(line) })) },
        { withHidden: true },
      )
    : Promise.resolve([]);

/** What the lines take of each level. */
export const stockOf = (rows: readonly Item[], lines: readonly UnitLine[]): HeldStock[] =>
  rows.flatMap(({ id, level_id }) => {
    const own = lines.filter(({ item_id }) => item_id === id);
    const total = own.reduce((sum, line) => sum + line.units, 0);
    return level_id && total ? [{ level_id, quantity: units(total) }] : [];
  });
