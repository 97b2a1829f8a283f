/** The rows of the system's dictionaries, whose ids follow from their keys. */
import { idOf } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { dictionary, dictionaryEntry } from "./dictionary.ts";
import { type Seed, seeds } from "./system-dictionaries.ts";

/** Follows from the key, so that two who make it at once meet; a business unit may have one of its own beside the root's. */
export const systemId = (org_id: string, key: string, unit_id: string | null = null): string =>
  idOf(`dictionary:${org_id}:${unit_id === null ? "" : `${unit_id}:`}${key}`);

export const byLabel = (a: { label: string; id: string }, b: { label: string; id: string }): number =>
  a.label.localeCompare(b.label, "en", { sensitivity: "base" }) || (a.id < b.id ? -1 : 1);

/** Makes dictionaries of the system; those of the root begin with their words, which apply below it as well. */
export async function makeSystem(
  tx: Tx,
  made: readonly Seed[],
  business_unit_id: string | null,
): Promise<void> {
  const own = { is_system: true, business_unit_id };
  const idFor = (key: string) => systemId(tx.org.id, key, business_unit_id);
  await tx.insertMany(
    dictionary,
    made.map(({ key, name, hidden }) => {
      return { ...own, id: idFor(key), key, name, visibility: hidden ? "hidden" : "default" };
    }),
  );
  if (business_unit_id !== null) return;
  await tx.insertMany(
    dictionaryEntry,
    made.flatMap(({ key, words }) =>
      words.map((name) => ({ dictionary_id: idFor(key), name, label: name, business_unit_id })),
    ),
    { emit: "none" },
  );
}

export const seedOf = (key: string): Seed => seeds.find((each) => each.key === key)!;
