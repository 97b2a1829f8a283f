/** Which pictures an import still has to fetch for its items. */
import { nowMs } from "../../../shared/clock.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { KeptRow } from "../../../shared/service/writes.ts";
import type { NamedPicture } from "../import-formats/format.rules.ts";
import type { LeftOut, ReadPictures } from "../import-formats/pictures.rules.ts";
import { turnOf } from "./fetches.rules.ts";
import { fetchIdOf, pictureFetch, type WantedPicture } from "./picture-fetch.ts";

/** The pictures that a file names for an item. */
export type Pictured = ReadPictures & { item_id: string };

/** Without those of items for which an import has asked before. */
export async function notYetWanted(reader: Reader, rows: readonly Pictured[]): Promise<Pictured[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ item_id }) => fetchIdOf(item_id));
  const there = await reader.find(pictureFetch, { _id: { $in: ids } });
  const known = new Set(there.map(({ item_id }) => item_id));
  return rows.filter(({ item_id }) => !known.has(item_id));
}

const waiting = ({ line, address, alt }: NamedPicture): WantedPicture => ({
  ...{ line, address, alt, status: "waiting", tries: 0 },
  ...{ next_at: null, picture_id: null, code: null, message: null },
});

/** The rows by which the worker fetches them. */
export const fetchesOf = (import_id: string, rows: readonly Pictured[]): KeptRow[] =>
  rows.flatMap(({ item_id, pictures: named }) => {
    if (named.length === 0) return [];
    const pictures = named.map(waiting);
    const values = { import_id, item_id, pictures, ...turnOf(pictures, nowMs()) };
    return [{ id: fetchIdOf(item_id), values }];
  });

export const countOf = (rows: readonly Pictured[]): number =>
  rows.reduce((sum, { pictures }) => sum + pictures.length, 0);

/** Variants name the pictures of their product: each is told once. */
export const leftOutOf = (rows: readonly Pictured[], most: number): LeftOut[] =>
  [
    ...new Map(
      rows.flatMap(({ left_out }) => left_out.map((each) => [`${each.line} ${each.address}`, each] as const)),
    ).values(),
  ]
    .sort((one, other) => one.line - other.line)
    .slice(0, most);
