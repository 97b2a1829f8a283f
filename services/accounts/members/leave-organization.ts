/** A member leaves by themselves (ORG-2). */
import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import { member } from "../identity/member.ts";
import { beginPurge } from "../organizations/begin-purge.ts";
import { organization } from "../organizations/organization.ts";
import * as declared from "./declarations.ts";
import { endMembership } from "./end-membership.ts";

export const leaveOrganization = command(declared.leaveOrganization, async (tx, { signed_in_at }) => {
  const own = await askingMember(tx);
  const [other] = await tx.find(member, { _id: { $ne: own.id } }, { limit: 1 });
  if (other) return { ...(await endMembership(tx, own)), deleted_org: false };
  // ORG-3: the sole member stays the one who can take it back.
  await beginPurge(tx, await tx.load(organization, tx.org.id), signed_in_at);
  return { deleted_id: own.id, deleted_org: true };
});
