import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { inState } from "../../../shared/resource/order-table.ts";
import { padded } from "../../../shared/service/numbers.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { todayOf } from "../stock/event-date.ts";
import * as declared from "./declarations.ts";
import { newLines } from "./new-lines.ts";
import { writeOrderEntries } from "./order.ts";
import { orderDrafts } from "./order-entries.ts";
import { purchaseOrder } from "./purchase-order.ts";
import { openingStatuses, type PurchaseStatus } from "./rules/status.ts";

export const createPurchaseOrder = command(declared.createPurchaseOrder, {
  gather: gatherPolicy,
  async run(tx, { lines: given, ...input }, policy) {
    const { status, historical, order_date, ...rest } = input;
    if (!historical && !(openingStatuses as readonly PurchaseStatus[]).includes(status))
      throw invalidField(
        "/status",
        "not_opening",
        `A new order is ${openingStatuses.join(", ")}; any other status needs historical: true.`,
      );
    const lines = await newLines(tx, input, given);
    const values = {
      ...rest,
      ...{ id: newId(), number: `PO-${padded(await tx.number("purchase_order"))}`, lines },
      ...{
        status,
        history: [],
        historical,
        order_date: order_date ?? todayOf(tx),
        currency: tx.org.currency,
      },
      entry_count: status === "planning" || historical ? 0 : lines.length,
    };
    const begun = inState(values, status, { now: tx.now, by: tx.meta.actor.id });
    const order = await tx.insert(purchaseOrder, begun);
    if (status !== "planning" && !historical)
      await writeOrderEntries(tx, policy, { ...order, entry_count: 0 }, orderDrafts(tx, order, lines));
    return order;
  },
});
