/** A change of a business customer; a new parent must not close a cycle (BRK-1). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type BusinessCustomer, businessCustomer } from "../crm/business-customer.ts";
import { registerNoted } from "../crm/words.ts";
import { saveFirm } from "../parties/save-party.ts";
import * as declared from "./declarations.ts";
import { customerCycle } from "./errors.ts";

/** More levels are no group of firms. */
const MAX_DEPTH = 50;

export const changeBusinessCustomer = command(declared.changeBusinessCustomer, {
  after: registerNoted,
  async run(tx, { id, ...changes }) {
    const before = await tx.target(businessCustomer, id);
    const { parent_id } = changes;
    if (parent_id && parent_id !== before.parent_id) await placeBelow(tx, parent_id, id);
    return saveFirm(tx, before, changes);
  },
});

/** Walks up from the new parent and writes along the path: two moves that together close a cycle meet there. */
async function placeBelow(tx: Tx, parent_id: string, id: string): Promise<void> {
  const path: string[] = [];
  for (let next: string | null = parent_id; next; ) {
    if (next === id) throw customerCycle({}, [{ pointer: "/parent_id", code: "cycle" }]);
    if (path.length === MAX_DEPTH) {
      const message = `Customers are at most ${MAX_DEPTH} levels deep.`;
      const errors = [{ pointer: "/parent_id", code: "too_deep", message }];
      throw fail("unprocessable", message, { errors });
    }
    path.push(next);
    const above: BusinessCustomer | null = await tx.get(businessCustomer, next);
    next = above?.parent_id ?? null;
  }
  const touch = { $set: { updated_at: tx.now } };
  await tx.updateMany(
    businessCustomer,
    path.map((each) => ({ id: each, update: touch })),
  );
}
