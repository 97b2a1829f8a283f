/** TRM-2 at every door where terms come in: a fee is a type with its value. */
import { invalidField } from "../../../shared/errors.ts";
import { checkTerms, type HandlingFeeType } from "./terms.rules.ts";

type GivenFee = { type: HandlingFeeType; fixed?: number | null; percentage_ppm?: number | null };
type Fee = { type: HandlingFeeType; fixed: number | null; percentage_ppm: number | null };

/** The fee with both its values told; what is absent or null stays so. */
export function wholeFee<G extends GivenFee | null | undefined>(
  given: G,
  pointer: string,
): G extends GivenFee ? Fee : G {
  if (!given) return given as never;
  const checked = checkTerms({ handling_fee: given });
  if (!checked.ok) {
    const field = checked.pointer.split("/").at(-1)!;
    throw invalidField(
      `${pointer}/${field}`,
      checked.reason,
      `A handling fee is a type with its value: '${field}' is missing.`,
    );
  }
  const { type, fixed = null, percentage_ppm = null } = given;
  return { type, fixed, percentage_ppm } as never;
}
