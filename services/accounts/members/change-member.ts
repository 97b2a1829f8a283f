import { isDeepStrictEqual } from "node:util";
import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import { refuseLastKey } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import { moveLogin } from "../identity/own-address.ts";
import { userIdOf } from "../identity/user.ts";
import * as declared from "./declarations.ts";
import { refuseAbove, refuseExtras, refuseKeeping, refuseStores, refuseTouching } from "./granting.ts";
import { refuseLastOwner } from "./last-owner.ts";

export const changeMember = command(declared.changeMember, async (tx, { id, email, ...input }) => {
  const before = await tx.target(member, id);
  const me = await askingMember(tx);
  refuseTouching(me.role, before);
  const moves = email && email.toLowerCase() !== before.email;
  if (moves) {
    refuseKeeping(tx, before);
    await moveLogin(tx, before, email.toLowerCase());
  }
  const identity = moves ? { email: email.toLowerCase(), user_id: userIdOf(email) } : {};
  if (input.role && input.role !== before.role) refuseAbove(tx, me.role, input.role);
  if (input.scopes_extra) refuseExtras(tx, input.scopes_extra, before.scopes_extra);
  if (input.store_ids !== undefined && !isDeepStrictEqual(input.store_ids, before.store_ids))
    refuseStores(tx, input.store_ids);
  const given = Object.fromEntries(Object.entries(input).filter(([, each]) => each !== undefined));
  const demoted = (input.role && input.role !== "owner") || input.is_active === false;
  if (demoted) await refuseLastOwner(tx, before);
  const after = { ...before, ...given };
  await refuseLastKey(tx, ({ maker }) => (maker.id === id ? after : maker));
  return tx.save(member, before, { ...given, ...identity });
});
