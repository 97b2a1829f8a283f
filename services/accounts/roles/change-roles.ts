import { command, query } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { member } from "../identity/member.ts";
import { role, type StaffRole } from "../identity/role.ts";
import { refuseLastOwner } from "../members/last-owner.ts";
import * as declared from "./declarations.ts";
import { roleInUse } from "./errors.ts";
import { features, moduleOf, modules } from "./features.rules.ts";
import { insertFirstRoles } from "./first-roles.ts";
import { refuseSuper, refuseUnits, refuseWider, sanitized } from "./granting.ts";

export const createRole = command(declared.createRole, async (tx, { features: asked, ...input }) => {
  if (input.is_super_admin) refuseSuper(tx.meta);
  await refuseUnits(tx, input.business_unit_ids ?? null);
  const { features, sanitized: less } = sanitized(tx.meta, asked);
  return { role: await tx.insert(role, { ...input, features }), sanitized: less };
});

const holdersOf = (tx: Tx, id: string) => tx.find(member, { role_ids: id });

export const changeRole = command(declared.changeRole, async (tx, { id, features: asked, ...changes }) => {
  const before = await tx.target(role, id);
  const turnsSuper = changes.is_super_admin !== undefined && changes.is_super_admin !== before.is_super_admin;
  if (turnsSuper || before.is_super_admin) refuseSuper(tx.meta);
  refuseWider(tx.meta, before.business_unit_ids);
  await refuseUnits(tx, changes.business_unit_ids);
  if (changes.name !== undefined && changes.name !== before.name) await refuseUsed(tx, id);
  const given = asked ? sanitized(tx.meta, asked, before.features) : null;
  const after = await tx.save(role, before, { ...changes, ...(given ? { features: given.features } : {}) });
  if (turnsSuper) await markOwners(tx, after);
  return { role: after, sanitized: given?.sanitized ?? false };
});

/** Members with a super-admin's role are owners, of whom one always stays (ORG-2). */
async function markOwners(tx: Tx, { id, is_super_admin }: StaffRole): Promise<void> {
  for (const holder of await holdersOf(tx, id)) {
    if (holder.own_grants) continue;
    const roles = await tx.find(role, { _id: { $in: holder.role_ids ?? [] } });
    const owns = is_super_admin || roles.some((each) => each.is_super_admin);
    if (!owns) await refuseLastOwner(tx, holder);
    await tx.save(member, holder, { role: owns ? "owner" : "member" });
  }
}

async function refuseUsed(tx: Tx, id: string): Promise<void> {
  const members = (await holdersOf(tx, id)).length;
  if (members) throw roleInUse({ members });
}

export const removeRole = command(declared.removeRole, async (tx, { id }) => {
  const before = await tx.target(role, id);
  if (before.is_super_admin) refuseSuper(tx.meta);
  refuseWider(tx.meta, before.business_unit_ids);
  await refuseUsed(tx, id);
  // A concurrent grant of the role to a member writes the same row.
  await tx.purge(role, before);
  return { deleted_id: id };
});

export const countRoles = query(declared.countRoles, async (reader, { ids }) => {
  const rows = await reader.aggregate<{ _id: string; members: number }>(
    member,
    { role_ids: { $in: [...ids] } },
    [{ $unwind: "$role_ids" }, { $group: { _id: "$role_ids", members: { $sum: 1 } } }],
  );
  const found = new Map(rows.map(({ _id, members }) => [_id, members]));
  return { counts: ids.map((id) => ({ id, members: found.get(id) ?? 0 })) };
});

export const listFeatures = query(declared.listFeatures, async () => ({
  features: features.map(({ id, title }) => ({ id, title, module: moduleOf(id) })),
  modules,
}));

export const firstRolesOf = command(declared.firstRolesOf, async (tx) => ({
  made: (await insertFirstRoles(tx)).length,
}));
