/** Writing units: the counts with what lists filter by, and the one event of a move (STM-3). */
import type { Announced } from "../../../shared/service/tx.ts";
import { itemStatusChanged } from "../public.ts";
import type { Move } from "../rules/move-units.ts";
import { normalCounts, type StatusCounts, type UnitStatus, unitStatuses } from "../rules/status.ts";
import type { Item } from "./item-view.ts";

export type Counted = { status_counts: Record<string, number>; statuses: UnitStatus[] };

/** The fields of an item that hold its units. */
export function counted(counts: StatusCounts): Counted {
  const status_counts = normalCounts(counts) as Record<string, number>;
  return { status_counts, statuses: unitStatuses.filter((status) => (status_counts[status] ?? 0) > 0) };
}

/** Units taken from one status and put into another. */
export const shifted = (counts: StatusCounts, { from, to, units }: Move): StatusCounts => ({
  ...counts,
  [from]: (counts[from] ?? 0) - units,
  [to]: (counts[to] ?? 0) + units,
});

/** What a move of units is told as. */
export const moveTold = (
  row: Item,
  moves: Move[],
  counts: StatusCounts,
  reason: string | null = null,
): Announced => ({
  event: itemStatusChanged,
  data: {
    item_id: row.id,
    account_id: row.account_id,
    store_id: row.store_id,
    moves,
    status_counts: counted(counts).status_counts,
    tag_price: row.tag_price,
    split: row.split,
    reason,
  },
});
