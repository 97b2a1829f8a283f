import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import { member } from "../identity/member.ts";
import * as declared from "./declarations.ts";
import { endMembership } from "./end-membership.ts";
import { refuseKeeping, refuseTouching } from "./granting.ts";

export const removeMember = command(declared.removeMember, async (tx, { id }) => {
  const before = await tx.target(member, id);
  refuseTouching((await askingMember(tx)).role, before);
  refuseKeeping(tx, before);
  return endMembership(tx, before);
});
