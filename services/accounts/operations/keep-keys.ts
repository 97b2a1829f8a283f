/** Keys and members: nobody gives more than he has (ORG-1), an organization keeps an owner (ORG-2). */
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
import { accessScopes, mayGrant, type Role, roleScopes } from "../scopes.ts";
import { ensureUser, newKeyText, testTenant } from "./identity.ts";

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
  const wanted = access === "scopes" ? (scopes ?? []) : accessScopes[access];
  const beyond = wanted.find((scope) => !hasScope(tx.meta, scope));
  if (beyond) throw fail("forbidden", `Your own key lacks '${beyond}'.`, { required_scope: beyond });
  const creator = await asking(tx);
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
  return before.revoked_at ? before : tx.save(apiKey, before, { revoked_at: tx.now });
});

function refuseAbove(own: Role, wanted: Role): void {
  if (mayGrant(own, wanted)) return;
  throw fail("forbidden", `As ${own} you cannot make someone ${wanted}.`, {
    errors: [{ pointer: "/role", code: "above_own", message: `At most ${own}.` }],
  });
}

function refuseExtras(tx: Tx, scopes: readonly string[]): void {
  const beyond = scopes.find(
    (scope) => !(roleScopes.owner as readonly string[]).includes(scope) || !hasScope(tx.meta, scope),
  );
  if (beyond) throw fail("forbidden", `You cannot grant '${beyond}'.`, { required_scope: beyond });
}

export const add = command(addMember, async (tx, input) => {
  refuseAbove((await asking(tx)).role, input.role);
  refuseExtras(tx, input.scopes_extra);
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

/** A key that keeps coworkers only does not decide who signs in as somebody with more rights than they have. */
function refuseKeeping(tx: Tx, { role }: Entity<typeof member>): void {
  if (role === "viewer" || role === "member" || hasScope(tx.meta, "write:members")) return;
  throw fail("forbidden", `Changing who a ${role} is needs a permission.`, {
    required_scope: "write:members",
  });
}

export const changeIt = command(changeMember, async (tx, { id, email, ...input }) => {
  const before = await tx.target(member, id);
  const me = await asking(tx);
  refuseAbove(me.role, before.role);
  const moves = email && email.toLowerCase() !== before.email;
  if (moves) refuseKeeping(tx, before);
  const identity = moves ? { email: email.toLowerCase(), user_id: (await ensureUser(tx, email)).id } : {};
  if (input.role) refuseAbove(me.role, input.role);
  if (input.scopes_extra) refuseExtras(tx, input.scopes_extra);
  const given = Object.fromEntries(Object.entries(input).filter(([, each]) => each !== undefined));
  const demoted = (input.role && input.role !== "owner") || input.is_active === false;
  if (demoted) await keepOwner(tx, before);
  return tx.save(member, before, { ...given, ...identity });
});

export const removeIt = command(removeMember, async (tx, { id }) => {
  const before = await tx.target(member, id);
  refuseAbove((await asking(tx)).role, before.role);
  refuseKeeping(tx, before);
  await keepOwner(tx, before);
  await tx.erase(member, before);
  return { deleted_id: id };
});
