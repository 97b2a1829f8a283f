/** A member creates a key. It has at most the rights of the member's own key (ORG-1, PRM-2). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { hasScope } from "../../../shared/meta.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { platformOwner } from "../../contracts/public.ts";
import { apiKey } from "../identity/api-key.ts";
import { askingMember } from "../identity/asking-member.ts";
import { type KeyText, newKeyText, newRoleKeyText } from "../identity/key-text.ts";
import type { Member } from "../identity/last-key.ts";
import { accessScopes, refuseUnknown, scopesOf } from "../identity/scopes.ts";
import { refuseGiving, rolesNamed, unitFor } from "../logins/give-rights.ts";
import { organization } from "../organizations/organization.ts";
import { testTenant } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";

const DAY_MS = 86_400_000;

/** The first test key creates the tenant of the test data, with a copy of the organization's settings. */
async function ensureTestTenant({ meta, transact, reader }: FlowContext): Promise<void> {
  const live = await reader.load(organization, meta.org.id);
  const org = { ...meta.org, id: testTenant(live.id), mode: "test" as const };
  await transact({ ...meta, org }, { action: declared.createApiKey.name }, async (tx) => {
    const { id: _id, org_id: _org, ...settings } = live;
    await tx.upsert(organization, org.id, { ...settings, mode: "test", live_id: live.id });
  });
}

type Input = Received<(typeof declared.createApiKey)["input"]>;

/** A test key acts for platforms of the test data, any other for those of the organization (PRM-3). */
async function refuseForeignPlatform(
  { call, meta }: FlowContext,
  { platform_id, mode }: Input,
): Promise<void> {
  if (!platform_id) return;
  const { org_id } = await call(platformOwner, { id: platform_id });
  if (org_id !== (mode === "test" ? testTenant(meta.org.id) : meta.org.id))
    throw referenceNotFound([{ pointer: "/platform_id", what: "platform" }]);
}

export const createApiKey = flow(declared.createApiKey, async (context, input) => {
  const { meta, headers, transact } = context;
  if (meta.org.mode === "test") throw fail("forbidden", "A test key cannot create keys.");
  if (input.mode === "test") await ensureTestTenant(context);
  await refuseForeignPlatform(context, input);
  return transact(meta, { action: declared.createApiKey.name, headers }, (tx) => makeKey(tx, input));
});

/** Refuses scopes or roles that the access does not name, and access without them. */
function refuseMismatch({ access, scopes, roles }: Input): void {
  const wrong = (field: string, isGiven: boolean) =>
    isGiven === (access === field)
      ? null
      : `'${field}' is required with access '${field}', and not allowed with any other.`;
  const message = wrong("scopes", Boolean(scopes?.length));
  if (message) throw invalidField("/scopes", "either_or", message);
  const rolesWrong = wrong("roles", roles != null);
  if (rolesWrong) throw invalidField("/roles", "either_or", rolesWrong);
}

/** When the key ends: after some days, or at an instant in the future (MRC-KEY-1). */
function endOf(tx: Tx, { expires_in_days: days, expires_at: at }: Input): string | null {
  if (days && at)
    throw invalidField("/expires_at", "either_or", "Name 'expires_at' or 'expires_in_days', not both.");
  if (at && at <= tx.now) throw invalidField("/expires_at", "past", "'expires_at' must be in the future.");
  return days ? new Date(Date.parse(tx.now) + days * DAY_MS).toISOString() : (at ?? null);
}

/** The roles of the key, none with more rights than its creator has (INV-30). */
async function rolesFor(tx: Tx, names: readonly string[] | null | undefined): Promise<string[] | null> {
  if (!names) return null;
  const roles = await rolesNamed(tx, names);
  refuseGiving(tx, roles, []);
  return roles.map(({ id }) => id);
}

/** A level grants only the scopes that the creator has (PRM-2). */
function refuseBeyond(tx: Tx, { access, scopes }: Input, creator: Member): void {
  refuseUnknown(scopes ?? [], "/scopes");
  if (access === "roles") return;
  const wanted = access === "scopes" ? (scopes ?? []) : scopesOf(accessScopes[access], creator);
  const beyond = wanted.find((scope) => !hasScope(tx.meta, scope));
  if (beyond) throw fail("forbidden", `Your own key lacks '${beyond}'.`, { required_scope: beyond });
}

function textFor({ access, mode, platform_id }: Input): KeyText {
  return access === "roles" ? newRoleKeyText() : newKeyText(mode, platform_id ? "cndl" : "br");
}

async function makeKey(tx: Tx, input: Input) {
  refuseMismatch(input);
  const creator = await askingMember(tx);
  refuseBeyond(tx, input, creator);
  const { name, description, mode, access, scopes, profile, platform_id } = input;
  const { key, prefix, hash } = textFor(input);
  const made = await tx.insert(apiKey, {
    ...{ name, description: description ?? null, mode, access, scopes: scopes ?? null },
    role_ids: await rolesFor(tx, input.roles),
    business_unit_id: await unitFor(tx, input.business_unit_id),
    ...{ profile: profile ?? null, platform_id: platform_id ?? null },
    ...{ prefix, hash, expires_at: endOf(tx, input), member_id: creator.id },
  });
  return { ...made, key };
}
