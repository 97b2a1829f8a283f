import { fail } from "../../../shared/errors.ts";
import { command, type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Member, refuseLastKey } from "../identity/last-key.ts";
import { login } from "../identity/login.ts";
import { member } from "../identity/member.ts";
import { moveLogin } from "../identity/own-address.ts";
import { userIdOf } from "../identity/user.ts";
import { endMembership } from "../members/end-membership.ts";
import { refuseLastOwner } from "../members/last-owner.ts";
import { refuseSuper, refuseUnits, sanitized } from "../roles/granting.ts";
import * as declared from "./declarations.ts";
import { endSessions } from "./end-sessions.ts";
import {
  refuseGiving,
  refuseTaking,
  refuseTouchingOwner,
  rolesNamed,
  unitFor,
  usualRole,
} from "./give-rights.ts";
import { hashOf } from "./password-hash.ts";
import { putLogin } from "./put-login.ts";

type New = { email: string; name?: string | null; business_unit_id?: string | null; roles?: string[] | null };

async function insertLogin(tx: Tx, { email, name, business_unit_id, roles: names }: New, hash: string) {
  const address = email.trim().toLowerCase();
  const roles = await rolesNamed(tx, names ?? []);
  refuseGiving(tx, roles, []);
  const made = await tx.insert(member, {
    ...{ email: address, user_id: userIdOf(address), first_name: name ?? null },
    ...{ role: usualRole(roles, null), is_active: true, joined_at: tx.now },
    business_unit_id: await unitFor(tx, business_unit_id),
    role_ids: roles.map(({ id }) => id),
  });
  await putLogin(tx, made, hash);
  return { id: made.id };
}

/** The hash is made before the transaction, which it would hold open. */
const hashed = async <T>(
  { transact, meta, headers }: FlowContext,
  { action, password }: { action: string; password: string | null | undefined },
  run: (tx: Tx, hash: string | null) => Promise<T>,
): Promise<T> => {
  const hash = password ? await hashOf(password) : null;
  return transact(meta, { action, headers }, (tx) => run(tx, hash));
};

export const createLogin = flow(declared.createLogin, (context, { password, ...input }) =>
  hashed(context, { action: declared.createLogin.name, password }, (tx, hash) =>
    insertLogin(tx, input, hash ?? ""),
  ),
);

type Changes = Partial<New> & { id: string };

async function rolesGiven(tx: Tx, before: Member, names: readonly string[]) {
  const roles = await rolesNamed(tx, names);
  refuseGiving(tx, roles, before.role_ids ?? []);
  return { role_ids: roles.map(({ id }) => id), role: usualRole(roles, before.own_grants) };
}

/** Writes a member's rights; an owner stays, and a key that creates keys. */
async function saveRights(tx: Tx, before: Member, changes: Partial<Member>): Promise<Member> {
  const after = { ...before, ...changes };
  if (after.role !== "owner") await refuseLastOwner(tx, before);
  if (after.role !== before.role)
    await refuseLastKey(tx, ({ maker }) => (maker.id === before.id ? after : maker));
  return tx.save(member, before, changes);
}

async function saveLogin(tx: Tx, { id, email, name, roles, ...input }: Changes, hash: string | null) {
  const before = await tx.target(member, id);
  if (!(await tx.get(login, id))) throw fail("not_found", "This member signs in otherwise.");
  refuseTouchingOwner(tx, before);
  const address = email?.trim().toLowerCase();
  const moves = address !== undefined && address !== before.email;
  if (moves || hash) await refuseTaking(tx, before);
  if (moves) await moveLogin(tx, before, address);
  await saveRights(tx, before, {
    ...(address ? { email: address, user_id: userIdOf(address) } : {}),
    ...(name === undefined ? {} : { first_name: name }),
    ...(input.business_unit_id ? { business_unit_id: await unitFor(tx, input.business_unit_id) } : {}),
    ...(roles ? await rolesGiven(tx, before, roles) : {}),
  });
  if (hash) {
    await tx.update(login, { _id: id }, { $set: { password_hash: hash } }, { emit: "none" });
    await endSessions(tx, id);
  }
  return { id };
}

export const changeLogin = flow(declared.changeLogin, (context, { password, ...input }) =>
  hashed(context, { action: declared.changeLogin.name, password }, (tx, hash) => saveLogin(tx, input, hash)),
);

export const removeLogin = command(declared.removeLogin, async (tx, { id }) => {
  const before = await tx.target(member, id);
  refuseTouchingOwner(tx, before);
  if (tx.meta.actor.id === id) throw fail("unprocessable", "You cannot remove yourself.");
  if (!(await tx.get(login, id))) throw fail("not_found", "This member signs in otherwise.");
  await endSessions(tx, id);
  return endMembership(tx, before);
});

export const setLoginGrants = command(declared.setLoginGrants, async (tx, { id, ...input }) => {
  const before = await tx.target(member, id);
  refuseTouchingOwner(tx, before);
  const own = before.own_grants ?? { features: [], is_super_admin: false, business_unit_ids: null };
  const given = sanitized(tx.meta, input.features ?? own.features, own.features);
  const wished = { ...own, ...input, features: given.features };
  const is_super_admin = wished.is_super_admin ?? false;
  if (is_super_admin && !own.is_super_admin) refuseSuper(tx.meta);
  const says = is_super_admin || given.features.length > 0 || wished.business_unit_ids !== null;
  const own_grants = says
    ? { features: given.features, is_super_admin, business_unit_ids: wished.business_unit_ids ?? null }
    : null;
  const roles = await rolesNamed(tx, before.role_ids ?? []);
  const usual = before.role_ids === null && !own_grants ? before.role : usualRole(roles, own_grants);
  await refuseUnits(tx, own_grants ? own_grants.business_unit_ids : undefined);
  await saveRights(tx, before, { own_grants, role: usual });
  return { sanitized: given.sanitized };
});
