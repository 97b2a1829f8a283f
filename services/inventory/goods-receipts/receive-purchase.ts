import { refusedTransition } from "../../../shared/machine.ts";
import { refuseTakenOver } from "../../../shared/resource/order-table.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { saveOrder, targetOrder } from "../purchase-orders/order.ts";
import { isOpen, purchaseMachine } from "../purchase-orders/rules/status.ts";
import * as declared from "./declarations.ts";
import { receiveGoods } from "./receive.ts";

export const receivePurchase = command(declared.receivePurchase, {
  gather: gatherPolicy,
  async run(tx, { id, ...delivery }, policy) {
    const before = await targetOrder(tx, id);
    refuseTakenOver(before);
    // After all lines are received, further goods may still be within the tolerance.
    if (!isOpen(before.status) && before.status !== "received")
      throw refusedTransition("purchase order", purchaseMachine.refuse(before.status, "received"));
    const { order, receipt } = await receiveGoods(tx, policy, before, delivery);
    return { order: await saveOrder(tx, before, order), receipt };
  },
});
