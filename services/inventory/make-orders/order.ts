/** A work or production order during a command: loaded once, changed in memory, saved once. */
import { fail, notFound } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { inState } from "../../../shared/resource/order-table.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import type { EntryDraft } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import { makeOrder } from "./make-order.ts";
import { isRunning, type MakeStatus, makeMachine } from "./rules/status.ts";

export type MakeOrder = Entity<typeof makeOrder>;

/** The id of an order or of a part of it; an order of another kind than `kind` is not found. */
export type Meant = { id: string; kind?: MakeOrder["kind"] | null | undefined };

export async function targetOrder(tx: Tx, { id, kind }: Meant): Promise<MakeOrder> {
  const order = await tx.target(makeOrder, id, { withHidden: true });
  if (kind && order.kind !== kind) throw notFound("make_order", id);
  if (order.deleted_at)
    throw fail("locked", "This order has been deleted.", { deleted_at: order.deleted_at });
  return order;
}

/** The order that an output belongs to. */
export async function orderOfOutput(tx: Tx, { id, kind }: Meant): Promise<MakeOrder> {
  const [order] = await tx.find(
    makeOrder,
    { "outputs.id": id, ...(kind ? { kind } : {}) },
    { withHidden: true, limit: 1 },
  );
  if (order && !order.deleted_at) return order;
  throw fail("not_found", "There is no output with this id.", { id });
}

/** Refuses to change outputs of an order that is neither a draft nor still receiving. */
export function changeable(order: MakeOrder): MakeOrder {
  if (order.status === "draft" || isRunning(order.status)) return order;
  throw fail("locked", `The outputs of an order that is ${order.status} cannot change.`, {
    status: order.status,
  });
}

/** The order in another state, stamped and recorded in its history (STM-3, ORD-2). */
export function moved(tx: Tx, order: MakeOrder, to: MakeStatus): MakeOrder {
  const move = makeMachine.move(order.status, to);
  if (!move.ok) throw refusedTransition("order", move);
  if (!move.changed) return order;
  return inState(order, to, { now: tx.now, by: tx.meta.actor.id });
}

export const sourceOf = ({ id, number }: MakeOrder) =>
  ({ source_type: "make_order", source_id: id, ref: number }) as const;

/** Writes numbered entries of the order itself; returns the order with its new count of entries. */
export async function writeOrderEntries(
  tx: Tx,
  policy: StockPolicy,
  order: MakeOrder,
  drafts: readonly EntryDraft[],
): Promise<MakeOrder> {
  if (drafts.length === 0 || order.historical) return order;
  const numbered = drafts.map((draft, i) => ({ ...draft, part: order.entry_count + i }));
  const document = { kind: "make_order", id: order.id, version: order.version + 1 };
  await writeEntries(tx, { policy, drafts: numbered, books: { document } });
  return { ...order, entry_count: order.entry_count + drafts.length };
}

/** Saves only the differences. */
export const saveOrder = (tx: Tx, before: MakeOrder, after: MakeOrder): Promise<MakeOrder> => {
  const { id: _id, version: _version, updated_at: _updated_at, ...changes } = after;
  return tx.save(makeOrder, before, changes);
};
