import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import { requireParties } from "./check-terms.ts";
import { contract } from "./contract.ts";
import { moveContract } from "./contract-status.rules.ts";
import { telling, viewAt } from "./contract-view.ts";
import * as declared from "./declarations.ts";

/** Sending again sets the time anew and repeats the event. If the contract is partly paid, it reminds the buyers who have not paid. */
export const sendContract = command(declared.sendContract, async (tx, { id }) => {
  const before = await tx.target(contract, id);
  const to = before.status === "partially_paid" ? "partially_paid" : "open";
  const moved = moveContract(before.status, to);
  if (!moved.ok) throw refusedTransition("contract", moved);
  requireParties(before);
  const after = await tx.save(
    contract,
    before,
    {
      status: moved.status,
      sent_at: before.sent_at ?? tx.now,
      last_sent_at: tx.now,
      sent_version: before.terms_version,
    },
    { emit: telling(declared.contractEvents.sent, tx.now) },
  );
  return viewAt(after, tx.now);
});
