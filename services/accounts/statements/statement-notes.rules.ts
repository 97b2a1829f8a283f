/** What a statement says of each movement: how its lines and its amount came about. Pure. */
import { type Phrases, type Printing, printedSteps } from "../../../shared/papers/printed-steps.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { tellShares } from "../../sales/public.ts";
import type { balanceEntry } from "../balances/balance-entry.ts";
import { type EntryStepKind, explained, type Origin } from "../explanations/explain-entry.rules.ts";
import type { SoldLine } from "./statement.rules.ts";

/** Sentences of a movement: of each of its lines, then of the movement. */
export type Notes = { lines: readonly (readonly string[])[]; own: readonly string[] };

/** By the sale or the refund. */
export type ToldShares = ReadonlyMap<string, OutputOf<typeof tellShares>[number]>;

type Entry = Entity<typeof balanceEntry>;

type Known = {
  lines: ReadonlyMap<string, readonly SoldLine[]>;
  shares: ToldShares;
  originOf: (entry: Entry) => Omit<Origin, "shares">;
  phrases: Phrases<EntryStepKind>;
  printing: Printing;
};

/** `own`: the entries of one movement. The new balance is left out: it stands in a column of its own. */
export function notesOf(own: readonly Entry[], { lines, shares, originOf, phrases, printing }: Known): Notes {
  const [{ type, ref }] = own as readonly [Entry];
  const told = type === "sale" || type === "refund" ? shares.get(ref.id) : undefined;
  const sentences = new Map(told?.lines.map((line) => [line.line_id, line.sentences]));
  return {
    lines: told ? (lines.get(ref.id) ?? []).map(({ line_id }) => sentences.get(line_id) ?? []) : [],
    own: own.flatMap((entry) =>
      printedSteps(explained(entry, { ...originOf(entry), shares: told }).own, phrases, printing),
    ),
  };
}

/** Ids in their order, in parts of at most `most` together; one that is larger is a part of its own. */
export function partsBySize(
  ids: readonly string[],
  sizeOf: (id: string) => number,
  most: number,
): string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const id of ids) {
    // Each counts at least once, so that no part has too many.
    const size = Math.max(1, sizeOf(id));
    if (size > room || parts.length === 0) {
      parts.push([]);
      room = most;
    }
    parts.at(-1)!.push(id);
    room -= size;
  }
  return parts;
}
