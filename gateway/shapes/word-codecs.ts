/** Codecs of words: a dialect's words for ours, for groups of ours, or for any other value. */
import type { Codec, Wire } from "./codec.ts";

const same = (value: unknown) => value;

/**
 * Words of the dialect (keys) for words of ours (values). `readOnly`: further spellings that are accepted in requests;
 * `shownOnly`: further words of ours, with the dialect's word that shows them.
 */
export function enumMap<
  const T extends Record<string, string>,
  const M extends Record<string, string> = Record<never, never>,
>(table: T, readOnly: M = {} as M, shownOnly: Record<string, string> = {}): Codec<T[keyof T] | M[keyof M]> {
  const ours = new Map([
    ...Object.entries(table).map(([wire, own]): [string, string] => [own, wire]),
    ...Object.entries(shownOnly),
  ]);
  const read = new Map<unknown, T[keyof T] | M[keyof M]>(
    Object.entries({ ...table, ...readOnly }) as [string, T[keyof T] | M[keyof M]][],
  );
  const allowed = `one of: ${[...read.keys()].join(", ")}`;
  return {
    schema: { type: "string", enum: Object.keys(table) },
    out: (value) => ours.get(value) ?? value,
    in: (given) => {
      const value = read.get(given);
      return value === undefined ? { allowed } : { value };
    },
  };
}

/** A table of words that are spelled the same here and there. */
export const alike = <const W extends string>(words: readonly W[]): { readonly [word in W]: word } =>
  Object.fromEntries(words.map((word) => [word, word])) as { [word in W]: word };

/** Words for values of any kind; `offers` says which of them a variant accepts. */
export function wordsFor<V>(
  table: Readonly<Record<string, V>>,
  offers: (word: string, wire: Wire) => boolean = () => true,
): Codec<V> {
  const words = Object.keys(table);
  return {
    schema: { type: "string", enum: words },
    out: same,
    in(given, wire) {
      const offered = words.filter((each) => offers(each, wire));
      const word = offered.find((each) => each === given);
      return word === undefined ? { allowed: `one of: ${offered.join(", ")}` } : { value: table[word]! };
    },
  };
}

/** Words that are spelled the same here and there. */
export const choiceOf = <const V extends string>(values: readonly V[]): Codec<V> => ({
  schema: { type: "string", enum: [...values] },
  out: same,
  in(given) {
    const value = values.find((each) => each === given);
    return value === undefined ? { allowed: `one of: ${values.join(", ")}` } : { value };
  },
});
