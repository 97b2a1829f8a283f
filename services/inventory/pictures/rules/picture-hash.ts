/** Pictures that look alike (CLS-2): a 64-bit difference hash, and finding near ones by an index. */
import type { Proposed, Term } from "./proposals.ts";

/** Hashes that differ in more bits are different pictures. */
export const NEAR = 10;
/** The number of neighbors that vote. */
export const NEIGHBOURS = 5;
/** The maximum confidence by similarity. */
const MOST_CONFIDENT = 0.6;

const BANDS = 4;
const BAND_BITS = 16;
/** Of four bands at least one differs in at most ⌊10/4⌋ bits when the whole differs in at most ten. */
const BAND_NEAR = Math.floor(NEAR / BANDS);

/** Nine by eight gray pixels → 64 bits as 16 hex digits: 1 where a pixel is brighter than its left neighbor. */
export function differenceHash(gray: Uint8Array): string {
  let bits = "";
  for (let row = 0; row < 8; row++)
    for (let column = 0; column < 8; column++) {
      const at = row * 9 + column;
      bits += gray[at + 1]! > gray[at]! ? "1" : "0";
    }
  return bits.replace(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16));
}

function ones(value: number): number {
  let count = 0;
  for (let left = value; left; left &= left - 1) count++;
  return count;
}

const bandValues = (hash: string): number[] =>
  Array.from({ length: BANDS }, (_, i) => Number.parseInt(hash.slice(4 * i, 4 * i + 4), 16));

/** The number of different bits. */
export function hamming(one: string, other: string): number {
  const others = bandValues(other);
  return bandValues(one).reduce((sum, band, i) => sum + ones(band ^ others[i]!), 0);
}

const placed = (band: number, value: number) => band * 2 ** BAND_BITS + value;

/** The index keys of a hash: its four bands, each with its position. */
export const bandsOf = (hash: string): number[] => bandValues(hash).map((value, i) => placed(i, value));

const flips: readonly number[] = Array.from({ length: 2 ** BAND_BITS }, (_, value) => value).filter(
  (value) => ones(value) <= BAND_NEAR,
);

/** All bands that a similar hash may have. At least one band of a similar hash is among them. */
export const probesOf = (hash: string): number[] =>
  bandValues(hash).flatMap((value, i) => flips.map((flip) => placed(i, value ^ flip)));

export type Pictured = { item_id: string; hashes: readonly string[] };

/** The items with the most similar pictures, the most similar first, at most five. */
export function nearestItems(hashes: readonly string[], known: readonly Pictured[]): string[] {
  const best = new Map<string, number>();
  for (const { item_id, hashes: theirs } of known) {
    const distance = Math.min(...theirs.flatMap((one) => hashes.map((other) => hamming(one, other))));
    if (distance <= NEAR) best.set(item_id, Math.min(distance, best.get(item_id) ?? NEAR));
  }
  return [...best]
    .sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1))
    .slice(0, NEIGHBOURS)
    .map(([item_id]) => item_id);
}

/** The value of more than half of the neighbors. The confidence of one neighbor is less than that of five that agree. */
export function majority(neighbors: readonly (Term | null)[]): Proposed[] {
  const votes = new Map<string, { term: Term; count: number }>();
  for (const term of neighbors)
    if (term) votes.set(term.id, { term, count: (votes.get(term.id)?.count ?? 0) + 1 });
  const won = [...votes.values()].find(({ count }) => 2 * count > neighbors.length);
  if (!won) return [];
  const confidence = (MOST_CONFIDENT * won.count) / (neighbors.length + 1);
  return [{ id: won.term.id, label: won.term.name, confidence: Math.round(confidence * 1000) / 1000 }];
}
