/** Brings in a part of a file, or says what would come of it. */
import { formats, type ImportKind } from "../import-formats/formats.rules.ts";
import type { Refused } from "../import-formats/reading.rules.ts";
import { bringAccounts } from "./bring-accounts.ts";
import { bringItems } from "./bring-items.ts";
import { type ImportProblem, MOST_TOLD } from "./data-import.ts";
import type { Bringer, Outcome } from "./outcome.ts";

export const bringerOf = (kind: ImportKind): Bringer =>
  formats[kind].makes === "items" ? bringItems : bringAccounts;

export const told = (refused: readonly Refused[]): Outcome[] =>
  refused.map(({ line, problem }) => ({ line, became: "refused", told: problem }));

export const countOf = (outcomes: readonly Outcome[], became: Outcome["became"]): number =>
  outcomes.filter((each) => each.became === became).length;

/** Those that are told, in the order of the file. */
export const problemsOf = (
  outcomes: readonly Outcome[],
  before: readonly ImportProblem[] = [],
): ImportProblem[] => {
  const found = outcomes.flatMap((each) =>
    each.became === "refused" ? [{ line: each.line, ...each.told }] : [],
  );
  return [...before, ...found].sort((one, other) => one.line - other.line).slice(0, MOST_TOLD);
};
