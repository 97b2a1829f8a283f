import { invalidField } from "../../../shared/errors.ts";
import { codedOptions, type GivenOption } from "./options.rules.ts";

/** The options as they are stored; 400 names a code that is there twice. `at`: where they are in the input. */
export function optionsOf(given: readonly GivenOption[], at = "") {
  const coded = codedOptions(given);
  if ("options" in coded) return coded.options;
  throw invalidField(at + coded.repeated, "repeated", "Each code of an option or a choice is there once.");
}
