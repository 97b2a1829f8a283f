/** Finds terms by id, slug or name. One round trip for all kinds. */
import { typedAs } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import * as declared from "./declarations.ts";
import { termResources } from "./kinds.ts";

type Kind = keyof typeof termResources;
type Term = { kind: Kind; id: string; slug: string; name: string };
type Found = Term & { system?: boolean };

/** Terms by id are cached, because every page of items needs the same few. Slugs are not, because a new term may have one. */
export const findTerms = query(declared.findTerms, async (reader, { wanted }) => {
  const keys = wanted.flatMap(({ kind, ids = [] }) => ids.map((id) => `${kind} ${id}`));
  const slugs = wanted.flatMap(({ kind, slugs: names = [] }) =>
    names.length
      ? [{ resource: termResources[kind], filter: { slug: { $in: names }, deleted_at: null } }]
      : [],
  );
  const named = wanted.flatMap(({ kind, names = [] }) => {
    const resource = termResources[kind];
    const filter = { $or: names.map((name) => typedAs(resource, "name", name)), deleted_at: null };
    return names.length ? [{ resource, filter }] : [];
  });
  const [byId, found] = await Promise.all([
    reader.cache.each("term", Object.values(termResources), [...new Set(keys)], (missing) =>
      readTerms(reader, missing),
    ),
    reader.across([...slugs, ...named], ["slug", "name", "system"]) as Promise<unknown> as Promise<Found[]>,
  ]);
  const ownFirst = found.sort((a, b) => Number(a.system ?? false) - Number(b.system ?? false));
  const terms = [...byId, ...ownFirst.map(({ system: _system, ...term }) => term)];
  return [...new Map(terms.map((term) => [`${term.kind} ${term.id}`, term])).values()];
});

async function readTerms(reader: Reader, keys: string[]): Promise<Map<string, Term>> {
  const byKind = new Map<Kind, string[]>();
  for (const key of keys) {
    const [kind, id] = key.split(" ") as [Kind, string];
    byKind.set(kind, [...(byKind.get(kind) ?? []), id]);
  }
  const parts = [...byKind].map(([kind, ids]) => ({
    resource: termResources[kind],
    filter: { _id: { $in: ids } },
  }));
  const rows = (await reader.across(parts, ["slug", "name"])) as unknown as Term[];
  return new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
}
