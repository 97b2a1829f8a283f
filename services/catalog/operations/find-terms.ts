/** Terms by id or slug, in one round trip however many kinds are asked for. */
import { slugOf } from "../../../shared/resource/slug.ts";
import { folded, keyOf, typedAs } from "../../../shared/resource/words.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { ensureTerms, findTerms } from "../public.ts";
import { category } from "../resources/category.ts";
import { brand, color, fabric, size } from "../resources/taxonomy.ts";

const resources = { category, brand, color, size, fabric } as const;

type Kind = keyof typeof resources;
type Term = { kind: Kind; id: string; slug: string; name: string };
type Found = Term & { system?: boolean };

/** Those that are named by id are remembered, as every page of items asks for the same few; a slug may be new. */
export const find = query(findTerms, async (reader, { wanted }) => {
  const keys = wanted.flatMap(({ kind, ids = [] }) => ids.map((id) => `${kind} ${id}`));
  const slugs = wanted.flatMap(({ kind, slugs: names = [] }) =>
    names.length ? [{ resource: resources[kind], filter: { slug: { $in: names }, deleted_at: null } }] : [],
  );
  const named = wanted.flatMap(({ kind, names = [] }) => {
    const resource = resources[kind];
    const filter = { $or: names.map((name) => typedAs(resource, "name", name)), deleted_at: null };
    return names.length ? [{ resource, filter }] : [];
  });
  const [byId, found] = await Promise.all([
    reader.rememberedEach("term", Object.values(resources), [...new Set(keys)], (missing) =>
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
    resource: resources[kind],
    filter: { _id: { $in: ids } },
  }));
  const rows = (await reader.across(parts, ["slug", "name"])) as unknown as Term[];
  return new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
}

/** The word itself, brought back if it was deleted, else one that differs in its accents only. */
async function termNamed(tx: Tx, resource: typeof brand, name: string) {
  const found = await tx.find(resource, {
    $or: [typedAs(resource, "name", name), { slug: slugOf(name), deleted_at: null }],
  });
  const exact = found.filter((each) => keyOf(each.name) === keyOf(name));
  // His own word before one of the system's.
  const same = exact.find((each) => !each.system) ?? exact[0];
  if (same?.deleted_at) return tx.save(resource, same, { deleted_at: null }, "own", "restored");
  return same ?? found.find((each) => folded(each.name) === folded(name));
}

export const ensure = command(ensureTerms, async (tx, { wanted }) => {
  const answers = [];
  for (const { kind, name } of wanted) {
    const resource = resources[kind] as typeof brand;
    const term =
      (await termNamed(tx, resource, name)) ??
      (await tx.insert(resource, { name, slug: await tx.slug(resource, name) }));
    answers.push({ kind, id: term.id, slug: String(term.slug), name: String(term.name) });
  }
  return answers;
});
