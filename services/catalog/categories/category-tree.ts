import { placesOf } from "../../../shared/resource/tree.ts";
import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { category } from "./category.ts";
import * as declared from "./declarations.ts";

/** Places follow from the parents at each reading, so they agree with them after every write (MRC-CTG-1, MRC-INV-5). */
export const categoryTree = query(declared.categoryTree, async (reader) => {
  const rows = await reader.find(category, { deleted_at: null, ...visibleTo(category, reader.meta) });
  const byId = new Map(rows.map((each) => [each.id, each]));
  const places = [...placesOf(rows, null)];
  return { categories: places.map(([id, place]) => ({ ...byId.get(id)!, ...place })) };
});
