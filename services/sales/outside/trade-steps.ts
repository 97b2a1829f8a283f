/** Carries out or tries steps of inventory. */
import { isFailure, repointed } from "../../../shared/errors.ts";
import { type BatchStep, batchOf } from "../../../shared/service/batch.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { takeUnits } from "../../inventory/public.ts";

type Told = { sold: readonly string[]; units: readonly { item_id: string }[] };

/** Carries out or tries steps of inventory. A refusal names the step, or the piece that cannot be sold. */
export async function inSteps(
  call: Call,
  steps: BatchStep[],
  { sold, units }: Told,
  check = false,
): Promise<unknown[]> {
  try {
    return await call(batchOf("inventory"), { steps, check });
  } catch (error) {
    const held = steps.findIndex(({ action }) => action === takeUnits.name);
    if (isFailure(error) && error.data?.index === held) delete error.data.index;
    throw repointed(error, (pointer) => {
      const [, at = "", rest = ""] = /^\/(\d+)(.*)$/.exec(pointer) ?? [];
      const line = Number(/^\/lines\/(\d+)/.exec(rest)?.[1]);
      if (Number(at) === held) return `/sold/${sold.indexOf(units[line]?.item_id ?? "")}`;
      return at ? `/steps/${at}${rest}` : pointer;
    });
  }
}
