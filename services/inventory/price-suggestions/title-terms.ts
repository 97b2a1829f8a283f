/** Finds a brand and a category in a title: the longest run of its words that is a name. */
import { slugOf } from "../../../shared/resource/slug.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { brand, category } from "../../catalog/public.ts";
import { runsOf } from "./title-runs.rules.ts";

type Named = { brand_id?: string | null; category_id?: string | null };

/** Searches only for absent attributes. */
export async function namedInTitle(call: Call, title: string, told: Named): Promise<Named> {
  const slugs = [...new Set(runsOf(title).map(slugOf))];
  const conditions = [{ field: "slug", op: "in" as const, value: slugs }];
  const list = { conditions, limit: 100 };
  const [brands, categories] = await Promise.all([
    told.brand_id ? null : call(brand.actions.list, list),
    told.category_id ? null : call(category.actions.list, list),
  ]);
  return {
    brand_id: longest(brands?.data ?? [], slugs),
    category_id: longest(categories?.data ?? [], slugs),
  };
}

/** Runs are sorted by length, so the first existing slug is used. */
function longest(rows: readonly { id: string; slug: string }[], slugs: readonly string[]): string | null {
  const found = slugs.map((slug) => rows.find((row) => row.slug === slug)).find(Boolean);
  return found?.id ?? null;
}
