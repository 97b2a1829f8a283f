import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { stockableId } from "../costing/rules/stockable.ts";
import type { EntryDraft } from "../stock/rules/drafts.ts";
import * as declared from "./declarations.ts";
import { belowReceived, costsFrozen } from "./errors.ts";
import { newLines } from "./new-lines.ts";
import { changeable, moved, orderOfLine, type PurchaseOrder, saveOrder, writeOrderEntries } from "./order.ts";
import { orderDrafts, unorderDrafts } from "./order-entries.ts";
import { isLanded, type PurchaseLine, receiptStatus } from "./rules/lines.ts";
import { isOpen } from "./rules/status.ts";

type Given = {
  material_id?: string | null;
  sku_id?: string | null;
  quantity?: number;
  unit_cost?: number | null;
};

export const changePurchaseLine = command(declared.changePurchaseLine, {
  gather: gatherPolicy,
  async run(tx, { id, ...given }, policy) {
    const found = await orderOfLine(tx, id);
    const old = found.lines.find((line) => line.id === id)!;
    // Unchanged values are no change, so nothing refuses them.
    if (Object.keys(realChanges(old, given)).length === 0) return saveOrder(tx, found, found);
    const before = changeable(found);
    const line = await changedLine(tx, before, old, given);
    const lines = before.lines.map((each) => (each.id === id ? line : each));
    const drafts = isOpen(before.status) ? await differences(tx, before, old, line) : [];
    const order = await writeOrderEntries(tx, policy, { ...before, lines }, drafts);
    const to = isOpen(order.status) ? receiptStatus(lines, order.status) : order.status;
    return saveOrder(tx, before, moved(tx, order, to));
  },
});

/** PO-6: the quantity covers what was received; costs are locked once the order has a receipt. */
async function changedLine(
  tx: Tx,
  order: PurchaseOrder,
  old: PurchaseLine,
  given: Given,
): Promise<PurchaseLine> {
  const { material_id, sku_id } = realChanges(old, given);
  const renamed = material_id !== undefined || sku_id !== undefined;
  const stockable = renamed ? { material_id: given.material_id, sku_id: given.sku_id } : old;
  const quantity = given.quantity ?? old.quantity;
  const unit_cost = given.unit_cost ?? (renamed ? given.unit_cost : old.unit_cost);
  const [made] = await newLines(
    tx,
    order,
    [{ ...stockable, quantity, unit_cost: unit_cost ?? null }],
    () => "",
  );
  const line = { ...made!, id: old.id };
  if (quantity < old.received)
    throw belowReceived({ received: old.received, asked: quantity }, [{ pointer: "/quantity" }]);
  const replaced = stockableId(line) !== stockableId(old);
  if (isLanded(order.lines) && (line.unit_cost !== old.unit_cost || replaced)) {
    const stockable_id = material_id === undefined ? "sku_id" : "material_id";
    throw costsFrozen({}, [{ pointer: `/${replaced ? stockable_id : "unit_cost"}` }]);
  }
  const { landed_value, landed_quantity, received, billed } = old;
  return { ...line, landed_value, landed_quantity, received, billed };
}

/** 9.3: ORDER or REVERSE_ORDER of the difference; another material or SKU replaces the old one. */
async function differences(
  tx: Tx,
  order: PurchaseOrder,
  old: PurchaseLine,
  line: PurchaseLine,
): Promise<EntryDraft[]> {
  if (stockableId(old) !== stockableId(line))
    return [...(await unorderDrafts(tx, order, [old])), ...orderDrafts(tx, order, [line])];
  const by = line.quantity - old.quantity;
  return by > 0
    ? orderDrafts(tx, order, [{ ...line, quantity: by }])
    : unorderDrafts(tx, order, [{ id: line.id, quantity: -by }]);
}
