import { invalidField } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { refuseStale } from "../identity/fresh-sign-in.ts";
import { beginPurge } from "../organizations/begin-purge.ts";
import { organization } from "../organizations/organization.ts";
import { personIn } from "../tokens/memberships.ts";
import { refuseUnlessOwner } from "./asking-owner.ts";
import * as declared from "./declarations.ts";

export const purgeOrganization = beforeTenant(declared.purgeOrganization, async (global, input) => {
  const { id, user_id, signed_in_at, slug } = input;
  refuseStale(signed_in_at);
  await refuseUnlessOwner(global, id, user_id);
  return global.transact(personIn(id, user_id), { action: declared.purgeOrganization.name }, async (tx) => {
    const before = await tx.load(organization, id);
    if (slug && slug !== before.slug)
      throw invalidField("/slug", "mismatch", `slug must be that of the organization, ${before.slug}.`);
    return beginPurge(tx, before, signed_in_at);
  });
});
