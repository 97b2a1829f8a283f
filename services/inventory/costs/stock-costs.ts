/** Sends accounts the changes of the cost of own goods, so that the ledger follows (T10, T18, INV-43). */
import type { DataOf } from "../../../shared/events/event.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Item } from "../items/item.ts";
import { placeIn, todayIn, zonesOf } from "../stores/zones.ts";
import type { Move } from "../units/move-units.rules.ts";
import { stockCost } from "../units/stock-cost.rules.ts";
import { itemCostChanged } from "./declarations.ts";

type Cause = DataOf<typeof itemCostChanged>["cause"];

/** One change. `before` is null for a new item. `posted` is the part that another journal of the same fact posts. */
export type CostChange = { before: Item | null; after: Item; cause: Cause; posted?: number };

/** Units returned to their seller reverse the purchase. Any other loss is the shop's. */
export const causeOf = (moves: readonly Move[]): Cause =>
  moves.some(({ from, to }) => [from, to].includes("returned_to_owner")) ? "purchase" : "adjustment";

/** The account to pay, from which the piece was bought. */
const payee = ({ inventory_type, account_id }: Item): string | null =>
  inventory_type === "buy_outright" ? account_id : null;

export async function tellCosts(tx: Tx, changes: readonly CostChange[]): Promise<void> {
  for (const { row, data } of await costsOf(tx, tx.now, changes)) {
    const { id, version } = row;
    tx.emit(itemCostChanged, { kind: "item", id, version }, data);
  }
}

/** The event data of these changes, by item. */
export async function costsOf(
  reader: Reader,
  now: string,
  changes: readonly CostChange[],
): Promise<{ row: Item; data: DataOf<typeof itemCostChanged> }[]> {
  const parts = changes.flatMap(partsOf).filter(({ change }) => change !== 0);
  if (parts.length === 0) return [];
  const zones = await zonesOf(reader);
  return parts.map(({ row, account_id, cause, change }) => {
    const { id, store_id, currency } = row;
    const business_date = todayIn(reader, placeIn(zones, store_id), now);
    return { row, data: { item_id: id, account_id, store_id, cause, change, currency, business_date } };
  });
}

/** A purchase that moves to another account is reversed for one and credited to the other. */
function partsOf({ before, after, cause, posted = 0 }: CostChange) {
  const [was, is] = [before ? stockCost(before) : 0, stockCost(after)];
  const from = before && was !== 0 ? payee(before) : payee(after);
  const to = is !== 0 ? payee(after) : from;
  if (cause !== "purchase" || from === to)
    return [{ row: after, account_id: cause === "purchase" ? to : null, cause, change: is - was - posted }];
  return [
    { row: after, account_id: from, cause, change: -was },
    { row: after, account_id: to, cause, change: is },
  ];
}
