/** Words for searching: what is stored beside a row and what a question is broken into. */
import type { AnyResource } from "./resource.ts";

/** Case- and accent-folded words of the searchable fields (RPT-5). */
export function wordsOf(resource: AnyResource, values: Record<string, unknown>): string[] {
  const texts = (resource.search ?? []).flatMap((name: string) => values[name] ?? []);
  return [...new Set(texts.flatMap((value: unknown) => fold(String(value))))].slice(0, 100) as string[];
}

/** "Été, Größe" → ["ete", "große"…]: what is compared when searching. */
export function fold(value: string): string[] {
  return value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.slice(0, 64));
}
