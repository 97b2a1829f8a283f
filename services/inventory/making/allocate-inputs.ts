import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { saveOrder, targetOrder } from "../make-orders/order.ts";
import { isRunning } from "../make-orders/rules/status.ts";
import * as declared from "./declarations.ts";
import { allocate } from "./take-steps.ts";

export const allocateInputs = command(declared.allocateInputs, {
  gather: gatherPolicy,
  async run(tx, meant, policy) {
    const before = await targetOrder(tx, meant);
    if (!isRunning(before.status) || before.historical)
      throw fail("locked", `An order that is ${before.status} sets nothing aside.`, {
        status: before.status,
      });
    const walk = { tx, policy, boms: new Map(), receipt_date: null };
    return saveOrder(tx, before, await allocate(walk, before));
  },
});
