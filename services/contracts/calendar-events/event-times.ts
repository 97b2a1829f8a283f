/** When an event is (CAL-2). */
import { invalid } from "../../../shared/errors.ts";
import type { Span } from "../free-time/free-time.rules.ts";

const LONGEST_MS = 31 * 86_400_000;

/** The span of an event; 400 when it ends before it begins, or is longer than 31 days. */
export function eventSpan({ start_at, end_at }: { start_at: string; end_at: string }): Span {
  const span = { from: Date.parse(start_at), to: Date.parse(end_at) };
  const message =
    span.to <= span.from
      ? "'end_at' must be later than 'start_at'."
      : span.to - span.from > LONGEST_MS
        ? "An event lasts at most 31 days."
        : null;
  if (message) throw invalid([{ pointer: "/end_at", code: "wrong_end", message }]);
  return span;
}
