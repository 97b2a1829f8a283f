import type { ToldDispute } from "./provider.ts";
import { refOf } from "./simulated-refs.ts";

/** What it takes for a dispute that is lost. */
const FEE = 1500;

/** A dispute about a charge at the simulated provider; `key` is that of the charge. */
export const disputeAtSimulated = (
  key: string,
  amount: number,
  status: ToldDispute["status"],
): ToldDispute => ({
  ...{ ref: refOf("dp", key), status, amount, reason: "fraudulent" },
  ...{ fee: status === "lost" ? FEE : null, evidence_due_at: null },
});
