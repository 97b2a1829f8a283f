/** Login identities. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { user } from "./user.ts";

/** The login identity of an e-mail address within the tenant's organization. */
export async function ensureUser(tx: Tx, email: string): Promise<Entity<typeof user>> {
  const folded = email.toLowerCase();
  return (await tx.findOne(user, { email: folded })) ?? tx.insert(user, { email: folded }, { emit: "none" });
}
