/** Changing a contract and balancing it again (CON-1, CON-6). */
import { fail } from "../../../shared/errors.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { changeContract, contractEvents, rebalanceContract } from "../public.ts";
import { contract } from "../resources/contract.ts";
import { mayChange } from "../rules/contract-status.ts";
import { balanceTerms, type Terms, termsOf } from "./balance-terms.ts";
import { requireParties } from "./check-terms.ts";
import { type Contract, defined, telling, viewAt } from "./contract-view.ts";

export const change = command(changeContract, async (tx, { id, ...input }) => {
  const before = await tx.target(contract, id);
  const { due_at, notes, ...terms } = defined(input);
  const plain = realChanges(before, { due_at, notes });
  if ("due_at" in plain) requireUnpaid(before);
  if (Object.keys(terms).length === 0) return save(tx, before, plain);
  const columns = balanced(before, termsOf(terms, before, before.currency));
  if (Object.keys(columns).length) requireFree(before);
  return save(tx, before, { ...plain, ...columns });
});

export const rebalance = command(rebalanceContract, async (tx, { id, reset }) => {
  const before = await tx.target(contract, id);
  requireFree(before);
  return save(tx, before, balanced(before, before, reset));
});

/** The columns that differ; those of a sent contract still name a buyer, a seller and something sold (CON-7). */
function balanced(before: Contract, terms: Terms, reset = false): Partial<Contract> {
  const columns = balanceTerms(terms, { reset });
  if (before.status !== "draft") requireParties(columns);
  const changed = realChanges(before, columns);
  return Object.keys(changed).length ? { ...changed, terms_version: before.version + 1 } : {};
}

async function save(tx: Tx, before: Contract, changes: Partial<Contract>) {
  const after = await tx.save(contract, before, changes, telling(contractEvents.changed, tx.now));
  return viewAt(after, tx.now);
}

function requireFree(before: Contract): void {
  const checked = mayChange(before);
  if (checked.ok) return;
  throw fail("locked", "The terms of a contract change in draft, or while it is open and nothing is paid.", {
    contract_status: checked.status,
  });
}

function requireUnpaid({ status }: Contract): void {
  if (status === "draft" || status === "open" || status === "partially_paid") return;
  throw fail("locked", "The term of payment changes until everything is paid.", { contract_status: status });
}
