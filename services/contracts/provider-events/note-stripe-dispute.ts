/** Finds the charge of a dispute at Stripe, and with it the tenant (CON-12). */
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { Global } from "../../../shared/service/global.ts";
import type { CallFor } from "../../../shared/service/operation.ts";
import { organization } from "../../accounts/public.ts";
import { noteDispute } from "../disputes/declarations.ts";
import { stripeOf } from "../providers/stripe-client.ts";
import { transaction } from "../transactions/transaction.ts";
import { callOfIntent, type DisputeAtStripe, disputeAtStripe } from "./stripe-dispute.ts";

/** Disputes about what was not charged by Backroom are nobody's here. */
export async function noteStripeDispute(global: Global, callFor: CallFor, ref: string): Promise<void> {
  const found = await disputeAtStripe(stripeOf(global.settings), ref);
  const charge = found && (await chargeOf(global, found));
  if (!charge) return;
  const { id: charge_id, org_id: id } = charge;
  const bare = systemMeta("contracts:stripe", id, newId());
  const { slug, mode, currency, timezone } = await callFor(bare)(organization.actions.get, { id });
  const meta: Meta = { ...bare, org: { id, slug, mode, currency, timezone } };
  await callFor(meta)(noteDispute, { charge_id, told: found.told });
}

async function chargeOf(global: Global, { charge_ref, intent_ref }: DisputeAtStripe) {
  const of = { provider: "stripe", type: "charge" };
  const known = await global.lookup(transaction, { ...of, provider_ref: charge_ref });
  if (known) return known.entity;
  // The answer to the charge may still be on its way: until then only its call names it.
  const call_id = intent_ref && (await callOfIntent(stripeOf(global.settings), intent_ref));
  if (!call_id) return null;
  return (await global.lookup(transaction, { ...of, _id: call_id }))?.entity ?? null;
}
