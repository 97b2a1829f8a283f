import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import * as declared from "./declarations.ts";
import { orderStock } from "./order-stock.ts";
import { settle, shippedCosts } from "./settle.ts";

export const settleOrderStock = command(declared.settleOrderStock, {
  gather: gatherPolicy,
  async run(tx, { turn, by, ...wanted }, policy) {
    const { order_id } = wanted;
    const { entity: before } = await tx.upsert(orderStock, order_id, { turn: 0, settled_by: null });
    const done = before.turn === turn + 1 && before.settled_by === by;
    // Usually the same request advanced it: its first copy died and was undone. This refusal is not stored,
    // so that the request can be repeated.
    if (!done && before.turn !== turn)
      throw fail("request_in_progress", "The stock of this order has just been changed; repeat the request.");
    if (!done) {
      const next = { $set: { turn: turn + 1, settled_by: by } };
      await tx.updateMany(orderStock, [{ id: order_id, where: { turn }, update: next }]);
      await settle(tx, policy, { ...wanted, location_id: wanted.location_id ?? null, fact_id: by });
    }
    return { costs: await shippedCosts(tx, wanted) };
  },
});
