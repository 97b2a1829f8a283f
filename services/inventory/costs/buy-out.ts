/** The event when the shop buys a consigned piece (TRM-6, T10). */
import type { DataOf } from "../../../shared/events/event.ts";
import type { Item } from "../items/item.ts";
import type { StatusCounts } from "../units/status.rules.ts";
import { onHand } from "../units/stock-cost.rules.ts";
import type { itemBoughtOut } from "./declarations.ts";

/** Units on hand, which can be bought. */
const unitsOnHand = (counts: StatusCounts): number =>
  onHand.reduce((total, status) => total + (counts[status] ?? 0), 0);

export const boughtOut = (
  before: Item,
  after: Pick<Item, "cost_per">,
  business_date: string,
): DataOf<typeof itemBoughtOut> => ({
  item_id: before.id,
  account_id: before.account_id!,
  units: unitsOnHand(before.status_counts),
  cost_per: after.cost_per ?? 0,
  currency: before.currency,
  business_date,
});
