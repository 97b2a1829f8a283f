/** A dispute as it is at Stripe now (CON-12). */
import type Stripe from "stripe";
import { instantOf } from "../../../shared/clock.ts";
import { sum } from "../../../shared/money.ts";
import type { ToldDispute } from "../providers/provider.ts";
import { refusalOf } from "../providers/stripe-client.ts";
import { type ChargeAtStripe, idIn } from "./own-movement.ts";

export type DisputeAtStripe = ChargeAtStripe & { told: ToldDispute };

/** An inquiry that ended, and what a refund prevented, took nothing. Words to come are of disputes that go on. */
const ends: Readonly<Record<string, ToldDispute["status"]>> = {
  ...{ won: "won", warning_closed: "won", prevented: "won", lost: "lost" },
};

/** Told in the currency of the account: known when that is the charge's. */
function feeOf({ balance_transactions: rows, currency }: Stripe.Dispute): number | null {
  const isKnown = rows.length > 0 && rows.every((each) => each.currency === currency);
  return isKnown ? Math.max(0, sum(rows.map(({ fee }) => fee))) : null;
}

/** Null for one that Stripe does not know. */
export async function disputeAtStripe(client: Stripe, ref: string): Promise<DisputeAtStripe | null> {
  try {
    const found = await client.disputes.retrieve(ref);
    const due = found.evidence_details?.due_by;
    const told: ToldDispute = {
      ...{ ref, status: ends[found.status] ?? "open", amount: found.amount, reason: found.reason || null },
      ...{ fee: feeOf(found), evidence_due_at: due ? instantOf(due * 1000) : null },
    };
    return { charge_ref: idIn(found.charge) ?? "", intent_ref: idIn(found.payment_intent), told };
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return null;
  }
}
