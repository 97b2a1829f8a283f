/** Notes a dispute at Stripe about a charge of ours (CON-12). */
import type { Global } from "../../../shared/service/global.ts";
import type { CallFor } from "../../../shared/service/operation.ts";
import { noteDispute } from "../disputes/declarations.ts";
import { stripeOf } from "../providers/stripe-client.ts";
import { ownCharge } from "./own-movement.ts";
import { disputeAtStripe } from "./stripe-dispute.ts";

export async function noteStripeDispute(global: Global, callFor: CallFor, ref: string): Promise<void> {
  const found = await disputeAtStripe(stripeOf(global.settings), ref);
  const own = found && (await ownCharge(global, callFor, found));
  if (own) await own.call(noteDispute, { charge_id: own.id, told: found.told });
}
