/** Codes of options and of their choices: from the labels where they are empty, each once (MRC-CAT-3). */
import type { Given } from "../../../shared/fields/index.ts";
import { slugOf } from "../../../shared/resource/slug.ts";
import type { OptionSchema, option } from "./option-schema.ts";

type Option = OptionSchema["options"][number];
export type GivenOption = Given<typeof option>;

const coded = ({ code, label }: { code?: string | null; label: string }) => ({
  code: code || slugOf(label),
  label,
});

const withCodes = ({ choices = [], input_type = "select", is_required = false, ...own }: GivenOption) => ({
  ...{ ...coded(own), input_type, is_required },
  choices: choices.map(coded),
});

/** The pointer of the first code that is there twice. */
function repeated(rows: readonly { code: string }[], at: string): string | undefined {
  const seen = new Set<string>();
  const found = rows.findIndex(({ code }) => seen.size === seen.add(code).size);
  return found < 0 ? undefined : `${at}/${found}/code`;
}

/** The options with all their codes, or where a code is there twice. */
export function codedOptions(given: readonly GivenOption[]): { options: Option[] } | { repeated: string } {
  const options = given.map(withCodes);
  const again = [
    repeated(options, "/options"),
    ...options.map(({ choices }, i) => repeated(choices, `/options/${i}/choices`)),
  ].find((each) => each !== undefined);
  return again === undefined ? { options } : { repeated: again };
}
