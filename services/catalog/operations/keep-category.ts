/** Categories: a tree without cycles, at most five levels deep; deleted when nothing uses them (DEL-5). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { itemsInUse } from "../../inventory/public.ts";
import { changeCategory, createCategory, removeCategory } from "../public.ts";
import { category } from "../resources/category.ts";
import { checkParent, MAX_DEPTH } from "../rules/tree.ts";
import { ancestorsOf, heightOf } from "./category-tree.ts";
import { wholeFee } from "./whole-fee.ts";

export const create = command(createCategory, async (tx, input) => {
  const default_handling_fee = wholeFee(input.default_handling_fee);
  if (input.parent_id) await hangBelow(tx, input.parent_id, null);
  const slug = await tx.slug(category, input.name);
  return tx.insert(category, { ...input, slug, default_handling_fee });
});

export const change = command(changeCategory, async (tx, { id, default_handling_fee, ...changes }) => {
  const before = await tx.target(category, id);
  const fee =
    default_handling_fee === undefined ? {} : { default_handling_fee: wholeFee(default_handling_fee) };
  const { parent_id } = changes;
  if (parent_id && parent_id !== before.parent_id) await hangBelow(tx, parent_id, id);
  return tx.save(category, before, { ...changes, ...fee });
});

/** Checks the new place, and writes along its path: two moves that together make a cycle meet there. */
async function hangBelow(tx: Tx, parent_id: string, id: string | null): Promise<void> {
  const path = (await ancestorsOf(tx, parent_id)).map((each) => each.id);
  const checked = checkParent(id, path, id ? await heightOf(tx, id) : 1);
  if (!checked.ok) {
    const message =
      checked.reason === "cycle"
        ? "A category cannot be below itself."
        : `Categories are at most ${MAX_DEPTH} levels deep.`;
    throw fail("unprocessable", message, {
      errors: [{ pointer: "/parent_id", code: checked.reason, message }],
    });
  }
  const touch = { $set: { updated_at: tx.now } };
  await tx.changeEach(
    category,
    path.map((each) => ({ id: each, update: touch })),
    { silent: true },
  );
}

export const remove = command(removeCategory, {
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
    return tx.save(category, before, { deleted_at: tx.now }, "own", "deleted");
  },
});
