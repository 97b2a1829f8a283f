/** Creates an organization with its owner and the owner's first key. The call has no tenant yet. */
import { newId } from "../../../shared/ids.ts";
import { slugOf } from "../../../shared/resource/slug.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";
import { newKeyText } from "../identity/key-text.ts";
import { member } from "../identity/member.ts";
import { userIdOf } from "../identity/user.ts";
import * as declared from "./declarations.ts";
import { organization } from "./organization.ts";
import { mayClaim } from "./slug-claim.ts";
import { systemMeta } from "./tenants.ts";

export const createOrganization = beforeTenant(declared.createOrganization, async (global, input) => {
  const first = (await global.tenants(organization)).length === 0;
  if (input.only_first && !first) return { made: null };
  const id = newId();
  const slug = await freeSlugFor(global, slugOf(input.name), id);
  const { key, prefix, hash } = newKeyText("live");
  await global.transact(systemMeta(id), { action: declared.createOrganization.name }, async (tx) => {
    const { name, currency, timezone } = input;
    await tx.insert(organization, { id, name, currency, timezone, slug, mode: "live" });
    const owner = await tx.insert(member, {
      user_id: userIdOf(input.owner_email),
      email: input.owner_email.toLowerCase(),
      role: "owner",
      joined_at: tx.now,
      scopes_extra: first ? ["read:installation"] : [],
    });
    await tx.insert(apiKey, {
      name: "Owner's first key",
      prefix,
      hash,
      mode: "live",
      access: "owner",
      member_id: owner.id,
    });
  });
  return { made: { organization_id: id, slug, key } };
});

/** The slug itself, or with the lowest suffix -2, -3 … that is free. */
async function freeSlugFor(global: Global, wanted: string, id: string): Promise<string> {
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`;
    if (await mayClaim(global, slug, id)) return slug;
  }
}
