/** Only owners may see the purge. For others the organization does not exist once nobody can reach it. */
import { fail, notFound } from "../../../shared/errors.ts";
import type { Global } from "../../../shared/service/global.ts";
import { member } from "../identity/member.ts";

export async function refuseUnlessOwner(global: Global, org_id: string, user_id: string): Promise<void> {
  const found = await global.lookup(member, { org_id, user_id });
  if (!found?.entity.is_active) throw notFound("organization", org_id);
  if (found.entity.role !== "owner") throw fail("forbidden", "Only an owner may do this.");
}
