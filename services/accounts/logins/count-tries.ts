/** Counts attempts with an e-mail address, whether or not it belongs to anyone. */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { idOf } from "../../../shared/ids.ts";
import type { Global } from "../../../shared/service/global.ts";
import { userIdOf } from "../identity/user.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { loginAttempt } from "./login-session.ts";

type Limit = { what: string; most: number; within_ms: number };

/** Whether this try is still among the most that an address has in such a time. */
export async function isAmongFirst(
  global: Global,
  email: string,
  { what, most, within_ms }: Limit,
): Promise<boolean> {
  const id = idOf(`${what}:${email.trim().toLowerCase()}:${Math.floor(nowMs() / within_ms)}`);
  const nobody = systemMeta(userIdOf(email));
  const counted = await global.transact(nobody, { action: "accounts.login.attempt" }, async (tx) => {
    await tx.upsert(loginAttempt, id, { tries: 0, expires_at: instantOf(nowMs() + 2 * within_ms) });
    const once = { $inc: { tries: 1 } };
    return tx.update(loginAttempt, { _id: id, tries: { $lt: most } }, once, { emit: "none" });
  });
  return counted !== null;
}
