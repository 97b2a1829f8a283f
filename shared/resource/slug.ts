/** Slugs: lower-case ASCII runs of `[a-z0-9]` joined by "-" (ID-3). */
import { folded } from "./words.ts";

/** "Kleider & Röcke" → "kleider-rocke", "Søren" → "soren"; a name without any usable character becomes "x". */
export function slugOf(name: string): string {
  const runs = folded(name).match(/[a-z0-9]+/g);
  return (runs ?? ["x"]).join("-").slice(0, 100).replace(/-+$/, "");
}

/** The slug itself, or with the lowest suffix -2, -3 … that is not taken. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
}
