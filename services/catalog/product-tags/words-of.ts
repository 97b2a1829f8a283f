/** What finds products: the tags of their labels, and categories (MRC-CAT-2). */
import { isDeepStrictEqual } from "node:util";
import { hold } from "../../../shared/service/hold.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { category } from "../categories/category.ts";
import { tagIdsOf } from "./tags-of.ts";

/** Its business unit, and the words that it has already. */
type Holder = { business_unit_id: string | null; category_ids?: readonly string[]; tags?: readonly string[] };
type Given = { tags?: readonly string[]; category_ids?: readonly string[] };

/** The columns that follow from the words of a request. */
export async function ofItsWords(
  tx: Tx,
  { tags, category_ids = [] }: Given,
  { business_unit_id, category_ids: before = [], tags: known }: Holder,
): Promise<{ tag_ids?: string[] }> {
  const added = category_ids.filter((id) => !before.includes(id));
  await hold(tx, category, added, "/category_ids");
  return tags && !isDeepStrictEqual(tags, known)
    ? { tag_ids: await tagIdsOf(tx, tags, business_unit_id) }
    : {};
}
