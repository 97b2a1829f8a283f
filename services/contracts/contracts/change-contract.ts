import { fail } from "../../../shared/errors.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import { termsOf } from "./balance-terms.ts";
import { contract } from "./contract.ts";
import { type Contract, defined } from "./contract-view.ts";
import * as declared from "./declarations.ts";
import { balanced, requireFree, saveContract } from "./save-terms.ts";

export const changeContract = command(declared.changeContract, async (tx, { id, ...input }) => {
  const before = await tx.target(contract, id);
  const { due_at, notes, ...terms } = defined(input);
  const plain = realChanges(before, defined({ due_at, notes }));
  if ("due_at" in plain) requireUnpaid(before);
  if (Object.keys(terms).length === 0) return saveContract(tx, before, plain);
  const columns = balanced(before, termsOf(terms, before, before.currency));
  if (Object.keys(columns).length) requireFree(before);
  return saveContract(tx, before, { ...plain, ...columns });
});

function requireUnpaid({ status }: Contract): void {
  if (status === "draft" || status === "open" || status === "partially_paid") return;
  throw fail("locked", "'payment_terms' cannot be changed after everything is paid.", {
    contract_status: status,
  });
}
