import { refusedTransition } from "../../../shared/machine.ts";
import { refuseTakenOver } from "../../../shared/resource/order-table.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { saveOrder, targetOrder } from "../make-orders/order.ts";
import { isRunning, makeMachine } from "../make-orders/rules/status.ts";
import * as declared from "./declarations.ts";
import { receiveGoods } from "./receive.ts";

export const receiveMade = command(declared.receiveMade, {
  gather: gatherPolicy,
  async run(tx, { id, kind, ...making }, policy) {
    const before = await targetOrder(tx, { id, kind });
    refuseTakenOver(before);
    // After all outputs are received, further goods may still be within the tolerance.
    if (!isRunning(before.status) && before.status !== "received")
      throw refusedTransition("order", makeMachine.refuse(before.status, "received"));
    const { order, receipt } = await receiveGoods(tx, policy, before, making);
    return { order: await saveOrder(tx, before, order), receipt };
  },
});
