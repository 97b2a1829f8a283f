/** What is told when a consigned piece becomes the shop's own (TRM-6, T10). */
import type { DataOf } from "../../../shared/events/event.ts";
import type { itemBoughtOut } from "../public.ts";
import type { StatusCounts } from "../rules/status.ts";
import { openStatuses } from "./in-use.ts";
import type { Item } from "./item-view.ts";

/** Units that are neither sold nor gone: those that are bought. */
const openUnits = (counts: StatusCounts): number =>
  openStatuses.reduce((total, status) => total + Math.max(0, counts[status] ?? 0), 0);

export const boughtOut = (
  before: Item,
  after: Pick<Item, "cost_per">,
  business_date: string,
): DataOf<typeof itemBoughtOut> => ({
  item_id: before.id,
  account_id: before.account_id!,
  units: openUnits(before.status_counts),
  cost_per: after.cost_per ?? 0,
  currency: before.currency,
  business_date,
});
