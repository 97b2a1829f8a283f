/** A range of time in which free time is asked for, and how it is told. */
import { invalid } from "../../../shared/errors.ts";
import { group, instant } from "../../../shared/fields/index.ts";
import type { Span } from "./free-time.rules.ts";

export const span = group({ start_at: instant(), end_at: instant() });
export const range = {
  from: instant({ about: "At most 366 days before `to`." }),
  to: instant({ about: "Later than `from`." }),
} as const;

const LONGEST_MS = 366 * 86_400_000;

/** 400 when it ends before it begins, or is longer than 366 days. */
export function rangeOf({ from, to }: { from: string; to: string }): Span {
  const within = { from: Date.parse(from), to: Date.parse(to) };
  if (within.to > within.from && within.to - within.from <= LONGEST_MS) return within;
  const message = "'to' must be later than 'from', by at most 366 days.";
  throw invalid([{ pointer: "/to", code: "wrong_end", message }]);
}

export const shownSpans = (spans: readonly Span[]) =>
  spans.map(({ from, to }) => ({
    start_at: new Date(from).toISOString(),
    end_at: new Date(to).toISOString(),
  }));
