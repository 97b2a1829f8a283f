/**
 * Mercato has a second id for the profile of a person or firm (DM21). Each id follows from the other, so that either finds the
 * row: the last 48 bits are inverted.
 */
const LAST = 0xffff_ffff_ffff;

export function profileIdOf(id: string): string {
  const [kept, last] = [id.slice(0, -12), id.slice(-12)];
  return `${kept}${(LAST - Number.parseInt(last, 16)).toString(16).padStart(12, "0")}`;
}

/** Ids of rows that these ids may name, as their own or as their profile's. */
export const namedBy = (ids: readonly string[]): string[] => [
  ...new Set(ids.flatMap((id) => [id, profileIdOf(id)])),
];
