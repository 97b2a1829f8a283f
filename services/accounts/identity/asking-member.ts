/** The caller. */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { apiKey } from "./api-key.ts";
import { member } from "./member.ts";

/** The member who created the caller's key, or the calling person as a member. */
export async function askingMember(tx: Tx): Promise<Entity<typeof member>> {
  const { kind, id } = tx.meta.actor;
  if (kind !== "user") return tx.load(member, (await tx.load(apiKey, id)).member_id);
  // Who signed in with a password acts as the member, any other person as themselves.
  const own = await tx.findOne(member, { $or: [{ _id: id }, { user_id: id }] });
  if (!own) throw fail("forbidden", "You are no member of this organization.");
  return own;
}
