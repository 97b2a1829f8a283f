/** Writes new terms of a contract while they may change, and balances them (CON-1, CON-6). */
import { fail } from "../../../shared/errors.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { balanceTerms, type Pin, type Terms, termsIn } from "./balance-terms.ts";
import { requireParties } from "./check-terms.ts";
import { contract } from "./contract.ts";
import { mayChange, viewersOf } from "./contract-status.rules.ts";
import { type Contract, telling, viewAt } from "./contract-view.ts";
import { contractEvents } from "./declarations.ts";
import { refuseLargeHousePart } from "./house-part.ts";

/** The changed columns. A sent contract must keep a buyer, a seller and an item (CON-7). */
export function balanced(
  before: Contract,
  terms: Terms,
  options: { reset?: boolean; pins?: readonly Pin[] } = {},
): Partial<Contract> {
  const columns = balanceTerms(terms, options);
  refuseLargeHousePart({ ...before, ...columns });
  if (before.status !== "draft") requireParties(columns);
  const changed = realChanges(before, { ...columns, viewer_user_ids: viewersOf({ ...before, ...columns }) });
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
    "The terms of a contract can only be changed in draft, or while it is open and nothing is paid or being charged.",
    {
      contract_status: checked.status,
    },
  );
}

/** What a request changes of the stored terms, and the amounts that it pins. */
export type Edit = { terms: Partial<Terms>; pins?: readonly Pin[] };

/**
 * Changes one part of the stored terms in the transaction that reads them, so that concurrent changes are not lost. The whole
 * is balanced again (CON-6).
 */
export async function editTerms(tx: Tx, id: string, edit: (before: Contract) => Edit) {
  const before = await tx.target(contract, id);
  requireFree(before);
  const { terms, pins } = edit(before);
  return saveContract(tx, before, balanced(before, { ...termsIn(before), ...terms }, pins ? { pins } : {}));
}
