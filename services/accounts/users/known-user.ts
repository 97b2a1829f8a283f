/** The row of a person, created when first needed. */
import { isFailure } from "../../../shared/errors.ts";
import { isDuplicate } from "../../../shared/service/duplicate.ts";
import type { Global } from "../../../shared/service/global.ts";
import { type User, user, userIdOf } from "../identity/user.ts";
import { systemMeta } from "../organizations/tenants.ts";

type Known = Pick<User, "email"> & Partial<Pick<User, "display_name" | "firebase_uid" | "erase_at">>;

/** Returns the person, registering them if necessary; of two concurrent requests the first decides. */
export async function knownUser(global: Global, { email, ...given }: Known): Promise<User> {
  const id = userIdOf(email);
  const found = await global.lookup(user, { _id: id });
  if (found) return found.entity;
  try {
    return await global.transact(systemMeta(id), { action: "accounts.user.register" }, (tx) =>
      tx.insert(user, { id, email: email.trim().toLowerCase(), ...given }),
    );
  } catch (error) {
    const isTaken = isDuplicate(error) || (isFailure(error) && error.type === "conflict");
    const twin = isTaken ? await global.lookup(user, { _id: id }) : null;
    if (!twin) throw error;
    return twin.entity;
  }
}
