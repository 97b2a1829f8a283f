import { command } from "../../../shared/service/operation.ts";
import { stockPolicyOf } from "../costing/policy.ts";
import { bomsOf, draftInputs, frozenInputs } from "./boms.ts";
import * as declared from "./declarations.ts";
import { newOutputs } from "./new-outputs.ts";
import { changeable, targetOrder } from "./order.ts";
import { isRunning } from "./rules/status.ts";
import { saveParts } from "./save-parts.ts";

export const addOutput = command(declared.addOutput, {
  async gather(call, { sku_id }, meta) {
    const [policy, boms] = await Promise.all([stockPolicyOf(call, meta), bomsOf(call, [sku_id])]);
    return { policy, boms };
  },
  async run(tx, { id, kind, ...given }, { policy, boms }) {
    const before = changeable(await targetOrder(tx, { id, kind }));
    const outputs = newOutputs(before.outputs, [given], () => "");
    const added = isRunning(before.status)
      ? frozenInputs(boms, { outputs })
      : outputs.flatMap((output) => draftInputs(boms, output));
    const parts = { outputs: [...before.outputs, ...outputs], inputs: [...before.inputs, ...added] };
    return saveParts(tx, policy, before, parts);
  },
});
