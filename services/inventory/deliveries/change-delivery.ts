/** Changes a delivery and its status. A delivery is locked a day after its completion (DLV-1). */
import { refusedTransition } from "../../../shared/machine.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import { checkBatch, checkCompletion, refuseEarly, refuseLocked, tellMove } from "./check-delivery.ts";
import * as declared from "./declarations.ts";
import { delivery } from "./delivery.ts";
import { deliveryStep } from "./delivery-status.rules.ts";

export const changeDelivery = command(declared.changeDelivery, async (tx, { id, ...given }) => {
  const before = await tx.target(delivery, id);
  const real = realChanges(before, given);
  if (Object.keys(real).length === 0) return before;
  refuseLocked(tx, before);
  const { status = before.status, completed_at, ...changes } = real;
  checkCompletion(completed_at, status, tx.now);
  const step = deliveryStep(before, status, tx.now);
  if (!step.ok) throw refusedTransition("delivery", step);
  const stamp = completed_at ? { completed_at } : {};
  const after = { ...before, ...changes, ...step.changes, ...stamp };
  await checkBatch(tx, after);
  const moved = status !== before.status;
  if (moved && status === "completed") await refuseEarly(tx, after);
  return tx.save(
    delivery,
    before,
    { ...changes, ...step.changes, ...stamp },
    { emit: moved ? tellMove(status) : "default" },
  );
});
