const DAY_MS = 86_400_000;

/** DSC-6: calendar days from `start` to `date` (both `YYYY-MM-DD` business dates), at least 0. */
export function daysOnShelf(start: string | null | undefined, date: string): number {
  if (!start) return 0;
  return Math.max(0, Math.round((Date.parse(date) - Date.parse(start)) / DAY_MS));
}
