/** Search and completion, the same in every service (RPT-5). */
import { invalidField } from "../errors.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource } from "../resource/resource.ts";
import { fold, foldedPattern } from "../resource/words.ts";
import type { Reader } from "./reader.ts";

const MOST_WORDS = 10;

/** The folded words of a query; 400 when it contains nothing searchable. */
export function wordsIn(query: string): string[] {
  const words = [...new Set(fold(query))].slice(0, MOST_WORDS);
  if (words.length === 0)
    throw invalidField("query", "invalid_search", "Search for at least one letter or digit.");
  return words;
}

export type Suggested = { value: string; count: number };

const byUse = { count: -1, _id: 1 } as const;

/** Distinct values of a column, or of the elements of a list: those that begin with the text, then those that contain it. */
export async function suggestValues(
  reader: Reader,
  resource: AnyResource,
  where: MongoFilter,
  { column, value, limit, many }: { column: string; value: string; limit: number; many: boolean },
): Promise<Suggested[]> {
  const pattern = foldedPattern(value);
  const contains = { [column]: { $regex: pattern, $options: "i" } };
  const rows = await reader.aggregate<{ _id: string; count: number }>(resource, { ...where, ...contains }, [
    ...(many ? [{ $unwind: `$${column}` }, { $match: contains }] : []),
    { $group: { _id: `$${column}`, count: { $sum: 1 } } },
    { $match: { _id: { $nin: [null, ""] } } },
    { $set: { begins: { $regexMatch: { input: "$_id", regex: `^${pattern}`, options: "i" } } } },
    { $sort: { begins: -1, ...byUse } },
    { $limit: limit },
  ]);
  return rows.map(({ _id, count }) => ({ value: _id, count }));
}

/** The same order for values that were counted elsewhere. */
export function inOrder(found: readonly Suggested[], value: string, limit: number): Suggested[] {
  const begins = new RegExp(`^${foldedPattern(value)}`, "iu");
  const rank = ({ value: each, count }: Suggested): [number, number] => [begins.test(each) ? 0 : 1, -count];
  return [...found]
    .sort((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return x[0] - y[0] || x[1] - y[1] || (a.value < b.value ? -1 : 1);
    })
    .slice(0, limit);
}
