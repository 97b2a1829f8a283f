/** The caller. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { apiKey } from "./api-key.ts";
import { member } from "./member.ts";

/** The member who created the caller's key. */
export async function askingMember(tx: Tx): Promise<Entity<typeof member>> {
  const key = await tx.load(apiKey, tx.meta.actor.id);
  return tx.load(member, key.member_id);
}
