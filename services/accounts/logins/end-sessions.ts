import type { Tx } from "../../../shared/service/tx.ts";
import { loginSession, passwordReset } from "./login-session.ts";

/** Ends what a member has open. */
export async function endSessions(tx: Tx, member_id: string): Promise<void> {
  for (const each of await tx.find(loginSession, { member_id, ended_at: null }))
    await tx.update(loginSession, { _id: each.id }, { $set: { ended_at: tx.now } }, { emit: "none" });
  for (const each of await tx.find(passwordReset, { member_id, used_at: null }))
    await tx.update(passwordReset, { _id: each.id }, { $set: { used_at: tx.now } }, { emit: "none" });
}
