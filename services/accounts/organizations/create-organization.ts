/** Creates an organization with its owner and the owner's first key. The call has no tenant yet. */
import { newId } from "../../../shared/ids.ts";
import { freeSlug, slugOf } from "../../../shared/resource/slug.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";
import { newKeyText } from "../identity/key-text.ts";
import { member } from "../identity/member.ts";
import { userIdOf } from "../identity/user.ts";
import * as declared from "./declarations.ts";
import { organization } from "./organization.ts";
import { systemMeta } from "./tenants.ts";

export const createOrganization = beforeTenant(declared.createOrganization, async (global, input) => {
  const slugs = await takenSlugs(global);
  if (input.only_first && slugs.size > 0) return { made: null };
  const id = newId();
  const slug = freeSlug(slugOf(input.name), slugs);
  const { key, prefix, hash } = newKeyText("live");
  await global.transact(systemMeta(id), { action: declared.createOrganization.name }, async (tx) => {
    const { name, currency, timezone } = input;
    await tx.insert(organization, { id, name, currency, timezone, slug, mode: "live" });
    const first = await tx.insert(member, {
      user_id: userIdOf(input.owner_email),
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
