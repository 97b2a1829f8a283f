/** What an operator does on the machine: no key asks for it. */
import { fail } from "../../../shared/errors.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { beforeTenant, type Global } from "../../../shared/service/global.ts";
import { issueApiKey, listOrganizations, organizationIds, revokeKeyByPrefix } from "../public.ts";
import { apiKey } from "../resources/api-key.ts";
import { member } from "../resources/member.ts";
import { organization } from "../resources/organization.ts";
import { newKeyText, systemMeta, testTenant } from "./identity.ts";

async function allOf(global: Global): Promise<Entity<typeof organization>[]> {
  const ids = await global.tenants(organization);
  const found = await Promise.all(ids.map((id) => global.lookup(organization, { _id: id })));
  return found.flatMap((each) => (each && each.entity.mode === "live" ? [each.entity] : []));
}

async function named(global: Global, slug: string): Promise<Entity<typeof organization>> {
  const found = (await allOf(global)).find((each) => each.slug === slug);
  if (!found) throw fail("not_found", `There is no organization '${slug}'.`);
  return found;
}

const metaOf = ({ id, slug, currency, timezone }: Entity<typeof organization>): Meta => {
  const meta = systemMeta(id);
  return { ...meta, org: { ...meta.org, slug, currency, timezone } };
};

export const listAll = beforeTenant(listOrganizations, async (global) =>
  (await allOf(global)).map(({ id, slug, name, currency, created_at }) => ({
    id,
    slug,
    name,
    currency,
    created_at,
  })),
);

export const tenantsOf = beforeTenant(organizationIds, async (global, input) => {
  const found = (await allOf(global)).find((each) => each.slug === input.organization);
  return { ids: found ? [found.id, testTenant(found.id)] : [] };
});

export const issue = beforeTenant(issueApiKey, async (global, input) => {
  const meta = metaOf(await named(global, input.organization));
  const { key, prefix, hash } = newKeyText("live");
  await global.transact(meta, { action: issueApiKey.name }, async (tx) => {
    const owner = await tx.findOne(member, { role: "owner", is_active: true });
    if (!owner) throw fail("not_found", "This organization has no active owner.");
    const { name, access, profile } = input;
    await tx.insert(apiKey, {
      ...{ name, access, prefix, hash, mode: "live" as const },
      profile: profile ?? null,
      member_id: owner.id,
    });
  });
  return { organization: input.organization, prefix, key };
});

export const revoke = beforeTenant(revokeKeyByPrefix, async (global, input) => {
  const meta = metaOf(await named(global, input.organization));
  return global.transact(meta, { action: revokeKeyByPrefix.name }, async (tx) => {
    const before = await tx.findOne(apiKey, { prefix: input.prefix });
    if (!before) throw fail("not_found", "There is no such key.");
    if (!before.revoked_at) await tx.save(apiKey, before, { revoked_at: tx.now });
    return { revoked: true };
  });
});
