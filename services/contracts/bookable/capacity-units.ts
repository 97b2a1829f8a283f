/** What the capacity of a resource counts: a word of a dictionary, kept as it was when it was chosen (MRC-BKG-5). */
import { invalidField } from "../../../shared/errors.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { type DictionaryEntry, wordsOf } from "../../platform/public.ts";
import type { BookableResource } from "./bookable-resource.ts";

type Chosen = { capacity_unit_value?: string | null };

/** The words, if one of them is chosen. */
export const unitsOf = async (call: Call, { capacity_unit_value }: Chosen): Promise<DictionaryEntry[]> =>
  capacity_unit_value ? (await call(wordsOf, { key: "booking.capacity_units" })).entries : [];

/** With the label, color and icon of the unit; one that the resource has already stays as it is. */
export function withUnit<Given extends Chosen>(
  given: Given,
  units: readonly DictionaryEntry[],
  before?: BookableResource,
): Given & Partial<BookableResource> {
  const { capacity_unit_value: value } = given;
  if (value === undefined || value === before?.capacity_unit_value) return given;
  if (value === null)
    return { ...given, capacity_unit_name: null, capacity_unit_color: null, capacity_unit_icon: null };
  const unit = units.find(({ name }) => name === value);
  if (!unit)
    throw invalidField(
      "/capacity_unit_value",
      "unknown",
      "'capacity_unit_value' must be a word of the dictionary booking.capacity_units.",
    );
  return {
    ...given,
    capacity_unit_name: unit.label,
    capacity_unit_color: unit.color,
    capacity_unit_icon: unit.icon,
  };
}
