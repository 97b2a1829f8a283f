import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { belowReceived, costsFrozen } from "../purchase-orders/errors.ts";
import * as declared from "./declarations.ts";
import { checkUnits } from "./new-outputs.ts";
import { changeable, orderOfOutput, saveOrder } from "./order.ts";
import { rescaled } from "./rules/parts.ts";
import { saveParts } from "./save-parts.ts";

export const changeOutput = command(declared.changeOutput, {
  gather: gatherPolicy,
  async run(tx, { id, kind, quantity, cost_per }, policy) {
    const found = await orderOfOutput(tx, { id, kind });
    const old = found.outputs.find((output) => output.id === id)!;
    // Unchanged values are no change, so nothing refuses them.
    if (Object.keys(realChanges(old, { quantity, cost_per })).length === 0)
      return saveOrder(tx, found, found);
    const before = changeable(found);
    const output = { ...old, quantity: quantity ?? old.quantity, cost_per: cost_per ?? old.cost_per };
    checkUnits(output.quantity);
    if (output.quantity < old.received)
      throw belowReceived({ received: old.received, asked: output.quantity }, [{ pointer: "/quantity" }]);
    if (output.cost_per !== old.cost_per && old.received > 0)
      throw costsFrozen({}, [{ pointer: "/cost_per" }]);
    return saveParts(tx, policy, before, {
      outputs: before.outputs.map((each) => (each.id === id ? output : each)),
      inputs: before.inputs.map((each) => (each.output_id === id ? rescaled(each, output.quantity) : each)),
    });
  },
});
