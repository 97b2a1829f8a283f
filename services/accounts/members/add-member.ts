import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import { member } from "../identity/member.ts";
import { userIdOf } from "../identity/user.ts";
import * as declared from "./declarations.ts";
import { refuseAbove, refuseExtras, refuseStores } from "./granting.ts";

export const addMember = command(declared.addMember, async (tx, input) => {
  refuseAbove(tx, (await askingMember(tx)).role, input.role);
  refuseExtras(tx, input.scopes_extra);
  refuseStores(tx, input.store_ids);
  const email = input.email.toLowerCase();
  return tx.insert(member, {
    id: newId(),
    ...input,
    email,
    user_id: userIdOf(email),
    is_active: true,
    joined_at: tx.now,
  });
});
