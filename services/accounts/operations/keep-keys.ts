/**
 * Keys and members: nobody gives more than he has (ORG-1), and an organization keeps an owner (ORG-2) and a key that makes
 * keys.
 */
import { isDeepStrictEqual } from "node:util";
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import { hasScope } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command, type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { addMember, changeMember, createApiKey, removeMember, revokeApiKey } from "../public.ts";
import { apiKey } from "../resources/api-key.ts";
import { member } from "../resources/member.ts";
import { organization } from "../resources/organization.ts";
import { accessScopes, allScopes, mayGrant, type Role, roleScopes } from "../scopes.ts";
import { effectiveScopes, ensureUser, newKeyText, scopesOf, testTenant } from "./identity.ts";

const DAY_MS = 86_400_000;

/** The member behind the asking key. */
async function asking(tx: Tx): Promise<Entity<typeof member>> {
  const key = await tx.load(apiKey, tx.meta.actor.id);
  return tx.load(member, key.member_id);
}

/** The tenant of the test data comes into being with the first test key: a copy of the organization's settings. */
async function ensureTestTenant({ meta, transact, reader }: FlowContext): Promise<void> {
  const live = await reader.load(organization, meta.org.id);
  const org = { ...meta.org, id: testTenant(live.id), mode: "test" as const };
  await transact({ ...meta, org }, { action: createApiKey.name }, async (tx) => {
    const { id: _id, org_id: _org, ...settings } = live;
    await tx.ensure(organization, org.id, { ...settings, mode: "test", live_id: live.id });
  });
}

export const createKey = flow(createApiKey, async (context, input) => {
  const { meta, headers, transact } = context;
  if (meta.org.mode === "test") throw fail("forbidden", "A test key cannot make keys.");
  if (input.mode === "test") await ensureTestTenant(context);
  return transact(meta, { action: createApiKey.name, headers }, (tx) => makeKey(tx, input));
});

async function makeKey(tx: Tx, input: Received<(typeof createApiKey)["input"]>) {
  const { name, mode, access, scopes, expires_in_days } = input;
  if (access === "scopes" ? !scopes?.length : scopes?.length) {
    throw invalidField("/scopes", "either_or", "Give scopes with access 'scopes', and only then.");
  }
  const creator = await asking(tx);
  // A level stands for as much of it as its maker has (PRM-2).
  const wanted = access === "scopes" ? (scopes ?? []) : scopesOf(accessScopes[access], creator);
  const beyond = wanted.find((scope) => !hasScope(tx.meta, scope));
  if (beyond) throw fail("forbidden", `Your own key lacks '${beyond}'.`, { required_scope: beyond });
  const { key, prefix, hash } = newKeyText(mode);
  const expires_at = expires_in_days
    ? new Date(Date.parse(tx.now) + expires_in_days * DAY_MS).toISOString()
    : null;
  const made = await tx.insert(apiKey, {
    name,
    mode,
    access,
    scopes: scopes ?? null,
    profile: input.profile ?? null,
    prefix,
    hash,
    expires_at,
    member_id: creator.id,
  });
  return { ...made, key } as never;
}

export const revokeKey = command(revokeApiKey, async (tx, { id }) => {
  const before = await tx.target(apiKey, id);
  if (before.revoked_at) return before;
  await keepKey(tx, ({ key, maker }) => (key.id === id ? null : maker));
  return tx.save(apiKey, before, { revoked_at: tx.now });
});

type Member = Entity<typeof member>;
type Held = { key: Entity<typeof apiKey>; maker: Member };

/**
 * Nobody locks an organization out: a key stays that makes keys. `left` tells who stands behind a key when the change is
 * made, null for nobody.
 */
async function keepKey(tx: Tx, left: (held: Held) => Member | null): Promise<void> {
  const [keys, members] = await Promise.all([
    tx.find(apiKey, { revoked_at: null, mode: "live" }),
    tx.find(member, { is_active: true }),
  ]);
  const makers = new Map(members.map((each) => [each.id, each]));
  const makes = (held: Held, maker: Member | null) =>
    maker?.is_active === true && effectiveScopes(held.key, maker).includes("write:api_keys");
  const held = keys
    .filter(({ expires_at }) => expires_at === null || expires_at > tx.now)
    .flatMap((key): Held[] => {
      const maker = makers.get(key.member_id);
      return maker ? [{ key, maker }] : [];
    })
    .filter((each) => makes(each, each.maker));
  const staying = held.filter((each) => makes(each, left(each)));
  if (staying.length === held.length) return;
  if (staying.length === 0)
    throw fail("last_key", "An organization always has a key that may make keys: make another one first.");
  // Touching the one that stays makes two that leave at once write the same row.
  await tx.changeWhole(apiKey, staying[0]!.key.id, { $set: { last_used_at: tx.now } });
}

const refusedRole = (message: string, allowed: string, more: object = {}) =>
  fail("forbidden", message, {
    ...more,
    errors: [{ pointer: "/role", code: "above_own", message: allowed }],
  });

/** ORG-1: neither a role above his own, nor one that may do what the asking key may not. */
function refuseAbove(tx: Tx, own: Role, wanted: Role): void {
  if (!mayGrant(own, wanted))
    throw refusedRole(`As ${own} you cannot make someone ${wanted}.`, `At most ${own}.`);
  const beyond = roleScopes[wanted].find((scope) => !hasScope(tx.meta, scope));
  if (beyond)
    throw refusedRole(
      `Your key lacks '${beyond}', which a ${wanted} has.`,
      "A role with no more scopes than your key has.",
      { required_scope: beyond },
    );
}

/** ORG-1: nobody touches one who stands above him. */
function refuseTouching(own: Role, { role }: Member): void {
  if (!mayGrant(own, role)) throw fail("forbidden", `As ${own} you cannot change who is ${role}.`);
}

/** PRM-4: who is restricted to stores lets nobody into others. */
function refuseStores(tx: Tx, store_ids: readonly string[] | null | undefined): void {
  const own = tx.meta.store_ids;
  if (!own) return;
  if (store_ids?.length && store_ids.every((each) => own.includes(each))) return;
  throw fail("forbidden", "You are restricted to some stores and can let others into these only.", {
    errors: [{ pointer: "/store_ids", code: "forbidden", message: "Name some of your own stores." }],
  });
}

function refuseExtras(tx: Tx, scopes: readonly string[]): void {
  const beyond = scopes.find((scope) => !allScopes.includes(scope) || !hasScope(tx.meta, scope));
  if (beyond) throw fail("forbidden", `You cannot grant '${beyond}'.`, { required_scope: beyond });
}

export const add = command(addMember, async (tx, input) => {
  refuseAbove(tx, (await asking(tx)).role, input.role);
  refuseExtras(tx, input.scopes_extra);
  refuseStores(tx, input.store_ids);
  const email = input.email.toLowerCase();
  const user = await ensureUser(tx, email);
  return tx.insert(member, {
    id: newId(),
    ...input,
    email,
    user_id: user.id,
    is_active: true,
    joined_at: tx.now,
  } as never);
});

/** ORG-2, decided under a lock on all owners' rows: every change of an owner writes the others' count anew. */
async function keepOwner(tx: Tx, leaving: Entity<typeof member>): Promise<void> {
  if (leaving.role !== "owner" || !leaving.is_active) return;
  const owners = await tx.find(member, { role: "owner", is_active: true });
  const others = owners.filter((each) => each.id !== leaving.id);
  if (others.length === 0) throw fail("last_owner", "An organization always has an active owner.");
  // Touching the one who stays makes two owners who leave at once write the same row.
  await tx.changeWhole(member, others[0]!.id, { $set: { last_active_at: tx.now } });
}

/** A key does not decide who signs in as somebody with more rights or more stores than it has. */
function refuseKeeping(tx: Tx, { role, store_ids }: Member): void {
  refuseStores(tx, store_ids);
  if (role === "viewer" || role === "member" || hasScope(tx.meta, "write:members")) return;
  throw fail("forbidden", `Changing who a ${role} is needs a permission.`, {
    required_scope: "write:members",
  });
}

export const changeIt = command(changeMember, async (tx, { id, email, ...input }) => {
  const before = await tx.target(member, id);
  const me = await asking(tx);
  refuseTouching(me.role, before);
  const moves = email && email.toLowerCase() !== before.email;
  if (moves) refuseKeeping(tx, before);
  const identity = moves ? { email: email.toLowerCase(), user_id: (await ensureUser(tx, email)).id } : {};
  if (input.role && input.role !== before.role) refuseAbove(tx, me.role, input.role);
  if (input.scopes_extra) {
    refuseExtras(
      tx,
      input.scopes_extra.filter((scope) => !before.scopes_extra.includes(scope as never)),
    );
  }
  if (input.store_ids !== undefined && !isDeepStrictEqual(input.store_ids, before.store_ids))
    refuseStores(tx, input.store_ids);
  const given = Object.fromEntries(Object.entries(input).filter(([, each]) => each !== undefined));
  const demoted = (input.role && input.role !== "owner") || input.is_active === false;
  if (demoted) await keepOwner(tx, before);
  const after = { ...before, ...given };
  await keepKey(tx, ({ maker }) => (maker.id === id ? after : maker));
  return tx.save(member, before, { ...given, ...identity });
});

export const removeIt = command(removeMember, async (tx, { id }) => {
  const before = await tx.target(member, id);
  refuseTouching((await asking(tx)).role, before);
  refuseKeeping(tx, before);
  await keepOwner(tx, before);
  await keepKey(tx, ({ maker }) => (maker.id === id ? null : maker));
  await tx.erase(member, before);
  return { deleted_id: id };
});
