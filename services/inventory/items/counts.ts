/** Writes the units of items: the counts, the fields that lists filter by, and the event of a move (STM-3). */
import type { MongoFilter } from "../../../shared/resource/query.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Emit } from "../../../shared/service/tx.ts";
import type { Move } from "../units/move-units.rules.ts";
import { normalCounts, type StatusCounts, type UnitStatus, unitStatuses } from "../units/status.rules.ts";
import { entersBooks } from "../units/stock-cost.rules.ts";
import { itemStatusChanged } from "./declarations.ts";
import { type Item, item } from "./item.ts";

/** Units that registers hold while they finalize sales (SALE-1). */
export type Tills = Pick<Item, "checkout_holds">;

export type Counted = { status_counts: Record<string, number>; statuses: UnitStatus[]; in_books?: true };

/**
 * The fields of an item that contain its units. Lists find units that a register holds under `active`, their status before and
 * after the hold. Therefore neither a hold nor its release writes `statuses`, and it stays correct during other writes.
 */
export function counted(
  row: Tills & Pick<Item, "inventory_type" | "in_books">,
  counts: StatusCounts,
): Counted {
  const listed = countsBeforeTills(row, counts);
  return {
    ...(entersBooks(row, listed) ? { in_books: true } : {}),
    status_counts: normalCounts(counts) as Record<string, number>,
    statuses: unitStatuses.filter((status) => (listed[status] ?? 0) > 0),
  };
}

/** The counts without the registers' holds. */
export function countsBeforeTills({ checkout_holds }: Tills, counts: StatusCounts): StatusCounts {
  const units = checkout_holds.reduce((sum, each) => sum + each.units, 0);
  return units ? shifted(counts, { from: "parked", to: "active", units }) : counts;
}

/** Items whose units will be moved, with the registers' holds. */
export const itemsWithTills = (
  reader: Reader,
  filter: MongoFilter,
  options: { limit?: number } = {},
): Promise<Item[]> => reader.find(item, filter, { ...options, withHidden: true });

/** Moves units from one status to another. */
export const shifted = (counts: StatusCounts, { from, to, units }: Move): StatusCounts => ({
  ...counts,
  [from]: (counts[from] ?? 0) - units,
  [to]: (counts[to] ?? 0) + units,
});

/** The event of a move of units. */
export const moveTold = (
  row: Item,
  moves: Move[],
  counts: StatusCounts,
  reason: string | null = null,
): Emit => ({
  event: itemStatusChanged,
  data: {
    item_id: row.id,
    account_id: row.account_id,
    store_id: row.store_id,
    moves,
    status_counts: normalCounts(counts) as Record<string, number>,
    tag_price: row.tag_price,
    split: row.split,
    reason,
  },
});
