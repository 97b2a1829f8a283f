import { command } from "../../../shared/service/operation.ts";
import { checkBatch, checkCompletion, refuseEarly, tellMove } from "./check-delivery.ts";
import * as declared from "./declarations.ts";
import { delivery } from "./delivery.ts";

export const createDelivery = command(declared.createDelivery, async (tx, input) => {
  const { status, completed_at } = input;
  checkCompletion(completed_at, status, tx.now);
  if (status === "completed") await refuseEarly(tx, input);
  await checkBatch(tx, input);
  const stamp = status === "completed" ? { completed_at: completed_at ?? tx.now } : {};
  return tx.insert(delivery, { ...input, ...stamp }, { emit: tellMove(status) });
});
