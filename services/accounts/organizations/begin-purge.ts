/** Begins the purge of an organization: from now on nothing of it can be reached (DEL-7, IDN-7). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseStale } from "../identity/fresh-sign-in.ts";
import { organization } from "./organization.ts";

/** Until it is over an owner may keep the organization. */
const GRACE_MS = 7 * 86_400_000;

type Organization = Entity<typeof organization>;

/** Again it changes nothing. Throws unless the caller signed in just now. */
export async function beginPurge(
  tx: Tx,
  before: Organization,
  signed_in_at: string | null | undefined,
): Promise<Organization> {
  refuseStale(signed_in_at);
  if (before.purge_at) return before;
  const purge_at = new Date(Date.parse(tx.now) + GRACE_MS).toISOString();
  return tx.save(organization, before, { purge_at });
}
