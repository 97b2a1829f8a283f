/** Expired items (ITM-6): sends one event for each, and takes end actions if the organization has enabled them. */
import { command } from "../../../shared/service/operation.ts";
import type { Emit, Tx } from "../../../shared/service/tx.ts";
import { organization } from "../../accounts/public.ts";
import { boughtOut } from "../costs/buy-out.ts";
import { itemBoughtOut } from "../costs/declarations.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { counted, countsBeforeTills, itemsWithTills, moveTold } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { daysOf } from "../stores/zones.ts";
import { changedTerms } from "../terms/item-terms.rules.ts";
import { moveUnits } from "../units/move-units.rules.ts";
import { endActionStatus } from "../units/status.rules.ts";
import { activePast, type Days } from "../units/status-filter.rules.ts";
import * as declared from "./declarations.ts";

export const expireItems = command(declared.expireItems, {
  gather: (call, _input, meta) => call(organization.actions.get, { id: meta.org.id }),
  async run(tx, { limit }, policy) {
    const days = await daysOf(tx);
    const told = await tell(tx, days, limit);
    const ended = policy.automatic_end_actions
      ? await end(tx, days, limit, policy.collapse_return_states)
      : 0;
    return { told, ended };
  },
});

async function tell(tx: Tx, days: Days, limit: number): Promise<number> {
  const due = { deleted_at: null, expiry_announced_on: null, ...activePast("expires_on", days) };
  const rows = await itemsWithTills(tx, due, { limit });
  await tx.saveMany(
    item,
    rows.map((row) => ({
      before: row,
      changes: { expiry_announced_on: days.today },
      emit: {
        event: declared.itemExpired,
        data: {
          item_id: row.id,
          account_id: row.account_id,
          expires_on: row.expires_on!,
          units: countsBeforeTills(row, row.status_counts).active ?? 0,
        },
      },
    })),
  );
  return rows.length;
}

/** Own goods have no owner to return to. A conversion without a price waits until a user sets one (TRM-6). */
const decided = {
  inventory_type: "consignment",
  $or: [{ end_action: { $ne: "convert" } }, { cost_per: { $ne: null } }],
};

async function end(tx: Tx, days: Days, limit: number, collapse_return_states: boolean): Promise<number> {
  const rows = await itemsWithTills(
    tx,
    { deleted_at: null, $and: [activePast("pick_up_until", days), decided] },
    { limit },
  );
  const saved = await tx.saveMany(
    item,
    rows.map((row) => ended(row, days.today, collapse_return_states)),
  );
  const before = new Map(rows.map((row) => [row.id, row]));
  await tellCosts(
    tx,
    saved.map((after) => ({ before: before.get(after.id)!, after, cause: "purchase" })),
  );
  return saved.length;
}

function ended(
  row: Item,
  today: string,
  collapse_return_states: boolean,
): { before: Item; changes: Record<string, unknown>; emit: Emit } {
  const to = endActionStatus(row.end_action ?? "return_to_consignor");
  if (!to) {
    const changes = { inventory_type: "buy_outright" } as const;
    const bought = { ...changes, in_books: true };
    return {
      before: row,
      changes: { ...bought, ...changedTerms(row, changes, {}, today) },
      emit: { event: itemBoughtOut, data: boughtOut(row, row, today) },
    };
  }
  const moved = moveUnits(row.status_counts, "active", to, null, { collapse_return_states });
  if (!moved.ok) return { before: row, changes: {}, emit: "none" };
  const { moves, status_counts } = moved;
  return {
    before: row,
    changes: counted(row, status_counts),
    emit: moveTold(row, moves, status_counts, "end of consignment"),
  };
}
