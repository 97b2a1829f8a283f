/** Finds what Stripe charged for Backroom, and with it the tenant. */
import type Stripe from "stripe";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { Global } from "../../../shared/service/global.ts";
import type { CallFor } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { organization } from "../../accounts/public.ts";
import { refusalOf, stripeOf } from "../providers/stripe-client.ts";
import { transaction } from "../transactions/transaction.ts";

export type ChargeAtStripe = { charge_ref: string; intent_ref: string | null };

/** An object that Stripe names by its id, or shows whole. */
export const idIn = (named: string | { id: string } | null | undefined): string | null =>
  typeof named === "string" ? named : (named?.id ?? null);

/** The transaction, and calls for its tenant; null for what was not charged by Backroom: that is nobody's here. */
export async function ownCharge(
  global: Global,
  callFor: CallFor,
  at: ChargeAtStripe,
): Promise<{ charge_id: string; call: Call } | null> {
  const found = await chargeOf(global, at);
  if (!found) return null;
  const { id: charge_id, org_id: id } = found;
  const bare = systemMeta("contracts:stripe", id, newId());
  const { slug, mode, currency, timezone } = await callFor(bare)(organization.actions.get, { id });
  const meta: Meta = { ...bare, org: { id, slug, mode, currency, timezone } };
  return { charge_id, call: callFor(meta) };
}

async function chargeOf(global: Global, { charge_ref, intent_ref }: ChargeAtStripe) {
  const of = { provider: "stripe", type: "charge" };
  const known = await global.lookup(transaction, { ...of, provider_ref: charge_ref });
  if (known) return known.entity;
  // The answer to the charge may still be on its way: until then only its call names it.
  const call_id = intent_ref && (await callOfIntent(stripeOf(global.settings), intent_ref));
  if (!call_id) return null;
  return (await global.lookup(transaction, { ...of, _id: call_id }))?.entity ?? null;
}

async function callOfIntent(client: Stripe, ref: string): Promise<string | null> {
  try {
    const { metadata } = await client.paymentIntents.retrieve(ref);
    return metadata.backroom_call ?? null;
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return null;
  }
}
