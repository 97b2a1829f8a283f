import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { step } from "./move-payout.ts";
import { payout } from "./payout.ts";
import type { PayoutStatus } from "./payout-status.rules.ts";

const lost: readonly PayoutStatus[] = ["cancelled", "rejected", "reversed"];

export const removePayout = command(declared.removePayout, async (tx, { id }) => {
  const before = await tx.target(payout, id);
  if (lost.includes(before.status)) return before;
  if (before.status === "completed")
    throw fail("not_deletable", "A completed payout cannot be deleted; reverse it instead.");
  return step(tx, before.status === "failed" ? await step(tx, before, "approved") : before, "cancelled");
});
