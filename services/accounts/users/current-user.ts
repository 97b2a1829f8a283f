/** A person with their organizations (IDN-2). */
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import { membershipsOf } from "../tokens/memberships.ts";
import * as declared from "./declarations.ts";
import { knownUser } from "./known-user.ts";

export const currentUser = beforeTenant(declared.currentUser, async (global, { user_id, email }) => {
  const [user, organizations] = await Promise.all([
    knownUser(global, { email }),
    organizationsOf(global, user_id),
  ]);
  return { user, organizations };
});

async function organizationsOf(global: Global, user_id: string) {
  const found = await Promise.all(
    (await membershipsOf(global, user_id)).map(async (membership) => {
      const tenant = await global.lookup(organization, { _id: membership.org_id });
      return tenant && !tenant.entity.purge_at ? [{ organization: tenant.entity, membership }] : [];
    }),
  );
  return found.flat().sort((a, b) => (a.membership.created_at < b.membership.created_at ? -1 : 1));
}
