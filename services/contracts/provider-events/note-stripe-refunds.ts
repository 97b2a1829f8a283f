/** Notes the refunds that were made at Stripe itself, of a charge of ours (CON-21). */
import type Stripe from "stripe";
import type { Global } from "../../../shared/service/global.ts";
import type { CallFor } from "../../../shared/service/operation.ts";
import { noteRefund } from "../provider-refunds/declarations.ts";
import type { ToldRefund } from "../providers/provider.ts";
import { refusalOf, stripeOf } from "../providers/stripe-client.ts";
import { type ChargeAtStripe, idIn, ownCharge } from "./own-charge.ts";

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
    await own.call(noteRefund, { charge_id: own.charge_id, told });
}

/** All of the charge that succeeded: one that is pending may fail, and Stripe tells again what became of it. */
async function refundsAtStripe(client: Stripe, charge: string): Promise<ToldRefund[]> {
  const found: ToldRefund[] = [];
  try {
    for await (const { id: ref, status, amount, reason, metadata } of client.refunds.list({
      charge,
      limit: 100,
    }))
      if (status === "succeeded")
        found.push({ ref, amount, reason, call_id: metadata?.backroom_call ?? null });
  } catch (error) {
    if (refusalOf(error) === null) throw error;
  }
  return found;
}
