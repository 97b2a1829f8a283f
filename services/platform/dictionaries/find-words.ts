/** The system's dictionaries: made once for an organization, and looked up by their keys. */
import { idOf } from "../../../shared/ids.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { dictionary, dictionaryEntry } from "./dictionary.ts";
import { seeds } from "./system-dictionaries.ts";

/** Follows from the key, so that two who make it at once meet. */
const systemId = (org_id: string, key: string): string => idOf(`dictionary:${org_id}:${key}`);

const byLabel = (a: { label: string; id: string }, b: { label: string; id: string }): number =>
  a.label.localeCompare(b.label, "en", { sensitivity: "base" }) || (a.id < b.id ? -1 : 1);

export const wordsOf = query(declared.wordsOf, async (reader, { key }) => {
  const dictionary_id = systemId(reader.org.id, key);
  const found = await reader.find(dictionaryEntry, { dictionary_id });
  return { dictionary_id, entries: found.sort(byLabel) };
});

const idsOf = ({ org }: Reader, keys: readonly string[]) => keys.map((key) => systemId(org.id, key));

export const wordsById = query(declared.wordsById, async (reader, { ids, keys }) => ({
  entries: await reader.find(dictionaryEntry, {
    _id: { $in: [...ids] },
    dictionary_id: { $in: idsOf(reader, keys) },
  }),
}));

export const beginDictionaries = command(declared.beginDictionaries, async (tx) => {
  const wanted = new Map(seeds.map((each) => [systemId(tx.org.id, each.key), each]));
  const known = await tx.find(dictionary, { _id: { $in: [...wanted.keys()] } });
  const missing = [...wanted].filter(([id]) => !known.some((each) => each.id === id));
  await tx.insertMany(
    dictionary,
    missing.map(([id, { key, name, hidden }]) => {
      const own = { id, key, name, is_system: true, business_unit_id: null };
      return { ...own, visibility: hidden ? "hidden" : "default" };
    }),
  );
  await tx.insertMany(
    dictionaryEntry,
    missing.flatMap(([dictionary_id, { words }]) =>
      words.map((name) => ({ dictionary_id, name, label: name, business_unit_id: null })),
    ),
    { emit: "none" },
  );
  return { made: missing.length };
});

async function register(tx: Tx, key: string, values: readonly string[]): Promise<number> {
  const dictionary_id = systemId(tx.org.id, key);
  const known = new Set((await tx.find(dictionaryEntry, { dictionary_id })).map(({ name }) => keyOf(name)));
  const unknown = new Map(values.map((each) => [keyOf(each), each]));
  for (const each of known) unknown.delete(each);
  await tx.insertMany(
    dictionaryEntry,
    [...unknown.values()].map((name) => ({ dictionary_id, name, label: name, business_unit_id: null })),
  );
  return unknown.size;
}

export const registerWords = command(declared.registerWords, async (tx, { words }) => {
  let added = 0;
  for (const key of new Set(words.map((each) => each.key)))
    added += await register(
      tx,
      key,
      words.filter((each) => each.key === key).map(({ value }) => value),
    );
  return { added };
});
