/** Notes the refunds of a charge of ours that were made at Stripe itself, or that it returned (CON-21, CON-22). */
import type Stripe from "stripe";
import type { Global } from "../../../shared/service/global.ts";
import type { CallFor } from "../../../shared/service/operation.ts";
import { noteRefund } from "../provider-refunds/declarations.ts";
import type { ToldRefund } from "../providers/provider.ts";
import { refusalOf, stripeOf } from "../providers/stripe-client.ts";
import { callNamedIn, refundOf } from "../providers/stripe-find.ts";
import { type ChargeAtStripe, idIn, ownCharge } from "./own-movement.ts";

/** The charge that an event about a refund names. */
export const refundedBy = (told: Stripe.Event.Data.Object): ChargeAtStripe => {
  const { object, id, charge, payment_intent } = told as Stripe.Charge & Stripe.Refund;
  return {
    charge_ref: (String(object) === "refund" ? idIn(charge) : id) ?? "",
    intent_ref: idIn(payment_intent),
  };
};

export async function noteStripeRefunds(global: Global, callFor: CallFor, at: ChargeAtStripe): Promise<void> {
  const own = at.charge_ref ? await ownCharge(global, callFor, at) : null;
  if (!own) return;
  for (const told of await refundsAtStripe(stripeOf(global.settings), at.charge_ref))
    await own.call(noteRefund, { charge_id: own.id, told });
}

/** All of the charge that are decided: one that is pending may fail, and Stripe tells again what became of it. */
async function refundsAtStripe(client: Stripe, charge: string): Promise<ToldRefund[]> {
  const found: ToldRefund[] = [];
  try {
    for await (const each of client.refunds.list({ charge, limit: 100 })) {
      const { id: ref, amount, reason } = each;
      const failure = failureOf(each);
      if (failure !== null || each.status === "succeeded")
        found.push({ ref, amount, reason, call_id: callNamedIn(each), failure });
    }
  } catch (error) {
    if (refusalOf(error) === null) throw error;
  }
  return found;
}

/** Why it gave nothing back: it may have failed days after it succeeded. */
function failureOf(refund: Stripe.Refund): string | null {
  const answer = refundOf(refund);
  return answer.ok ? null : (refund.failure_reason ?? answer.failure);
}
