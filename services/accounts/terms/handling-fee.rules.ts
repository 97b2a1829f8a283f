/** A handling fee is a type with its value, and is set as a whole at each level (TRM-2). */
import { invalidField } from "../../../shared/errors.ts";
import type { handlingFeeTypes } from "./terms.ts";

type Type = (typeof handlingFeeTypes)[number];
type GivenFee = { type: Type; fixed?: number | null; percentage_ppm?: number | null };
type WholeFee = { type: Type; fixed: number | null; percentage_ppm: number | null };

const neededBy = { none: null, fixed: "fixed", percentage: "percentage_ppm" } as const;

/** The fee with both its values; null or absent stays so. Throws `value_missing` below `pointer` when its type lacks its value. */
export function wholeFee(given: GivenFee, pointer: string): WholeFee;
export function wholeFee(given: GivenFee | null, pointer: string): WholeFee | null;
export function wholeFee(given: GivenFee | null | undefined, pointer: string): WholeFee | null | undefined;
export function wholeFee(given: GivenFee | null | undefined, pointer: string): WholeFee | null | undefined {
  if (!given) return given;
  const { type, fixed = null, percentage_ppm = null } = given;
  const fee = { type, fixed, percentage_ppm };
  const needed = neededBy[type];
  if (needed && fee[needed] === null)
    throw invalidField(`${pointer}/${needed}`, "value_missing", `A ${type} handling fee needs '${needed}'.`);
  return fee;
}
