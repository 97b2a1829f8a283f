/** Terms by id or slug, in one round trip however many kinds are asked for. */
import { slugOf } from "../../../shared/resource/slug.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { ensureTerms, findTerms } from "../public.ts";
import { category } from "../resources/category.ts";
import { brand, color, fabric, size } from "../resources/taxonomy.ts";

const resources = { category, brand, color, size, fabric } as const;

type Kind = keyof typeof resources;
type Term = { kind: Kind; id: string; slug: string; name: string };

/** Those that are named by id are remembered, as every page of items asks for the same few; a slug may be new. */
export const find = query(findTerms, async (reader, { wanted }) => {
  const keys = wanted.flatMap(({ kind, ids = [] }) => ids.map((id) => `${kind} ${id}`));
  const slugs = wanted.flatMap(({ kind, slugs: names = [] }) =>
    names.length ? [{ resource: resources[kind], filter: { slug: { $in: names }, deleted_at: null } }] : [],
  );
  const [byId, bySlug] = await Promise.all([
    reader.rememberedEach("term", Object.values(resources), [...new Set(keys)], (missing) =>
      readTerms(reader, missing),
    ),
    reader.across(slugs, ["slug", "name"]) as Promise<unknown> as Promise<Term[]>,
  ]);
  return [...new Map([...byId, ...bySlug].map((term) => [`${term.kind} ${term.id}`, term])).values()];
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

export const ensure = command(ensureTerms, async (tx, { wanted }) => {
  const answers = [];
  for (const { kind, name } of wanted) {
    const resource = resources[kind] as typeof brand;
    const slug = slugOf(name);
    const [found] = await tx.across([{ resource, filter: { slug, deleted_at: null } }], ["slug", "name"]);
    const term = found ?? (await tx.insert(resource, { name, slug: await tx.slug(resource, name) }));
    answers.push({ kind, id: term.id, slug: String(term.slug), name: String(term.name) });
  }
  return answers;
});
