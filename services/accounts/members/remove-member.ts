import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import { refuseLastKey } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import * as declared from "./declarations.ts";
import { refuseKeeping, refuseTouching } from "./granting.ts";
import { refuseLastOwner } from "./last-owner.ts";

export const removeMember = command(declared.removeMember, async (tx, { id }) => {
  const before = await tx.target(member, id);
  refuseTouching((await askingMember(tx)).role, before);
  refuseKeeping(tx, before);
  await refuseLastOwner(tx, before);
  await refuseLastKey(tx, ({ maker }) => (maker.id === id ? null : maker));
  await tx.purge(member, before);
  return { deleted_id: id };
});
