/** An organization keeps an active owner (ORG-2). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { lastOwner } from "../identity/errors.ts";
import { member } from "../identity/member.ts";

/** ORG-2, decided under a lock on all owners' rows: every change of an owner writes the others' count anew. */
export async function refuseLastOwner(tx: Tx, leaving: Entity<typeof member>): Promise<void> {
  if (leaving.role !== "owner" || !leaving.is_active) return;
  const owners = await tx.find(member, { role: "owner", is_active: true });
  const others = owners.filter((each) => each.id !== leaving.id);
  if (others.length === 0) throw lastOwner({});
  // Touching the one who stays makes two owners who leave at once write the same row.
  await tx.updateReturningHidden(member, others[0]!.id, { $set: { last_active_at: tx.now } });
}
