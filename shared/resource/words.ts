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

const marked = new Map<string, string>();

/** Letters with marks, by the letter that folding leaves of them: "e" → "éèê…". */
function variantsOf(letter: string): string {
  if (marked.size === 0) {
    for (const [first, last] of [
      [0xc0, 0x24f],
      [0x1e00, 0x1eff],
    ] as const) {
      for (let code = first; code <= last; code++) {
        const variant = String.fromCodePoint(code);
        const base = variant.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
        if (base.length === 1 && base !== variant) marked.set(base, (marked.get(base) ?? "") + variant);
      }
    }
  }
  return marked.get(letter) ?? "";
}

/**
 * A regular expression (with the flag i) that finds the text whatever its case and accents, as far as Latin letters go
 * (RPT-5): "ete" finds "Été". Everything else in it stands for itself.
 */
export function foldedPattern(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...plain]
    .map((letter) => {
      const variants = variantsOf(letter);
      if (variants) return `[${letter}${variants}]\\p{M}*`;
      return /[!-/:-@[-`{-~]/.test(letter) ? `\\${letter}` : letter;
    })
    .join("");
}
