/** An operator creates a key for the organization's owner. */
import { fail } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";
import { newKeyText } from "../identity/key-text.ts";
import { member } from "../identity/member.ts";
import { organizationNamed } from "../organizations/find-organization.ts";
import * as declared from "./declarations.ts";
import { operatorMeta } from "./operator-meta.ts";

export const issueApiKey = beforeTenant(declared.issueApiKey, async (global, input) => {
  const meta = operatorMeta(await organizationNamed(global, input.organization));
  const { key, prefix, hash } = newKeyText("live");
  await global.transact(meta, { action: declared.issueApiKey.name }, async (tx) => {
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
