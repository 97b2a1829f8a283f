/** TRM-2 for a category's defaults: a fee is a type with its value. */
import { invalidField } from "../../../shared/errors.ts";

type Given = { type: "none" | "fixed" | "percentage"; fixed?: number | null; percentage_ppm?: number | null };
type Fee = { type: Given["type"]; fixed: number | null; percentage_ppm: number | null };

const neededBy = { none: null, fixed: "fixed", percentage: "percentage_ppm" } as const;

export function wholeFee(given: Given | null | undefined): Fee | null {
  if (!given) return null;
  const { type, fixed = null, percentage_ppm = null } = given;
  const fee = { type, fixed, percentage_ppm };
  const needed = neededBy[type];
  if (needed && fee[needed] === null)
    throw invalidField(
      `/default_handling_fee/${needed}`,
      "value_missing",
      `A handling fee is a type with its value: '${needed}' is missing.`,
    );
  return fee;
}
