/** The conditional write of each item decides whether its units are available (SALE-1). */
import { fail } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { OneWrite, Tx } from "../../../shared/service/tx.ts";
import { item } from "../items/item.ts";
import { reserveStock } from "../levels/hold-stock.ts";
import { stockLevel } from "../levels/stock-level.ts";
import { isLinked, linkedItems, stockOf } from "../links/linked-stock.ts";
import type { holdUnits } from "./declarations.ts";
import { type HoldLine, refuseMissing, rowsOf } from "./hold-lines.ts";

/** The fields by which an item was priced. */
export type Priced = Received<typeof holdUnits.input>["priced"][number];
export type Hold = {
  hold_id: string;
  lines: HoldLine[];
  allow_negative_stock: boolean;
  priced: readonly Priced[];
};

/** The condition that the item's price, owner and split have not changed since it was priced. */
export function asPriced(priced: Priced | undefined): MongoFilter {
  if (!priced) return {};
  const { account_id = null, inventory_type, split, tag_price } = priced;
  return {
    account_id,
    inventory_type,
    ...(split == null ? {} : { split }),
    ...(tag_price == null ? {} : { tag_price }),
  };
}

/** Each item's conditional write decides on its own. Nothing is read before it. */
export const takeEach = ({ hold_id, lines, allow_negative_stock, priced }: Hold): OneWrite[] =>
  lines.map(({ item_id, units }) => {
    const enough = { "status_counts.active": { $gte: units } };
    const may = allow_negative_stock ? { $or: [enough, { inventory_type: { $ne: "consignment" } }] } : enough;
    const same = asPriced(priced.find((each) => each.item_id === item_id));
    const free = {
      deleted_at: null,
      sku_id: null,
      "checkout_holds.hold_id": { $ne: hold_id },
      released_hold_ids: { $ne: hold_id },
    };
    return {
      id: item_id,
      where: { ...free, ...same, ...may },
      update: {
        $inc: { "status_counts.active": -units, "status_counts.parked": units },
        $push: { checkout_holds: { hold_id, units } },
      },
    };
  });

export const giveBack = (hold_id: string, { item_id, units }: HoldLine): OneWrite => ({
  id: item_id,
  where: { checkout_holds: { $elemMatch: { hold_id, units } } },
  update: {
    $inc: { "status_counts.active": units, "status_counts.parked": -units },
    $pull: { checkout_holds: { hold_id } },
  },
});

/** LNK-3: goods in quantity are held at the level of their SKU. */
async function takeLinked(tx: Tx, hold: Hold): Promise<boolean> {
  const { hold_id, priced, allow_negative_stock: mayBeNegative } = hold;
  const lines = hold.lines.filter(isLinked);
  const rows = await linkedItems(tx, lines, ({ item_id }) => ({
    deleted_at: null,
    ...asPriced(priced.find((each) => each.item_id === item_id)),
  }));
  if (rows.length < lines.length) return false;
  return reserveStock(tx, hold_id, stockOf(rows, lines), { mayBeNegative });
}

/** Whether this hold has the stock of its linked lines already: then it has everything. */
export async function heldBefore(reader: Reader, { hold_id, lines }: Hold): Promise<boolean> {
  const linked = lines.filter(isLinked);
  const stock = stockOf(await linkedItems(reader, linked), linked);
  const held = stock.map(({ level_id, quantity }) => ({
    _id: level_id,
    holds: { $elemMatch: { hold_id, quantity } },
  }));
  return held.length > 0 && (await reader.count(stockLevel, { $or: held })) === held.length;
}

export async function takeAll(tx: Tx, hold: Hold, asked: readonly HoldLine[]): Promise<{ held: boolean }> {
  const { lines, allow_negative_stock } = hold;
  const own = lines.filter((line) => !isLinked(line));
  const taken = own.length ? await tx.updateMany(item, takeEach({ ...hold, lines: own })) : 0;
  if (taken === own.length && (await takeLinked(tx, hold))) return { held: true };
  refuseMissing(await rowsOf(tx.committed, lines), asked, lines, allow_negative_stock);
  throw fail("conflict", "One of these items has just been changed by someone else.");
}
