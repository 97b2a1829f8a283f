import { instantOf } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { signedIn } from "../access-notes/signed-in.ts";
import { login } from "../identity/login.ts";
import { newRefreshToken } from "../marketplace-sign-in/refresh-token.ts";
import { loginSession } from "./login-session.ts";

const DAY_MS = 86_400_000;
const SESSION_MS = DAY_MS / 3;
const REMEMBERED_MS = 30 * DAY_MS;

export type Opened = { session_id: string; session_token: string | null };

/** A session of a member, for eight hours; with `remember` for 30 days, and with the token that renews it. Its record says so (AUD-2). */
export async function openSession(tx: Tx, member_id: string, remember: boolean): Promise<Opened> {
  tx.access(signedIn);
  const id = newId();
  const { refresh_token, stored } = newRefreshToken(tx.cipher, id, tx.now);
  const until = instantOf(Date.parse(tx.now) + (remember ? REMEMBERED_MS : SESSION_MS));
  const own = { id, member_id, signed_in_at: tx.now, expires_at: until };
  await tx.insert(loginSession, { ...own, refresh_hash: remember ? stored.refresh_hash : null });
  await tx.update(login, { _id: member_id }, { $set: { last_login_at: tx.now } }, { emit: "none" });
  return { session_id: id, session_token: remember ? refresh_token : null };
}
