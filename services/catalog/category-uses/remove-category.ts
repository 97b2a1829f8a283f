/** A category is deleted when neither a category, a product nor an item uses it (DEL-5), or taken out of the tree (MRC-CTG-1). */
import { command } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { hidesUnused, inUseBy, refuseUsed, rowsOf } from "../../../shared/service/uses.ts";
import { itemsInUse } from "../../inventory/public.ts";
import { category } from "../categories/category.ts";
import * as declared from "../categories/declarations.ts";
import { product } from "../products/product.ts";

const itemsOf = (call: Call, category_id: string) => call(itemsInUse, { category_id });

export const removeCategory = hidesUnused(declared.removeCategory, {
  resource: category,
  users: [rowsOf(category, "parent_id"), rowsOf(product, "category_ids"), { kind: "items", ask: itemsOf }],
});

export const dissolveCategory = command(declared.dissolveCategory, {
  gather: (call, { id }) => itemsOf(call, id),
  async run(tx, { id }, items) {
    const before = await tx.target(category, id);
    if (before.deleted_at) return before;
    refuseUsed(category.name, inUseBy([["items", items]]));
    const children = await tx.find(category, { parent_id: id, deleted_at: null });
    await tx.saveMany(
      category,
      children.map((each) => ({ before: each, changes: { parent_id: null } })),
    );
    return tx.save(category, before, { deleted_at: tx.now }, { verb: "deleted" });
  },
});
