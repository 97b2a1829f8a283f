/** Terms by id or slug, in one round trip however many kinds are asked for. */
import { query } from "../../../shared/service/operation.ts";
import { findTerms } from "../public.ts";
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
