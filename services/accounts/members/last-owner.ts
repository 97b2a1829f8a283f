/** An organization always keeps an active owner (ORG-2). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { lastOwner } from "../identity/errors.ts";
import { member } from "../identity/member.ts";

/** ORG-2, decided with a lock on the owners' rows. */
export async function refuseLastOwner(tx: Tx, leaving: Entity<typeof member>): Promise<void> {
  if (leaving.role !== "owner" || !leaving.is_active) return;
  const owners = await tx.find(member, { role: "owner", is_active: true });
  const others = owners.filter((each) => each.id !== leaving.id);
  if (others.length === 0) throw lastOwner({});
  // Writing the remaining owner makes two concurrent removals write the same row, so one of them retries.
  await tx.updateReturningHidden(member, others[0]!.id, { $set: { last_active_at: tx.now } });
}
