import { newId } from "../../../shared/ids.ts";
import { command, query } from "../../../shared/service/operation.ts";
import { businessUnit } from "./business-unit.ts";
import * as declared from "./declarations.ts";
import { lockedUnits, moveBelow, refuseMany, refuseMisplaced, refuseRoot } from "./place-unit.ts";
import { unitsOf } from "./units.ts";

export const businessUnitTree = query(declared.businessUnitTree, async (reader) => {
  const { root_id, live, places } = await unitsOf(reader);
  const order = [root_id, ...places.get(root_id)!.descendant_ids];
  return { units: order.map((id) => ({ ...live.get(id)!, ...places.get(id)! })) };
});

export const createBusinessUnit = command(
  declared.createBusinessUnit,
  async (tx, { name, is_active, parent_id, child_ids }) => {
    const units = await lockedUnits(tx);
    refuseMany(units);
    const id = newId();
    const own = { id, parent_id: parent_id ?? units.root_id, child_ids: child_ids ?? [] };
    refuseMisplaced(units, own);
    for (const child of own.child_ids) refuseRoot(units, child);
    const made = await tx.insert(businessUnit, { id, name, is_active, parent_id: own.parent_id });
    await moveBelow(tx, units, own.child_ids, id);
    return made;
  },
);

export const changeBusinessUnit = command(
  declared.changeBusinessUnit,
  async (tx, { id, parent_id, child_ids, ...changes }) => {
    const units = await lockedUnits(tx);
    const before = await tx.target(businessUnit, id);
    if (parent_id) refuseRoot(units, id);
    const { root_id, places } = units;
    const children = places.get(id)?.child_ids ?? [];
    const above = parent_id ?? before.parent_id ?? root_id;
    const wished = child_ids ?? children;
    if (id !== root_id) refuseMisplaced(units, { id, parent_id: above, child_ids: wished });
    const left = children.filter((each) => !wished.includes(each));
    await moveBelow(tx, units, left, id === root_id ? root_id : above);
    const added = wished.filter((each) => !children.includes(each));
    for (const child of added) refuseRoot(units, child);
    await moveBelow(tx, units, added, id);
    return tx.save(businessUnit, before, { ...changes, ...(parent_id ? { parent_id } : {}) });
  },
);

export const removeBusinessUnit = command(declared.removeBusinessUnit, async (tx, { id }) => {
  const units = await lockedUnits(tx);
  refuseRoot(units, id);
  const before = await tx.target(businessUnit, id);
  if (before.deleted_at) return before;
  const parent = before.parent_id ?? units.root_id;
  await moveBelow(tx, units, units.places.get(id)?.child_ids ?? [], parent);
  return tx.save(businessUnit, before, { deleted_at: tx.now }, { verb: "deleted" });
});
