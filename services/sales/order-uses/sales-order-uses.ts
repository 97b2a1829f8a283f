import { query } from "../../../shared/service/operation.ts";
import { usesIn } from "../../../shared/service/uses.ts";
import { orderMachine, orderStatuses } from "../sales-orders/rules/status.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import * as declared from "./declarations.ts";

const openStatuses = orderStatuses.filter((status) => !orderMachine.isFinal(status));

export const salesOrderUses = query(declared.salesOrderUses, (reader, { by, id, open }) =>
  usesIn(reader, salesOrder, { [by]: id, ...(open ? { status: { $in: openStatuses } } : {}) }),
);
