/** What own goods stand in the books at (T10, T18): `inventory:items` is the sum of it over all items. Minor units. */
import { times } from "../../../shared/money.ts";
import type { StatusCounts, UnitStatus } from "./status.rules.ts";

/** Where units of own goods are worth what they cost. */
export const onHand: readonly UnitStatus[] = ["inactive", "active", "parked", "to_be_returned"];

export type Costed = {
  inventory_type: string;
  cost_per: number | null;
  status_counts: StatusCounts;
  /** Whether the shop has taken it over: pieces of a batch wait until they are accepted. */
  in_books: boolean | null;
  deleted_at?: string | null;
};

/** The cost of the units on hand; below zero for own goods that were sold before they came (SALE-4). */
export function stockCost({ inventory_type, cost_per, status_counts, in_books, deleted_at }: Costed): number {
  if (inventory_type === "consignment" || !in_books || deleted_at) return 0;
  const units = onHand.reduce((sum, status) => sum + (status_counts[status] ?? 0), 0);
  return times(cost_per ?? 0, units);
}

/** The shop's own goods are in its books once a unit is for sale, or from the beginning when nothing has to be accepted. */
export const entersBooks = (
  { inventory_type, in_books }: Pick<Costed, "inventory_type" | "in_books">,
  counts: StatusCounts,
): boolean => !in_books && inventory_type !== "consignment" && (counts.active ?? 0) > 0;
