/** A member leaves by themselves (ORG-2). */
import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import { refuseLastKey } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import * as declared from "./declarations.ts";
import { refuseLastOwner } from "./last-owner.ts";

export const leaveOrganization = command(declared.leaveOrganization, async (tx) => {
  const me = await askingMember(tx);
  await refuseLastOwner(tx, me);
  await refuseLastKey(tx, ({ maker }) => (maker.id === me.id ? null : maker));
  await tx.purge(member, me);
  return { deleted_id: me.id };
});
