import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { type MakeOrder, moved, saveOrder, writeOrderEntries } from "./order.ts";
import { differenceDrafts } from "./order-entries.ts";
import { receiptStatus } from "./receipt-status.ts";
import { isRunning } from "./rules/status.ts";

/** Saves other outputs and inputs; for a running order, also writes the difference on order and in demand. */
export async function saveParts(
  tx: Tx,
  policy: StockPolicy,
  before: MakeOrder,
  parts: Pick<MakeOrder, "outputs" | "inputs">,
): Promise<MakeOrder> {
  const changed = { ...before, ...parts };
  if (!isRunning(before.status)) return saveOrder(tx, before, changed);
  const drafts = await differenceDrafts(tx, before, { before, after: parts });
  const order = await writeOrderEntries(tx, policy, changed, drafts);
  return saveOrder(tx, before, moved(tx, order, receiptStatus(order)));
}
