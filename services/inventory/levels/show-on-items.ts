/**
 * An item linked to a SKU shows the available quantity at its store's site (LNK-2). It is written with the
 * level, in the same transaction, so that lists and filters of items use the current quantity.
 */
import { MICRO } from "../../../shared/micro.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Item, item } from "../items/item.ts";
import { availableOf, type Level } from "./rules/effects.ts";

export type Shown = Pick<Item, "quantity" | "statuses" | "status_counts">;

/**
 * May be below zero if the organization allows it (SALE-4): then there are no units, and the count says how
 * many are missing.
 */
export function shownUnits(level: Level): Shown {
  const active = Math.trunc(availableOf(level) / MICRO);
  return {
    quantity: Math.max(0, active),
    status_counts: active === 0 ? {} : { active },
    statuses: active > 0 ? ["active"] : ["inactive"],
  };
}

/** `levels`: after the writes of this transaction, with their hidden fields. */
export async function showOnItems(
  tx: Tx,
  levels: readonly (Level & { item_id: string | null })[],
): Promise<void> {
  const writes = levels.flatMap((level) =>
    level.item_id ? [{ id: level.item_id, update: { $set: shownUnits(level) } }] : [],
  );
  if (writes.length) await tx.updateMany(item, writes);
}
