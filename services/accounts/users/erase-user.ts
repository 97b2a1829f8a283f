/** A person leaves for good (IDN-3): memberships and their tokens end at once, personal data after 30 days (USR-1). */
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseKey } from "../identity/fresh-sign-in.ts";
import type { Member } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import { user } from "../identity/user.ts";
import { endMembership, refuseLeaving } from "../members/end-membership.ts";
import { organization } from "../organizations/organization.ts";
import { personIn } from "../tokens/memberships.ts";
import * as declared from "./declarations.ts";
import { knownUser } from "./known-user.ts";

const GRACE_MS = 30 * 86_400_000;
const MOST = 1000;

/** Includes deactivated memberships; omits organizations that are being purged, which end by themselves. */
async function membershipsToEnd(global: Global, user_id: string): Promise<Member[]> {
  const rows = await global.due(member, { user_id }, MOST);
  const found = await Promise.all(
    rows.map(async ({ id, org_id }) => {
      const tenant = await global.lookup(organization, { _id: org_id });
      return tenant?.entity.purge_at ? null : global.lookup(member, { _id: id });
    }),
  );
  return found.flatMap((each) => (each ? [each.entity] : []));
}

/** One transaction for each organization, as each is a tenant. */
async function inEach(
  global: Global,
  memberships: readonly Member[],
  does: (tx: Tx, own: Member) => Promise<unknown>,
): Promise<void> {
  for (const { id, org_id, user_id } of memberships)
    await global.transact(personIn(org_id, user_id), { action: declared.eraseUser.name }, async (tx) => {
      const own = await tx.findOne(member, { _id: id });
      if (own) await does(tx, own);
    });
}

export const eraseUser = beforeTenant(
  declared.eraseUser,
  async (global, { user_id, email, signed_in_at }) => {
    refuseKey(signed_in_at);
    const { id } = await knownUser(global, { email });
    const memberships = await membershipsToEnd(global, user_id);
    // Check all before the first ends, so that a refusal changes nothing.
    await inEach(global, memberships, refuseLeaving);
    await inEach(global, memberships, endMembership);
    const unit = { action: declared.eraseUser.name };
    return global.transact(personIn(id, user_id), unit, async (tx) => {
      const before = await tx.load(user, id);
      const erase_at = before.erase_at ?? new Date(Date.parse(tx.now) + GRACE_MS).toISOString();
      await tx.save(user, before, { erase_at });
      return { deleted_id: id, erase_at };
    });
  },
);
