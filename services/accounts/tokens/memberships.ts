/** The memberships of a person, whatever the organization. */

import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import { member } from "../identity/member.ts";
import { systemMeta } from "../organizations/tenants.ts";

const MOST = 1000;

export async function membershipsOf(global: Global, user_id: string): Promise<Entity<typeof member>[]> {
  const rows = await global.due(member, { user_id, is_active: true }, MOST);
  const found = await Promise.all(rows.map(({ id }) => global.lookup(member, { _id: id })));
  return found.flatMap((each) => (each ? [each.entity] : []));
}

/** A person acting in an organization of theirs. */
export const personIn = (org_id: string, user_id: string): Meta => ({
  ...systemMeta(org_id),
  actor: { kind: "user", id: user_id },
});
