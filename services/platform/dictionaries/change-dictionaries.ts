import { fail, invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { dictionary, dictionaryEntry, ownKey } from "./dictionary.ts";
import { addWord, ownDictionary, ownEntry, saveWord } from "./own-words.ts";
import { systemKeys } from "./system-dictionaries.ts";

/** Keys of the system's dictionaries are theirs in every organization, made or not yet. */
function refuseSystemKey(key: string): void {
  if (!ownKey.regex.test(key))
    throw invalidField("/key", "pattern", `The 'key' field must be ${ownKey.allowed}.`);
  if (!systemKeys.some((each) => each === key)) return;
  const message = `The key '${key}' belongs to a dictionary of the system.`;
  throw fail("conflict", message, { errors: [{ pointer: "/key", code: "taken", message }] });
}

export const createDictionary = command(declared.createDictionary, async (tx, input) => {
  refuseSystemKey(input.key);
  return tx.insert(dictionary, input);
});

export const changeDictionary = command(declared.changeDictionary, async (tx, { id, ...changes }) => {
  const before = await ownDictionary(tx, id);
  const renamed = changes.key !== undefined && changes.key !== before.key;
  if (renamed && before.is_system) {
    const message = "A dictionary of the system keeps its key.";
    throw fail("unprocessable", message, { errors: [{ pointer: "/key", code: "system", message }] });
  }
  if (renamed) refuseSystemKey(changes.key!);
  return tx.save(dictionary, before, changes);
});

export const removeDictionary = command(declared.removeDictionary, async (tx, { id }) => {
  const before = await ownDictionary(tx, id);
  return tx.save(dictionary, before, { deleted_at: tx.now }, { verb: "deleted" });
});

export const createDictionaryEntry = command(
  declared.createDictionaryEntry,
  async (tx, { dictionary_id, ...word }) => {
    const { business_unit_id } = await ownDictionary(tx, dictionary_id);
    return addWord(tx, { dictionary_id, business_unit_id }, word);
  },
);

export const changeDictionaryEntry = command(declared.changeDictionaryEntry, async (tx, { id, ...word }) =>
  saveWord(tx, await ownEntry(tx, id), word),
);

export const removeDictionaryEntry = command(declared.removeDictionaryEntry, async (tx, { id }) => {
  await tx.purge(dictionaryEntry, await ownEntry(tx, id));
  return { deleted_id: id };
});
