import { idOf } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import * as declared from "./declarations.ts";
import { orderStock } from "./order-stock.ts";
import { settle } from "./settle.ts";

export const unsettleOrderStock = command(declared.unsettleOrderStock, {
  gather: gatherPolicy,
  async run(tx, { turn, by, ...wanted }, policy) {
    const { order_id } = wanted;
    const { entity: before } = await tx.upsert(orderStock, order_id, { turn: 0, settled_by: null });
    const happened = before.turn === turn + 1 && before.settled_by === by;
    const waiting = before.turn === turn;
    if (!happened && !waiting) return { undone: false };
    // Advance two turns: the settlement itself can no longer happen.
    const next = { $set: { turn: turn + 2, settled_by: null } };
    await tx.updateMany(orderStock, [{ id: order_id, where: { turn: before.turn }, update: next }]);
    const fact_id = idOf(`undone ${by}`);
    if (happened) await settle(tx, policy, { ...wanted, location_id: wanted.location_id ?? null, fact_id });
    return { undone: happened };
  },
});
