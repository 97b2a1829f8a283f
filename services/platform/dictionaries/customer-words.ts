import { notFound } from "../../../shared/errors.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./customer-word-declarations.ts";
import { type DictionaryEntry, dictionary, dictionaryEntry } from "./dictionary.ts";
import { addWord, ownEntry, saveWord } from "./own-words.ts";
import { type CustomerKey, customerKeys } from "./system-dictionaries.ts";
import { byLabel, makeSystem, seedOf, systemId } from "./system-rows.ts";

/** The acting business unit and those above it, the nearest first; null: the root. */
function chainOf({ meta }: Reader): (string | null)[] {
  const { business_unit_id = null, business_units_above = [] } = meta;
  return [...new Set([business_unit_id, ...[...business_units_above].reverse(), null])];
}

type Offered = DictionaryEntry & { is_inherited: boolean };

/** A word of a nearer business unit takes the place of the same one above. */
async function offeredBy(reader: Reader, key: string): Promise<{ ids: string[]; words: Offered[] }> {
  const ids = chainOf(reader).map((unit) => systemId(reader.org.id, key, unit));
  const found = await reader.find(dictionaryEntry, { dictionary_id: { $in: ids } });
  const words = new Map<string, Offered>();
  for (const id of ids)
    for (const each of found) {
      const known = each.dictionary_id !== id || words.has(keyOf(each.name));
      if (!known) words.set(keyOf(each.name), { ...each, is_inherited: id !== ids[0] });
    }
  return { ids, words: [...words.values()].sort(byLabel) };
}

export const offeredWords = query(declared.offeredWords, async (reader, { key }) => {
  const { ids, words } = await offeredBy(reader, key);
  const found = await reader.find(dictionary, { _id: { $in: ids }, deleted_at: null });
  const nearest = ids.find((id) => found.some((each) => each.id === id));
  return { dictionary_id: nearest ?? null, words };
});

type Own = Pick<DictionaryEntry, "dictionary_id" | "business_unit_id">;

/** The acting business unit's own dictionary, written to: two who add words to it meet there. */
async function ownSystem(tx: Tx, key: CustomerKey): Promise<Own> {
  const business_unit_id = tx.meta.business_unit_id ?? null;
  const dictionary_id = systemId(tx.org.id, key, business_unit_id);
  const touch = { $set: { updated_at: tx.now, deleted_at: null } };
  if (!(await tx.update(dictionary, { _id: dictionary_id }, touch, { emit: "none" })))
    await makeSystem(tx, [seedOf(key)], business_unit_id);
  return { dictionary_id, business_unit_id };
}

async function ownWord(tx: Tx, { dictionary_id }: Own, value: string): Promise<DictionaryEntry | undefined> {
  const words = await tx.find(dictionaryEntry, { dictionary_id });
  return words.find(({ name }) => keyOf(name) === keyOf(value));
}

export const putCustomerWord = command(declared.putCustomerWord, async (tx, { key, value, ...rest }) => {
  const own = await ownSystem(tx, key);
  const before = await ownWord(tx, own, value);
  const word = before ? await saveWord(tx, before, rest) : await addWord(tx, own, { value, ...rest });
  return { created: !before, word: { ...word, is_inherited: false } };
});

/** A word of one of these dictionaries of the acting business unit; any other is not found, whoever may change it otherwise. */
async function customerWord(
  tx: Tx,
  id: string,
  keys: readonly CustomerKey[] = customerKeys,
): Promise<DictionaryEntry> {
  const found = await ownEntry(tx, id);
  const ids = keys.map((key) => systemId(tx.org.id, key, tx.meta.business_unit_id));
  if (!ids.includes(found.dictionary_id)) throw notFound("dictionary_entry", id);
  return found;
}

const only = (key: CustomerKey | null | undefined) => (key ? [key] : undefined);

export const changeCustomerWord = command(declared.changeCustomerWord, async (tx, { id, key, ...word }) => ({
  ...(await saveWord(tx, await customerWord(tx, id, only(key)), word)),
  is_inherited: false,
}));

export const removeCustomerWord = command(declared.removeCustomerWord, async (tx, { id, key }) => {
  await tx.purge(dictionaryEntry, await customerWord(tx, id, only(key)));
  return { deleted_id: id };
});

export const registerWords = command(declared.registerWords, async (tx, { words }) => {
  let added = 0;
  for (const { key, value } of words) {
    const offered = await offeredBy(tx, key);
    if (offered.words.some(({ name }) => keyOf(name) === keyOf(value))) continue;
    const own = await ownSystem(tx, key);
    // The dictionary may have been made just now, with its first words.
    if (await ownWord(tx, own, value)) continue;
    await addWord(tx, own, { value });
    added += 1;
  }
  return { added };
});
