import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import * as declared from "./declarations.ts";
import { belowReceived } from "./errors.ts";
import { changeable, moved, orderOfLine, saveOrder, writeOrderEntries } from "./order.ts";
import { unorderDrafts } from "./order-entries.ts";
import { receiptStatus } from "./rules/lines.ts";
import { isOpen } from "./rules/status.ts";

export const removePurchaseLine = command(declared.removePurchaseLine, {
  gather: gatherPolicy,
  async run(tx, { id }, policy) {
    const before = changeable(await orderOfLine(tx, id));
    const line = before.lines.find((each) => each.id === id)!;
    if (line.received > 0) throw belowReceived({ received: line.received, asked: 0 });
    const lines = before.lines.filter((each) => each.id !== id);
    const drafts = isOpen(before.status) ? await unorderDrafts(tx, before, [line]) : [];
    const order = await writeOrderEntries(tx, policy, { ...before, lines }, drafts);
    const to = order.status === "partial" ? receiptStatus(lines, order.status) : order.status;
    return saveOrder(tx, before, moved(tx, order, to));
  },
});
