/**
 * Typed words, compared without regard to case, accents and Unicode form: for search, equality, order and slugs.
 */
import type { FieldTable } from "../fields/index.ts";
import type { AnyResource } from "./resource.ts";

/** The version of the rules below. Keys of another version are computed anew at start (`shared/service/remake.ts`). */
export const WORDS_VERSION = 3;

/** Letters that Unicode does not decompose, with their replacements on keyboards without them. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ı: "i",
  ĸ: "k",
  ς: "σ",
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** "Straße, ŁÓDŹ" → "strasse, lodz": without case, marks and letters that only some keyboards have. */
export const folded = (value: string): string =>
  value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter]!);

/** Case-folded, in one form: "Straße" is "STRASSE"; accents matter, and so does the letter ı, whose capital belongs to another letter. */
const caseless = (value: string): string =>
  value
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^ -~ı]/gu, (letter) => letter.toUpperCase().toLowerCase())
    .normalize("NFC");

/** Longer texts are compared by their beginning, because keys are in an index with a limited length. */
const LONGEST = 200;

/**
 * The key that is stored with a typed text. It is equal for texts that differ only in case and form, and its order is
 * "apple, Åsa, Zebra".
 */
export const keyOf = (value: string): string =>
  `${folded(value).slice(0, LONGEST)}\u0001${caseless(value).slice(0, LONGEST)}`;

/** The path of a row's keys. */
export const KEYS = "keys";

const typed = new WeakMap<object, readonly string[]>();

/** The columns with typed texts, which have a key. */
export function typedOf(resource: AnyResource): readonly string[] {
  let names = typed.get(resource);
  if (!names) {
    const columns = Object.entries(resource.columns as FieldTable);
    names = columns.filter(([, field]) => field.facets.typed).map(([name]) => name);
    typed.set(resource, names);
  }
  return names;
}

/** The path by which a column is compared and ordered in the database. */
export const pathOf = (resource: AnyResource, column: string): string =>
  typedOf(resource).includes(column) ? `${KEYS}.${column}` : column;

/** The key of a value, of each element of a list. */
export function keyedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keyedValue);
  return typeof value === "string" ? keyOf(value) : null;
}

/** A filter for rows whose typed column has this value. */
export const typedAs = (resource: AnyResource, column: string, value: string) => ({
  [pathOf(resource, column)]: keyOf(value),
});

/** The keys of a row's typed columns. */
export const keysOf = (resource: AnyResource, values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(typedOf(resource).map((name) => [name, keyedValue(values[name])]));

/** Folded words of the searchable fields (RPT-5). */
export function wordsOf(resource: AnyResource, values: Record<string, unknown>): string[] {
  const texts = (resource.search ?? []).flatMap((name: string) => values[name] ?? []);
  return [...new Set(texts.flatMap((value: unknown) => fold(String(value))))].slice(0, 100) as string[];
}

/** "Été, Größe" → ["ete", "grosse"]: the words that a search compares. */
export const fold = (value: string): string[] =>
  folded(value)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.slice(0, 64));

/** Single letters by their folded form: "e" → "éèê…", "ss" → "ß". */
const variants = new Map<string, string>();

function variantsOf(plain: string): string {
  if (variants.size === 0) {
    for (const [first, last] of [
      [0xc0, 0x24f],
      [0x1e00, 0x1eff],
    ] as const) {
      for (let code = first; code <= last; code++) {
        const variant = String.fromCodePoint(code);
        const base = folded(variant);
        if (base !== variant) variants.set(base, (variants.get(base) ?? "") + variant);
      }
    }
  }
  return variants.get(plain) ?? "";
}

const PAIRS = ["ss", "ae", "oe", "th"] as const;

/** A letter with its variants. At an end of the text also variants of which it is only a part. */
function letterPattern(letter: string, begins: boolean, ends: boolean): string {
  const halves = PAIRS.filter((pair) => (ends && pair[0] === letter) || (begins && pair[1] === letter));
  const all = variantsOf(letter) + halves.map(variantsOf).join("");
  if (all) return `[${letter}${all}]\\p{M}*`;
  return /[!-/:-@[-`{-~]/.test(letter) ? `\\${letter}` : letter;
}

/**
 * A regular expression (with the flag i) that finds a text without regard to case and accents of Latin letters
 * (RPT-5): "ete" finds "Été", "strasse" finds "Straße". All other characters match themselves.
 */
export function foldedPattern(text: string): string {
  const letters = [...folded(text)];
  let pattern = "";
  for (let at = 0; at < letters.length; at++) {
    const one = letterPattern(letters[at]!, at === 0, at === letters.length - 1);
    const pair = PAIRS.find((each) => each === `${letters[at]}${letters[at + 1] ?? ""}`);
    if (!pair) {
      pattern += one;
      continue;
    }
    at += 1;
    const other = letterPattern(letters[at]!, false, at === letters.length - 1);
    pattern += `(?:${one}${other}|[${variantsOf(pair)}]\\p{M}*)`;
  }
  return pattern;
}
