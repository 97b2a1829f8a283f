/** A hold of a contract: all of its goods by conditional writes in one transaction (LNK-3, SALE-1). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseMissing, rowsOf } from "../holds/hold-lines.ts";
import { giveBack, takeEach } from "../holds/till-hold.ts";
import { item } from "../items/item.ts";
import { releaseStock, reserveStock } from "../levels/hold-stock.ts";
import { stockLevel } from "../levels/stock-level.ts";
import * as declared from "./declarations.ts";
import { goodsShort } from "./errors.ts";
import { type Needed, needed } from "./goods.ts";

/** All or nothing was held, so that one part tells. */
async function isHeld(tx: Tx, hold_id: string, { pieces, stock }: Needed): Promise<boolean> {
  const [piece] = pieces;
  const [level] = stock;
  if (piece) return (await tx.count(item, { _id: piece.item_id, "checkout_holds.hold_id": hold_id })) > 0;
  return (
    level !== undefined && (await tx.count(stockLevel, { _id: level.level_id, "holds.hold_id": hold_id })) > 0
  );
}

export const holdGoods = command(declared.holdGoods, async (tx, { hold_id, lines }) => {
  const wanted = await needed(tx, lines);
  if (await isHeld(tx, hold_id, wanted)) return {};
  const { pieces, stock } = wanted;
  const hold = { hold_id, lines: pieces, allow_negative_stock: false, priced: [] };
  const taken = pieces.length ? await tx.updateMany(item, takeEach(hold)) : 0;
  if (taken < pieces.length) {
    refuseMissing(await rowsOf(tx.committed, pieces), pieces, pieces, false);
    throw fail("conflict", "One of these items has just been changed by someone else.");
  }
  if (stock.length && !(await reserveStock(tx, hold_id, stock, { mayBeNegative: false })))
    throw goodsShort({});
  return {};
});

export const releaseGoods = command(declared.releaseGoods, async (tx, { hold_id, lines }) => {
  const { pieces, stock } = await needed(tx, lines);
  if (pieces.length)
    await tx.updateMany(
      item,
      pieces.flatMap((line) => [
        {
          id: line.item_id,
          where: { released_hold_ids: { $ne: hold_id } },
          update: { $push: { released_hold_ids: { $each: [hold_id], $slice: -RELEASED_HOLDS_KEPT } } },
        },
        giveBack(hold_id, line),
      ]),
    );
  if (stock.length) await releaseStock(tx, hold_id, stock);
  return {};
});

/** More than an item gets while a late hold may still arrive. */
const RELEASED_HOLDS_KEPT = 50;
