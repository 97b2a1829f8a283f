import { fail } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { moved, outstandingOf } from "../sales-orders/order.ts";
import { loadOrder, workOn } from "../sales-orders/work-on-order.ts";
import { chosenOf } from "./chosen-lines.ts";
import * as declared from "./declarations.ts";

/** One conditional write in inventory decides: of several orders for the same goods, some are refused. */
export const allocateSalesOrder = flow(
  declared.allocateSalesOrder,
  async (context, { id, lines: chosen }) => {
    const before = await loadOrder(context.reader, id);
    return workOn(context, declared.allocateSalesOrder.name, before, (order, at) => {
      const entered = order.status === "received" ? moved(order, "entered", at) : order;
      if (!entered.fulfillment_location_id) {
        const message = "An order needs a site to allocate at: set 'fulfillment_location_id'.";
        const errors = [{ pointer: "/fulfillment_location_id", code: "required", message }];
        throw fail("unprocessable", message, { errors });
      }
      const quantities = chosenOf(entered, chosen, (line) => outstandingOf(line) - line.allocated);
      const lines = entered.lines.map((line, i) => ({ ...line, allocated: line.allocated + quantities[i]! }));
      return { ...entered, lines };
    });
  },
);
