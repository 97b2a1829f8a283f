import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import * as declared from "./declarations.ts";
import { newLines } from "./new-lines.ts";
import { changeable, saveOrder, targetOrder, writeOrderEntries } from "./order.ts";
import { orderDrafts } from "./order-entries.ts";
import { isLanded, landed } from "./rules/lines.ts";
import { isOpen } from "./rules/status.ts";

export const addPurchaseLine = command(declared.addPurchaseLine, {
  gather: gatherPolicy,
  async run(tx, { id, ...given }, policy) {
    const before = changeable(await targetOrder(tx, id));
    const added = await newLines(tx, before, [given], () => "");
    const lines = [...before.lines, ...added];
    const order = { ...before, lines: isLanded(before.lines) ? landed(lines, 0) : lines };
    const drafts = isOpen(order.status) ? orderDrafts(tx, order, added) : [];
    return saveOrder(tx, before, await writeOrderEntries(tx, policy, order, drafts));
  },
});
