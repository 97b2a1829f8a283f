import { refusedTransition } from "../../../shared/machine.ts";
import { flow } from "../../../shared/service/operation.ts";
import { moved, outstandingOf, shipped, withFigures } from "../sales-orders/order.ts";
import { orderMachine } from "../sales-orders/rules/status.ts";
import { loadOrder, workOn } from "../sales-orders/work-on-order.ts";
import { chosenOf } from "./chosen-lines.ts";
import * as declared from "./declarations.ts";

/** SO-2: ships some or all outstanding quantities; an order without any left is shipped. */
export const shipSalesOrder = flow(
  declared.shipSalesOrder,
  async (context, { id, lines: chosen, shipped_on }) => {
    const before = await loadOrder(context.reader, id);
    return workOn(context, declared.shipSalesOrder.name, before, (order, given) => {
      const at = { ...given, today: shipped_on ?? given.today };
      const entered = order.status === "received" ? moved(order, "entered", at) : order;
      if (orderMachine.isFinal(entered.status))
        throw refusedTransition("sales order", orderMachine.refuse(entered.status, "shipped"));
      const out = withFigures(shipped(entered, chosenOf(entered, chosen, outstandingOf)));
      return out.fulfillment_status === "fulfilled" && out.status === "entered"
        ? moved(out, "shipped", at)
        : out;
    });
  },
);
