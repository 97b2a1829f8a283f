/** Events about movements of money of a contract. */
import { event } from "../../../shared/events/event.ts";
import { value } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { transaction } from "./transaction.ts";

const moved = (type: string, about: string) =>
  event({ type, service: "contracts", about, data: { transaction: value<Entity<typeof transaction>>() } });

export const transactionRequested = moved(
  "transaction.requested",
  "A provider is being asked to move money of a contract.",
);
export const chargeSucceeded = moved("charge.succeeded", "A buyer paid on a contract.");
export const chargeFailed = moved("charge.failed", "A provider refused to charge a buyer.");
export const transferSucceeded = moved("transfer.succeeded", "A seller got what a contract owes him.");
export const transferFailed = moved("transfer.failed", "A provider refused to pay a seller.");
export const takingBackSucceeded = moved(
  "transfer.reversed",
  "A provider took back what a seller got, because a buyer got a refund.",
);
export const takingBackFailed = moved(
  "transfer.reversal_failed",
  "A provider could not take back what a seller got; the seller owes it.",
);
export const refundFailed = moved("refund.failed", "A provider refused to pay a buyer back.");
