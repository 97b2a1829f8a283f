/** Moves business units in the tree; one command at a time, so that two together cannot make a cycle. */
import { fail } from "../../../shared/errors.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { businessUnit } from "./business-unit.ts";
import { type Misplaced, misplaced } from "./tree.rules.ts";
import { type Units, unitsOf, unnamedRoot } from "./units.ts";

export const MOST_UNITS = 1000;

const sentences: Readonly<Record<Misplaced, string>> = {
  own_parent: "A business unit cannot be its own parent.",
  descendant: "A business unit cannot be below one of its descendants.",
  child_is_parent: "A child cannot be the parent as well.",
  child_is_ancestor: "A child cannot stand above its parent.",
};

/** The units as they are, with a lock on the tree: every change of it writes the root's row. */
export async function lockedUnits(tx: Tx): Promise<Units> {
  const { id, name } = await unnamedRoot(tx);
  if (!(await tx.get(businessUnit, id))) await tx.insert(businessUnit, { id, name });
  await tx.updateMany(businessUnit, [{ id, update: { $set: { parent_id: null } } }]);
  return unitsOf(tx);
}

const refused = (pointer: string, code: string, message: string) =>
  fail("unprocessable", message, { errors: [{ pointer, code, message }] });

type Wished = { id: string; parent_id: string; child_ids: readonly string[] };

/** Refuses a missing parent or child, or a place that makes a cycle. */
export function refuseMisplaced({ live, places }: Units, wished: Wished): void {
  if (!live.has(wished.parent_id))
    throw referenceNotFound([{ pointer: "/parent_id", what: "business_unit" }]);
  const missing = wished.child_ids.findIndex((id) => !live.has(id));
  if (missing >= 0) throw referenceNotFound([{ pointer: `/child_ids/${missing}`, what: "business_unit" }]);
  const wrong = misplaced(places, wished);
  if (wrong) throw refused(wrong.startsWith("child") ? "/child_ids" : "/parent_id", wrong, sentences[wrong]);
}

/** Puts these below a parent. */
export async function moveBelow(
  tx: Tx,
  { live }: Units,
  ids: readonly string[],
  parent_id: string,
): Promise<void> {
  await tx.saveMany(
    businessUnit,
    ids.map((id) => ({ before: live.get(id)!, changes: { parent_id } })),
  );
}

export function refuseRoot({ root_id }: Units, id: string): void {
  if (id === root_id) throw refused("/id", "root", "The root business unit has no parent and stays.");
}

export function refuseMany({ live }: Units): void {
  if (live.size >= MOST_UNITS)
    throw refused("", "too_many", `An organization has at most ${MOST_UNITS} business units.`);
}
