/** The purge concerns owners alone. To others the organization is not there, if nobody may reach it now. */
import { fail, notFound } from "../../../shared/errors.ts";
import type { Global } from "../../../shared/service/global.ts";
import { member } from "../identity/member.ts";

export async function refuseUnlessOwner(global: Global, org_id: string, user_id: string): Promise<void> {
  const found = await global.lookup(member, { org_id, user_id });
  if (!found?.entity.is_active) throw notFound("organization", org_id);
  if (found.entity.role !== "owner") throw fail("forbidden", "Only an owner may do this.");
}
