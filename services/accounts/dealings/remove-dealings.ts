/** With a customer its activities and comments go, and deals go on without it (MRC-CUS-8). */
import type { Tx } from "../../../shared/service/tx.ts";
import { deal } from "./deal.ts";
import { notes } from "./note.ts";

export async function removeDealingsOf(tx: Tx, customer_id: string): Promise<void> {
  for (const resource of notes) {
    const theirs = await tx.find(resource, { customer_id, deleted_at: null });
    await tx.saveMany(
      resource,
      theirs.map((before) => ({ before, changes: { deleted_at: tx.now }, verb: "deleted" as const })),
    );
  }
  const without = (ids: readonly string[]) => ids.filter((each) => each !== customer_id);
  const shared = await tx.find(deal, { $or: [{ person_ids: customer_id }, { company_ids: customer_id }] });
  await tx.saveMany(
    deal,
    shared.map((before) => {
      const { person_ids, company_ids } = before;
      return { before, changes: { person_ids: without(person_ids), company_ids: without(company_ids) } };
    }),
  );
}
