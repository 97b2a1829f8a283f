/** A person founds an organization and owns it (IDN-6); they choose the slug, once (D53). */
import { newId } from "../../../shared/ids.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import { organization } from "../organizations/organization.ts";
import { claimSlug } from "../organizations/slug-claim.ts";
import { systemMeta } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";

export const foundOrganization = beforeTenant(declared.foundOrganization, async (global, input) => {
  const { user_id, slug, name, currency, timezone } = input;
  const email = input.email.toLowerCase();
  const id = newId();
  await claimSlug(global, slug, id);
  const meta = { ...systemMeta(id), actor: { kind: "user" as const, id: user_id } };
  return global.transact(meta, { action: declared.foundOrganization.name }, async (tx) => ({
    organization: await tx.insert(organization, { id, name, currency, timezone, slug, mode: "live" }),
    membership: await tx.insert(member, {
      user_id,
      email,
      role: "owner",
      joined_at: tx.now,
      scopes_extra: [],
    }),
  }));
});
