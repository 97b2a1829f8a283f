/** Moving a contract where no money moves (4.10): sent, voided, a draft deleted. */
import { command } from "../../../shared/service/operation.ts";
import { contractEvents, removeContract, sendContract, voidContract } from "../public.ts";
import { contract } from "../resources/contract.ts";
import { moveContract } from "../rules/contract-status.ts";
import { requireParties } from "./check-terms.ts";
import { refusedMove, telling, viewAt } from "./contract-view.ts";

/** Sending again restamps and tells again; while a part is paid it reminds the buyers who have not. */
export const send = command(sendContract, async (tx, { id }) => {
  const before = await tx.target(contract, id);
  const to = before.status === "partially_paid" ? "partially_paid" : "open";
  const moved = moveContract(before.status, to);
  if (!moved.ok) throw refusedMove(moved);
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
    telling(contractEvents.sent, tx.now),
  );
  return viewAt(after, tx.now);
});

export const voidIt = command(voidContract, async (tx, { id, reason }) => {
  const before = await tx.target(contract, id);
  const moved = moveContract(before.status, "void");
  if (!moved.ok) throw refusedMove(moved);
  if (!moved.changed) return viewAt(before, tx.now);
  tx.because(reason);
  const after = await tx.save(
    contract,
    before,
    { status: moved.status, voided_at: tx.now },
    telling(contractEvents.voided, tx.now),
  );
  return viewAt(after, tx.now);
});

export const remove = command(removeContract, async (tx, { id }) => {
  const before = await tx.target(contract, id);
  const moved = moveContract(before.status, "deleted");
  if (!moved.ok) throw refusedMove(moved);
  await tx.erase(contract, before);
  return { deleted_id: before.id };
});
