/** A category's place: below a parent, without a cycle, at most five levels deep (3.2). */
import { fail } from "../../../shared/errors.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { ancestorsOf, heightOf } from "./ancestors.ts";
import { category } from "./category.ts";
import { checkParent, MAX_DEPTH } from "./tree.rules.ts";

/** Checks the new place, and writes the rows of its path, so that two moves that together would make a cycle conflict, and so do a move and the deletion of the parent. */
export async function placeBelow(tx: Tx, parent_id: string, id: string | null): Promise<void> {
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
  const there = { deleted_at: null };
  const touched = path.map((each) => ({
    id: each,
    update: touch,
    ...(each === parent_id ? { where: there } : {}),
  }));
  if ((await tx.updateMany(category, touched)) < path.length)
    throw referenceNotFound([{ pointer: "/parent_id", what: "category" }]);
}
