/** Terms by id or slug, in one round trip however many kinds are asked for. */
import { slugOf } from "../../../shared/resource/slug.ts";
import { command, query } from "../../../shared/service/operation.ts";
import { ensureTerms, findTerms } from "../public.ts";
import { category } from "../resources/category.ts";
import { brand, color, fabric, size } from "../resources/taxonomy.ts";

const resources = { category, brand, color, size, fabric } as const;

export const find = query(findTerms, async (reader, { wanted }) => {
  const parts = wanted.flatMap(({ kind, ids = [], slugs = [] }) => {
    const either = [
      ...(ids.length ? [{ _id: { $in: ids } }] : []),
      ...(slugs.length ? [{ slug: { $in: slugs }, deleted_at: null }] : []),
    ];
    return either.length ? [{ resource: resources[kind], filter: { $or: either } }] : [];
  });
  return (await reader.across(parts, ["slug", "name"])) as never;
});

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
