import type { Tx } from "../../../shared/service/tx.ts";
import { type AvailabilityRule, availabilityRule } from "./availability-rule.ts";

export const removeRules = (tx: Tx, rules: readonly AvailabilityRule[]) =>
  tx.saveMany(
    availabilityRule,
    rules.map((before) => ({ before, changes: { deleted_at: tx.now }, verb: "deleted" as const })),
  );

/** Rules go with whose time they are about. */
export async function removeRulesOf(tx: Tx, subject_id: string): Promise<void> {
  await removeRules(tx, await tx.find(availabilityRule, { subject_id, deleted_at: null }));
}
