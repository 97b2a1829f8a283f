/** Which price counts on a day (8.5, SEA-2). */
import type { Price } from "./price.ts";

type Season = Pick<Price, "id" | "amount" | "starts_on" | "ends_on" | "recurs_yearly" | "priority">;

/** The start of the occurrence that contains the day; null if no occurrence does. Days are compared as texts. */
export function occurrenceOn({ starts_on, ends_on, recurs_yearly }: Season, day: string): string | null {
  if (!starts_on || !ends_on) return null;
  if (!recurs_yearly) return starts_on <= day && day <= ends_on ? starts_on : null;
  const [from, to, on] = [starts_on.slice(5), ends_on.slice(5), day.slice(5)];
  const year = Number(day.slice(0, 4));
  if (from <= to) return from <= on && on <= to ? `${day.slice(0, 4)}-${from}` : null;
  // It wraps over new year.
  if (on >= from) return `${day.slice(0, 4)}-${from}`;
  return on <= to ? `${String(year - 1).padStart(4, "0")}-${from}` : null;
}

/** The seasonal price of a day: the highest priority, then the latest start, then the smallest id. */
export function seasonOn<S extends Season>(seasons: readonly S[], day: string): S | null {
  const matching = seasons.flatMap((season) => {
    const start = occurrenceOn(season, day);
    return start === null ? [] : [{ season, start }];
  });
  const [best] = matching.sort(
    (a, b) =>
      b.season.priority - a.season.priority ||
      (a.start === b.start ? (a.season.id < b.season.id ? -1 : 1) : a.start < b.start ? 1 : -1),
  );
  return best?.season ?? null;
}
