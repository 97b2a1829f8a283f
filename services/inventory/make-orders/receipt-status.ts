import type { MakeOrder } from "./order.ts";
import { beforeReceipt, type MakeStatus } from "./rules/status.ts";

/** 4.7: the status that receipts give an order; without any, its status before the first. One taken over keeps its own. */
export function receiptStatus({ outputs, history, status, historical }: MakeOrder): MakeStatus {
  if (historical) return status;
  if (outputs.some(({ received }) => received > 0))
    return outputs.every(({ received, quantity }) => received >= quantity) ? "received" : "partial";
  if (status !== "partial" && status !== "received") return status;
  const before = history.findLast((each) => (beforeReceipt as readonly MakeStatus[]).includes(each.status));
  return before?.status ?? "entered";
}
