/** Users of a platform as parties of its contracts (PLT-1, USR-4). */
import { fail } from "../../../shared/errors.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { type MarketplaceUser, marketplaceUser } from "../../accounts/public.ts";

/** A user whom a field names. */
export type Named = { pointer: string; id: string };

/** Refuses users of another platform. Without a platform the ids are the caller's own and cannot be checked. */
export async function requireUsers(
  call: Call,
  platform_id: string | null,
  named: readonly Named[],
): Promise<readonly MarketplaceUser[]> {
  if (platform_id === null || named.length === 0) return [];
  const found = await call(marketplaceUser.actions.many, { ids: [...new Set(named.map(({ id }) => id))] });
  const users = found.filter((each) => each.platform_id === platform_id);
  const missing = named.filter(({ id }) => !users.some((each) => each.id === id));
  if (missing.length) throw referenceNotFound(missing.map(({ pointer }) => ({ pointer, what: "user" })));
  return users;
}

/** USR-4: a user who is about to leave starts nothing new. */
export function refuseLeaving(users: readonly MarketplaceUser[], id: string): void {
  const at = users.find((each) => each.id === id)?.scheduled_deletion_at;
  if (at)
    throw fail("conflict", "This user will be deleted and can start nothing new; keep the user first.", {
      scheduled_deletion_at: at,
    });
}
