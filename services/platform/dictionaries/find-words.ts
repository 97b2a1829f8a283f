/** The system's dictionaries: made once for an organization, and looked up by their keys. */
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import * as declared from "./declarations.ts";
import { dictionary, dictionaryEntry } from "./dictionary.ts";
import { seeds } from "./system-dictionaries.ts";
import { byLabel, makeSystem, systemId } from "./system-rows.ts";

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
  await makeSystem(
    tx,
    missing.map(([, seed]) => seed),
    null,
  );
  return { made: missing.length };
});
