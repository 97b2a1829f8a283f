/** Dictionaries and words that the caller may change, and how words are written. */
import { fail, isFailure, notFound } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Dictionary, type DictionaryEntry, dictionary, dictionaryEntry } from "./dictionary.ts";
import { isProtected } from "./system-dictionaries.ts";

type OfUnit = { id: string; business_unit_id: string | null };

/** Only the owning business unit may change it; others can only read it (MRC-DIC-2). */
function refuseInherited(tx: Tx, what: string, row: OfUnit): void {
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

export async function ownEntry(tx: Tx, id: string): Promise<DictionaryEntry> {
  const found = await tx.target(dictionaryEntry, id);
  await ownDictionary(tx, found.dictionary_id);
  return found;
}

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

type Word = {
  value?: string | undefined;
  label?: string | null | undefined;
  color?: string | null;
  icon?: string | null;
};

type Of = Pick<DictionaryEntry, "dictionary_id" | "business_unit_id">;

export const addWord = (
  tx: Tx,
  of: Of,
  { value, label, ...rest }: Word & { value: string },
): Promise<DictionaryEntry> =>
  sayingValue(tx.insert(dictionaryEntry, { ...of, name: value, label: label ?? value, ...spelled(rest) }));

/** The label follows the word as long as they are the same. */
export function saveWord(
  tx: Tx,
  before: DictionaryEntry,
  { value, label, ...rest }: Word,
): Promise<DictionaryEntry> {
  const follows = value !== undefined && label === undefined && before.label === before.name;
  const named = value === undefined ? {} : { name: value };
  const said = label === undefined ? (follows ? { label: value } : {}) : { label: label ?? before.name };
  return sayingValue(tx.save(dictionaryEntry, before, { ...named, ...said, ...spelled(rest) }));
}
