import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { isWholeUnits } from "../../../shared/micro.ts";
import type { Output } from "./rules/parts.ts";

export type GivenOutput = { sku_id: string; quantity: number; cost_per?: number };

/** Outputs from a caller's input: whole units, each SKU once (MFG-6). */
export function newOutputs(
  there: readonly Output[],
  given: readonly GivenOutput[],
  pointer: (i: number) => string = (i) => `/outputs/${i}`,
): Output[] {
  const known = new Set(there.map(({ sku_id }) => sku_id));
  return given.map(({ sku_id, quantity, cost_per = 0 }, i) => {
    checkUnits(quantity, pointer(i));
    if (known.has(sku_id)) {
      const message = "This SKU is an output of the order already.";
      throw fail("conflict", message, {
        errors: [{ pointer: `${pointer(i)}/sku_id`, code: "taken", message }],
      });
    }
    known.add(sku_id);
    return { id: newId(), sku_id, quantity, received: 0, cost_per };
  });
}

export function checkUnits(quantity: number, pointer = ""): void {
  if (!isWholeUnits(quantity))
    throw invalidField(`${pointer}/quantity`, "not_whole", "The quantity of a SKU must be whole units.");
}
