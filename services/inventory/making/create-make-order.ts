import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { inState } from "../../../shared/resource/order-table.ts";
import { padded } from "../../../shared/service/numbers.ts";
import { command } from "../../../shared/service/operation.ts";
import { stockPolicyOf } from "../costing/policy.ts";
import { bomsOf, draftInputs } from "../make-orders/boms.ts";
import { makeOrder } from "../make-orders/make-order.ts";
import { newOutputs } from "../make-orders/new-outputs.ts";
import { saveOrder } from "../make-orders/order.ts";
import { type MakeStatus, openingStatuses, stepsTo } from "../make-orders/rules/status.ts";
import { todayOf } from "../stock/event-date.ts";
import * as declared from "./declarations.ts";
import { takeSteps } from "./take-steps.ts";

const prefixes = { work: "WO", production: "PR" } as const;

export const createMakeOrder = command(declared.createMakeOrder, {
  async gather(call, { outputs }, meta) {
    const sku_ids = outputs.map(({ sku_id }) => sku_id);
    const [policy, boms] = await Promise.all([stockPolicyOf(call, meta), bomsOf(call, sku_ids)]);
    return { policy, boms };
  },
  async run(tx, { outputs: given, status, historical, order_date, ...rest }, { policy, boms }) {
    if (!historical && !(openingStatuses as readonly MakeStatus[]).includes(status))
      throw invalidField(
        "/status",
        "not_opening",
        `A new order is ${openingStatuses.join(", ")}; any other status needs historical: true.`,
      );
    const outputs = newOutputs([], given);
    const first = historical ? status : "draft";
    const values = {
      ...rest,
      ...{
        id: newId(),
        number: `${prefixes[rest.kind]}-${padded(await tx.number(`make_order_${rest.kind}`))}`,
      },
      ...{ outputs, inputs: outputs.flatMap((output) => draftInputs(boms, output)), historical },
      ...{ status: first, history: [], order_date: order_date ?? todayOf(tx) },
    };
    const at = { now: tx.now, by: tx.meta.actor.id };
    const order = await tx.insert(makeOrder, inState(values, first, at));
    if (historical || status === "draft") return order;
    const steps = stepsTo("draft", status);
    if (!steps.ok) throw refusedTransition("order", steps);
    const before = { ...order, entry_count: 0 };
    const walk = { tx, policy, boms, receipt_date: null };
    return saveOrder(tx, before, await takeSteps(walk, before, { steps: steps.steps, to: status }));
  },
});
