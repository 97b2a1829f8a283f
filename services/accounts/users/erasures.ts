/** Erases personal data when a person's 30 days are over (IDN-3); records keep their opaque id (USR-1). */
import { nowInstant } from "../../../shared/clock.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import type { Global } from "../../../shared/service/global.ts";
import { member } from "../identity/member.ts";
import { user } from "../identity/user.ts";
import { invitation } from "../invitations/invitation.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { keepUser } from "./keep-user.ts";

const EVERY_MS = 60 * 60_000;
const MOST = 500;

async function erase(global: Global, id: string): Promise<void> {
  // An organization has added them again meanwhile, and a member needs their person.
  if ((await global.due(member, { user_id: id }, 1)).length) return void (await keepUser(global, id));
  const email = await global.transact(systemMeta(id), { action: "accounts.user.erased" }, async (tx) => {
    const before = await tx.load(user, id);
    if (!before.erase_at || before.erase_at > tx.now) return null;
    await tx.purge(user, before);
    return before.email;
  });
  if (email !== null) await global.purge(invitation, { "keys.email": keyOf(email) });
}

export const erasures: Schedule = {
  name: "erasures",
  every_ms: EVERY_MS,
  async run(global) {
    const due = await global.due(user, { erase_at: { $ne: null, $lte: nowInstant() } }, MOST);
    for (const { id } of due) await erase(global, id);
  },
};
