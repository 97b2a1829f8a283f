/** A category is deleted when neither a category nor an item uses it (DEL-5). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { itemsInUse } from "../../inventory/public.ts";
import { category } from "./category.ts";
import * as declared from "./declarations.ts";

export const removeCategory = command(declared.removeCategory, {
  gather: (call, { id }) => call(itemsInUse, { category_id: id }),
  async run(tx, { id }, items) {
    const before = await tx.target(category, id);
    if (before.deleted_at) return before;
    const below = { parent_id: id, deleted_at: null };
    const children = await tx.find(category, below, { limit: 5 });
    const count = children.length < 5 ? children.length : await tx.count(category, below);
    if (count + items.count > 0) {
      const categories = { count, sample_ids: children.map((each) => each.id) };
      throw fail("in_use", "This category is in use.", { in_use: true, references: { categories, items } });
    }
    return tx.save(category, before, { deleted_at: tx.now }, { verb: "deleted" });
  },
});
