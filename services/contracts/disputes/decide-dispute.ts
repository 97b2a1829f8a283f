import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { flow } from "../../../shared/service/operation.ts";
import { disputeAtSimulated } from "../providers/simulated-dispute.ts";
import * as declared from "./declarations.ts";
import { moveDispute } from "./dispute.rules.ts";
import { dispute } from "./dispute.ts";

export const decideDispute = flow(declared.decideDispute, async ({ reader, call }, { id, outcome }) => {
  const before = await reader.load(dispute, id);
  if (before.provider !== "simulated")
    throw fail("conflict", `Disputes at '${before.provider}' are decided there.`);
  const moved = moveDispute(before.status, outcome);
  if (!moved.ok) throw refusedTransition("dispute", moved);
  const { transaction_id: charge_id, amount } = before;
  return call(declared.noteDispute, { charge_id, told: disputeAtSimulated(charge_id, amount, outcome) });
});
