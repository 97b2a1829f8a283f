/** The state at the end, read row by row, and held beside what was answered. */
import type { Json } from "../support/backroom.ts";

export type Comparison = { lost: string[]; doubled: string[] };

/** Reads all pages of a list; of each row as little as is compared. */
export type Reading = <T>(path: string, brief: (row: Json) => T) => Promise<T[]>;
type Place = { url: string; key: string };

export const readingOf =
  (url: string, key: string): Reading =>
  (path, brief) =>
    every({ url, key }, path, brief);

async function every<T>({ url, key }: Place, path: string, brief: (row: Json) => T): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const and: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const response = await fetch(`${url}/api/v1${path}limit=100${and}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const page: Json = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(page)}`);
    rows.push(...page.data.map(brief));
    cursor = page.next_cursor;
  } while (cursor);
  return rows;
}

/** Ids that were answered and ids that are there: the same, each once. */
export function sameIds(what: string, answered: string[], there: string[], found: Comparison): void {
  const [a, b] = [new Set(answered), new Set(there)];
  for (const id of a) if (!b.has(id)) found.lost.push(`${what} ${id} was answered and is not there`);
  for (const id of b) if (!a.has(id)) found.doubled.push(`${what} ${id} is there and was never answered`);
  if (a.size !== answered.length)
    found.doubled.push(`${answered.length - a.size} of ${what} were answered twice`);
}
