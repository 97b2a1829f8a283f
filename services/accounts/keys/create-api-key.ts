/** A member creates a key. It has at most the scopes of the member's own key (ORG-1, PRM-2). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { hasScope } from "../../../shared/meta.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { platformOwner } from "../../contracts/public.ts";
import { apiKey } from "../identity/api-key.ts";
import { askingMember } from "../identity/asking-member.ts";
import { newKeyText } from "../identity/key-text.ts";
import { accessScopes, refuseUnknown, scopesOf } from "../identity/scopes.ts";
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

async function makeKey(tx: Tx, input: Input) {
  const { name, mode, access, scopes, expires_in_days } = input;
  if (access === "scopes" ? !scopes?.length : scopes?.length) {
    throw invalidField(
      "/scopes",
      "either_or",
      "'scopes' is required with access 'scopes', and not allowed with any other.",
    );
  }
  refuseUnknown(scopes ?? [], "/scopes");
  const creator = await askingMember(tx);
  // A level grants only the scopes that the creator has (PRM-2).
  const wanted = access === "scopes" ? (scopes ?? []) : scopesOf(accessScopes[access], creator);
  const beyond = wanted.find((scope) => !hasScope(tx.meta, scope));
  if (beyond) throw fail("forbidden", `Your own key lacks '${beyond}'.`, { required_scope: beyond });
  const { key, prefix, hash } = newKeyText(mode, input.platform_id ? "cndl" : "br");
  const expires_at = expires_in_days
    ? new Date(Date.parse(tx.now) + expires_in_days * DAY_MS).toISOString()
    : null;
  const made = await tx.insert(apiKey, {
    name,
    mode,
    access,
    scopes: scopes ?? null,
    profile: input.profile ?? null,
    platform_id: input.platform_id ?? null,
    prefix,
    hash,
    expires_at,
    member_id: creator.id,
  });
  return { ...made, key };
}
