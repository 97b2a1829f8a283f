import { invalidField } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { refuseStale } from "../identity/fresh-sign-in.ts";
import { organization } from "../organizations/organization.ts";
import { personIn } from "../tokens/memberships.ts";
import { refuseUnlessOwner } from "./asking-owner.ts";
import * as declared from "./declarations.ts";

/** DEL-7. */
const GRACE_MS = 7 * 86_400_000;

export const purgeOrganization = beforeTenant(declared.purgeOrganization, async (global, input) => {
  const { id, user_id, signed_in_at, slug } = input;
  refuseStale(signed_in_at);
  await refuseUnlessOwner(global, id, user_id);
  return global.transact(personIn(id, user_id), { action: declared.purgeOrganization.name }, async (tx) => {
    const before = await tx.load(organization, id);
    if (slug && slug !== before.slug)
      throw invalidField("/slug", "mismatch", `slug must be that of the organization, ${before.slug}.`);
    if (before.purge_at) return before;
    const purge_at = new Date(Date.parse(tx.now) + GRACE_MS).toISOString();
    return tx.save(organization, before, { purge_at });
  });
});
