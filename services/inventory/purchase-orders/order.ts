/** A purchase order during a command: loaded once, changed in memory, saved once. */
import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { inState } from "../../../shared/resource/order-table.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import type { EntryDraft } from "../stock/rules/drafts.ts";
import { type Books, writeEntries } from "../stock/write-entries.ts";
import { purchaseOrder } from "./purchase-order.ts";
import { isOpen, type PurchaseStatus, purchaseMachine } from "./rules/status.ts";

export type PurchaseOrder = Entity<typeof purchaseOrder>;

export const targetOrder = (tx: Tx, id: string): Promise<PurchaseOrder> =>
  tx.target(purchaseOrder, id, { withHidden: true }).then(refuseGone);

/** The order that a line belongs to. */
export async function orderOfLine(tx: Tx, line_id: string): Promise<PurchaseOrder> {
  const [order] = await tx.find(purchaseOrder, { "lines.id": line_id }, { withHidden: true, limit: 1 });
  if (!order || order.deleted_at)
    throw fail("not_found", "There is no purchase order line with this id.", { id: line_id });
  return order;
}

export function refuseGone(order: PurchaseOrder): PurchaseOrder {
  if (!order.deleted_at) return order;
  throw fail("locked", "This order has been deleted.", { deleted_at: order.deleted_at });
}

/** Refuses to change lines of an order that can no longer receive goods. */
export function changeable(order: PurchaseOrder): PurchaseOrder {
  if (order.status === "planning" || isOpen(order.status)) return order;
  throw fail("locked", `The lines of an order that is ${order.status} cannot change.`, {
    status: order.status,
  });
}

/** The order in another state, stamped and recorded in its history (STM-3, ORD-2). */
export function moved(tx: Tx, order: PurchaseOrder, to: PurchaseStatus): PurchaseOrder {
  const move = purchaseMachine.move(order.status, to);
  if (!move.ok) throw refusedTransition("purchase order", move);
  if (!move.changed) return order;
  return inState(order, to, { now: tx.now, by: tx.meta.actor.id });
}

/** Writes numbered entries of the order itself; returns the order with its new count of entries. */
export async function writeOrderEntries(
  tx: Tx,
  policy: StockPolicy,
  order: PurchaseOrder,
  drafts: readonly EntryDraft[],
): Promise<PurchaseOrder> {
  if (drafts.length === 0 || order.historical) return order;
  const numbered = drafts.map((draft, i) => ({ ...draft, part: order.entry_count + i }));
  await writeEntries(tx, { policy, drafts: numbered, books: booksOf(order) });
  return { ...order, entry_count: order.entry_count + drafts.length };
}

export const booksOf = ({ id, version }: PurchaseOrder): Books => ({
  document: { kind: "purchase_order", id, version: version + 1 },
});

export const sourceOf = ({ id, number }: PurchaseOrder) =>
  ({ source_type: "purchase_order", source_id: id, ref: number }) as const;

/** Saves only the differences. */
export const saveOrder = (tx: Tx, before: PurchaseOrder, after: PurchaseOrder): Promise<PurchaseOrder> => {
  const { id: _id, version: _version, updated_at: _updated_at, ...changes } = after;
  return tx.save(purchaseOrder, before, changes);
};
