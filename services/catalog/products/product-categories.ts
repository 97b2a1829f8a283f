import { keyOf } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { product } from "./product.ts";

/** The first spelling of each (PRD-4). Variants that have a category of their own count as their product does. */
export const productCategories = query(declared.productCategories, async (reader, { platform_id }) => {
  const own = { deleted_at: null, category: { $ne: null }, ...(platform_id ? { platform_id } : {}) };
  const rows = await reader.aggregate<{ _id: string; category: string }>(product, own, [
    { $sort: { created_at: 1, _id: 1 } },
    { $group: { _id: "$keys.category", category: { $first: "$category" } } },
  ]);
  const words = rows.map(({ category }) => category);
  return { data: words.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
});
