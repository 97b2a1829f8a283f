/** What revokes or puts off the erasure of a person (IDN-3, USR-1). */
import type { Global } from "../../../shared/service/global.ts";
import { type User, user } from "../identity/user.ts";
import { systemMeta } from "../organizations/tenants.ts";

/** Signing in revokes it. The person afterwards; null for one who is not registered. */
export async function keepUser(global: Global, id: string): Promise<User | null> {
  const found = await global.lookup(user, { _id: id });
  if (!found?.entity.erase_at) return found?.entity ?? null;
  return global.transact(systemMeta(id), { action: "accounts.user.keep" }, async (tx) =>
    tx.save(user, await tx.load(user, id), { erase_at: null }),
  );
}

/** A person who would be erased before that moment stays until then. */
export async function keepUserUntil(global: Global, { id, erase_at }: User, until: string): Promise<void> {
  if (!erase_at || erase_at >= until) return;
  await global.transact(systemMeta(id), { action: "accounts.user.keep_until" }, async (tx) => {
    const before = await tx.load(user, id);
    return before.erase_at && before.erase_at < until ? tx.save(user, before, { erase_at: until }) : before;
  });
}
