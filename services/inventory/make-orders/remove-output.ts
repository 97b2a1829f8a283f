import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { belowReceived } from "../purchase-orders/errors.ts";
import * as declared from "./declarations.ts";
import { changeable, orderOfOutput } from "./order.ts";
import { saveParts } from "./save-parts.ts";

export const removeOutput = command(declared.removeOutput, {
  gather: gatherPolicy,
  async run(tx, { id, kind }, policy) {
    const before = changeable(await orderOfOutput(tx, { id, kind }));
    const { received } = before.outputs.find((output) => output.id === id)!;
    if (received > 0) throw belowReceived({ received, asked: 0 });
    if (before.outputs.length === 1)
      throw fail("conflict", "An order keeps one output at least; cancel or delete it instead.");
    return saveParts(tx, policy, before, {
      outputs: before.outputs.filter((each) => each.id !== id),
      inputs: before.inputs.filter((each) => each.output_id !== id),
    });
  },
});
