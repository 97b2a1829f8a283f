/** Notes what was taken back of a transfer of ours at Stripe itself (CON-23). */
import type Stripe from "stripe";
import type { Global } from "../../../shared/service/global.ts";
import type { CallFor } from "../../../shared/service/operation.ts";
import { noteReversal } from "../provider-reversals/declarations.ts";
import type { ToldReversal } from "../providers/provider.ts";
import { refusalOf, stripeOf } from "../providers/stripe-client.ts";
import { callNamedIn } from "../providers/stripe-find.ts";
import { ownTransfer } from "./own-movement.ts";

export async function noteStripeReversals(
  global: Global,
  callFor: CallFor,
  { id: ref, metadata }: Stripe.Transfer,
): Promise<void> {
  const own = await ownTransfer(global, callFor, { ref, call_id: callNamedIn({ metadata }) });
  if (!own) return;
  for (const told of await reversalsAtStripe(stripeOf(global.settings), ref))
    await own.call(noteReversal, { transfer_id: own.id, told });
}

async function reversalsAtStripe(client: Stripe, transfer: string): Promise<ToldReversal[]> {
  const found: ToldReversal[] = [];
  try {
    for await (const each of client.transfers.listReversals(transfer, { limit: 100 }))
      found.push({ ref: each.id, amount: each.amount, call_id: callNamedIn(each) });
  } catch (error) {
    if (refusalOf(error) === null) throw error;
  }
  return found;
}
