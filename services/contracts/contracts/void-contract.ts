import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import { contract } from "./contract.ts";
import { moveContract } from "./contract-status.rules.ts";
import { telling, viewAt } from "./contract-view.ts";
import * as declared from "./declarations.ts";

export const voidContract = command(declared.voidContract, async (tx, { id, reason }) => {
  const before = await tx.target(contract, id);
  const moved = moveContract(before.status, "void");
  if (!moved.ok) throw refusedTransition("contract", moved);
  if (!moved.changed) return viewAt(before, tx.now);
  if (before.pending.length)
    throw fail(
      "locked",
      "A buyer of this contract is being charged; it cannot be voided until that has failed.",
    );
  tx.reason(reason);
  const after = await tx.save(
    contract,
    before,
    { status: moved.status, voided_at: tx.now },
    { emit: telling(declared.contractEvents.voided, tx.now) },
  );
  return viewAt(after, tx.now);
});
