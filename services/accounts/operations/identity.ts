/** Organizations and who may act in them: what happens before a tenant is known. */
import { randomBytes } from "node:crypto";
import { nowInstant } from "../../../shared/clock.ts";
import { newId, sha256 } from "../../../shared/ids.ts";
import { type Meta, systemActor } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { freeSlug, slugOf } from "../../../shared/resource/slug.ts";
import { beforeTenant, type Global } from "../../../shared/service/global.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { createOrganization, resolveKey } from "../public.ts";
import { apiKey } from "../resources/api-key.ts";
import { member, user } from "../resources/member.ts";
import { organization } from "../resources/organization.ts";
import { accessScopes, type Role, roleScopes } from "../scopes.ts";

type Mode = "live" | "test";

/** A key's text: a product prefix, the mode, 32 random bytes (API-13). */
export function newKeyText(mode: Mode): { key: string; prefix: string; hash: string } {
  const key = `br_${mode}_${randomBytes(32).toString("base64url")}`;
  return { key, prefix: key.slice(0, mode.length + 12), hash: sha256(key) };
}

/** An organization's test data is a tenant of its own, whose id follows from the organization's (PRM-3). */
export function testTenant(org_id: string): string {
  const hex = sha256(`${org_id}:test`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Who acts when an organization is made or a key is looked up. */
export function systemMeta(org_id: string, mode: Mode = "live", request_id = newId()): Meta {
  const org = { id: org_id, slug: "", mode, currency: "USD", timezone: "UTC" };
  return { org, actor: systemActor("accounts"), scopes: ["*"], request_id };
}

/** The login identity of an e-mail address within the tenant's organization. */
export async function ensureUser(tx: Tx, email: string): Promise<Entity<typeof user>> {
  const folded = email.toLowerCase();
  return (await tx.findOne(user, { email: folded })) ?? tx.insert(user, { email: folded }, "silent");
}

export const makeOrganization = beforeTenant(createOrganization, async (global, input) => {
  const slugs = await takenSlugs(global);
  if (input.only_first && slugs.size > 0) return { made: null };
  const id = newId();
  const slug = freeSlug(slugOf(input.name), slugs);
  const { key, prefix, hash } = newKeyText("live");
  await global.transact(systemMeta(id), { action: createOrganization.name }, async (tx) => {
    const { name, currency, timezone } = input;
    await tx.insert(organization, { id, name, currency, timezone, slug, mode: "live" });
    const owner = await ensureUser(tx, input.owner_email);
    const first = await tx.insert(member, {
      user_id: owner.id,
      email: input.owner_email.toLowerCase(),
      role: "owner",
      joined_at: tx.now,
      scopes_extra: slugs.size === 0 ? ["read:installation"] : [],
    });
    await tx.insert(apiKey, {
      name: "Owner's first key",
      prefix,
      hash,
      mode: "live",
      access: "owner",
      member_id: first.id,
    });
  });
  return { made: { organization_id: id, slug, key } };
});

async function takenSlugs(global: Global): Promise<Set<string>> {
  const ids = await global.tenants(organization);
  const found = await Promise.all(ids.map((id) => global.lookup(organization, { _id: id })));
  return new Set(found.flatMap((each) => (each ? [each.entity.slug] : [])));
}

/** As much of these scopes as a member may do now. */
export function scopesOf(scopes: readonly string[], { role, scopes_extra }: Entity<typeof member>): string[] {
  const his = new Set<string>([...roleScopes[role as Role], ...scopes_extra]);
  return scopes.filter((scope) => his.has(scope));
}

/** A key's own scopes, cut down to what its creator may do now (PRM-2). */
export const effectiveScopes = (key: Entity<typeof apiKey>, creator: Entity<typeof member>): string[] =>
  scopesOf(key.access === "scopes" ? (key.scopes ?? []) : accessScopes[key.access], creator);

export const resolve = beforeTenant(resolveKey, async (global, { hash }) => {
  const found = await global.lookup(apiKey, { hash });
  if (!found) return { principal: null };
  const key = found.entity;
  const over = key.revoked_at !== null || (key.expires_at !== null && key.expires_at <= nowInstant());
  if (over) return { principal: null };
  const [tenant, creator] = await Promise.all([
    global.lookup(organization, { _id: key.org_id }),
    global.lookup(member, { _id: key.member_id }),
  ]);
  if (!tenant || !creator?.entity.is_active) return { principal: null };
  const { id, slug, currency, timezone } = tenant.entity;
  return {
    principal: {
      org: { id: key.mode === "test" ? testTenant(id) : id, slug, mode: key.mode, currency, timezone },
      key_id: key.id,
      scopes: effectiveScopes(key, creator.entity),
      store_ids: creator.entity.store_ids,
      member_id: key.member_id,
      profile: key.profile ?? null,
    },
  };
});
