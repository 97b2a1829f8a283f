import { fail, isFailure, notFound } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { type Dictionary, dictionary, dictionaryEntry } from "./dictionary.ts";
import { isProtected, systemKeys } from "./system-dictionaries.ts";

type OfUnit = { id: string; business_unit_id: string | null };

/** Only the owning business unit may change it; others can only read it (MRC-DIC-2). */
export function refuseInherited(tx: Tx, what: string, row: OfUnit): void {
  const { business_unit_ids } = tx.meta;
  if (business_unit_ids && !business_unit_ids.includes(row.business_unit_id)) throw notFound(what, row.id);
}

function refuseProtected({ key }: Dictionary): void {
  if (!isProtected(key)) return;
  const message = "The dictionary of currencies cannot be changed.";
  throw fail("unprocessable", message, { errors: [{ pointer: "/id", code: "protected", message }] });
}

/** The dictionary that the request names, to be changed. */
export async function ownDictionary(tx: Tx, id: string): Promise<Dictionary> {
  const found = await tx.target(dictionary, id);
  if (found.deleted_at) throw notFound("dictionary", id);
  refuseInherited(tx, "dictionary", found);
  refuseProtected(found);
  return found;
}

/** Keys of the system's dictionaries are theirs in every organization, made or not yet. */
function refuseSystemKey(key: string): void {
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

const spelled = ({ color, ...rest }: { color?: string | null; [name: string]: unknown }) => ({
  ...rest,
  ...(color === undefined ? {} : { color: color?.toLowerCase() ?? null }),
});

/** A word that is taken is told under the name that requests have for it. */
async function sayingValue<T>(written: Promise<T>): Promise<T> {
  return written.catch((error: unknown) => {
    const errors = isFailure(error) ? error.data?.errors : undefined;
    for (const each of errors ?? []) if (each.pointer === "/name") each.pointer = "/value";
    throw error;
  });
}

export const createDictionaryEntry = command(
  declared.createDictionaryEntry,
  async (tx, { dictionary_id, value, label, ...rest }) => {
    const { business_unit_id } = await ownDictionary(tx, dictionary_id);
    const own = { dictionary_id, name: value, label: label ?? value, business_unit_id };
    return sayingValue(tx.insert(dictionaryEntry, { ...own, ...spelled(rest) }));
  },
);

async function ownEntry(tx: Tx, id: string) {
  const found = await tx.target(dictionaryEntry, id);
  await ownDictionary(tx, found.dictionary_id);
  return found;
}

export const changeDictionaryEntry = command(
  declared.changeDictionaryEntry,
  async (tx, { id, value, label, ...rest }) => {
    const before = await ownEntry(tx, id);
    const follows = value !== undefined && label === undefined && before.label === before.name;
    const named = value === undefined ? {} : { name: value };
    const said = label === undefined ? (follows ? { label: value } : {}) : { label: label ?? before.name };
    return sayingValue(tx.save(dictionaryEntry, before, { ...named, ...said, ...spelled(rest) }));
  },
);

export const removeDictionaryEntry = command(declared.removeDictionaryEntry, async (tx, { id }) => {
  await tx.purge(dictionaryEntry, await ownEntry(tx, id));
  return { deleted_id: id };
});
