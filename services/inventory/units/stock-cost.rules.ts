/** The cost of own goods in the ledger (T10, T18): `inventory:items` is its sum over all items. Minor units. */
import { times } from "../../../shared/money.ts";
import type { StatusCounts, UnitStatus } from "./status.rules.ts";

/** Statuses in which own goods are valued at cost. */
export const onHand: readonly UnitStatus[] = ["inactive", "active", "parked", "to_be_returned"];

export type Costed = {
  inventory_type: string;
  cost_per: number | null;
  status_counts: StatusCounts;
  /** Whether the shop has taken it over: pieces of a batch must be accepted first. */
  in_books: boolean | null;
  deleted_at?: string | null;
};

/** The cost of the units on hand; negative for own goods that were sold before they arrived (SALE-4). */
export function stockCost({ inventory_type, cost_per, status_counts, in_books, deleted_at }: Costed): number {
  if (inventory_type === "consignment" || !in_books || deleted_at) return 0;
  const units = onHand.reduce((sum, status) => sum + (status_counts[status] ?? 0), 0);
  return times(cost_per ?? 0, units);
}

/** Own goods are in the ledger once a unit is for sale, or from the beginning if they need no acceptance. */
export const entersBooks = (
  { inventory_type, in_books }: Pick<Costed, "inventory_type" | "in_books">,
  counts: StatusCounts,
): boolean => !in_books && inventory_type !== "consignment" && (counts.active ?? 0) > 0;
