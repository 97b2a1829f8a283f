/** Writes new terms of a contract while they may change, and balances them (CON-1, CON-6). */
import { fail } from "../../../shared/errors.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { balanceTerms, type Terms } from "./balance-terms.ts";
import { requireParties } from "./check-terms.ts";
import { contract } from "./contract.ts";
import { mayChange } from "./contract-status.rules.ts";
import { type Contract, telling, viewAt } from "./contract-view.ts";
import { contractEvents } from "./declarations.ts";

/** The changed columns. A sent contract must keep a buyer, a seller and an item (CON-7). */
export function balanced(before: Contract, terms: Terms, reset = false): Partial<Contract> {
  const columns = balanceTerms(terms, { reset });
  if (before.status !== "draft") requireParties(columns);
  const changed = realChanges(before, columns);
  return Object.keys(changed).length ? { ...changed, terms_version: before.version + 1 } : {};
}

export async function saveContract(tx: Tx, before: Contract, changes: Partial<Contract>) {
  const after = await tx.save(contract, before, changes, { emit: telling(contractEvents.changed, tx.now) });
  return viewAt(after, tx.now);
}

export function requireFree(before: Contract): void {
  const checked = mayChange(before);
  if (checked.ok) return;
  throw fail(
    "locked",
    "The terms of a contract can only be changed in draft, or while it is open and nothing is paid.",
    {
      contract_status: checked.status,
    },
  );
}
