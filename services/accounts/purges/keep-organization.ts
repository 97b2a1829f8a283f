import { notFound } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import { personIn } from "../tokens/memberships.ts";
import { refuseUnlessOwner } from "./asking-owner.ts";
import * as declared from "./declarations.ts";

export const keepOrganization = beforeTenant(declared.keepOrganization, async (global, { id, user_id }) => {
  await refuseUnlessOwner(global, id, user_id);
  return global.transact(personIn(id, user_id), { action: declared.keepOrganization.name }, async (tx) => {
    const before = await tx.load(organization, id, { withHidden: true });
    // Its data are being deleted already.
    if (before.purge_began_at) throw notFound("organization", id);
    return tx.save(organization, before, { purge_at: null });
  });
});
