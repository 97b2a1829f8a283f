/** A membership ends: the keys that the member created stop working (ORG-2). */
import type { Tx } from "../../../shared/service/tx.ts";
import { type Member, refuseLastKey } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import { endLogin } from "../identity/own-address.ts";
import { refuseLastOwner } from "./last-owner.ts";

/** Refuses if no owner, or no key that can create keys, would be left. */
export async function refuseLeaving(tx: Tx, leaving: Member): Promise<void> {
  await refuseLastOwner(tx, leaving);
  await refuseLastKey(tx, ({ maker }) => (maker.id === leaving.id ? null : maker));
}

export async function endMembership(tx: Tx, leaving: Member): Promise<{ deleted_id: string }> {
  await refuseLeaving(tx, leaving);
  await endLogin(tx, leaving);
  await tx.purge(member, leaving);
  return { deleted_id: leaving.id };
}
