/** Finds what Stripe charged or transferred for Backroom, and with it the tenant. */
import type Stripe from "stripe";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { Global } from "../../../shared/service/global.ts";
import type { CallFor } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { organization } from "../../accounts/public.ts";
import { refusalOf, stripeOf } from "../providers/stripe-client.ts";
import { callNamedIn } from "../providers/stripe-find.ts";
import { transaction } from "../transactions/transaction.ts";

export type ChargeAtStripe = { charge_ref: string; intent_ref: string | null };

/** An object that Stripe names by its id, or shows whole. */
export const idIn = (named: string | { id: string } | null | undefined): string | null =>
  typeof named === "string" ? named : (named?.id ?? null);

/** The transaction, and calls for its tenant. */
type Own = { id: string; call: Call };

/** Null for what was not charged by Backroom: that is nobody's here. */
export const ownCharge = (
  global: Global,
  callFor: CallFor,
  { charge_ref, intent_ref }: ChargeAtStripe,
): Promise<Own | null> =>
  ownMovement(global, callFor, {
    ...{ type: "charge", ref: charge_ref },
    callOf: async () => intent_ref && callOfIntent(stripeOf(global.settings), intent_ref),
  });

/** `call_id` of a transfer is the call that it names. */
export const ownTransfer = (
  global: Global,
  callFor: CallFor,
  { ref, call_id }: { ref: string; call_id: string | null },
): Promise<Own | null> =>
  ownMovement(global, callFor, { type: "transfer", ref, callOf: async () => call_id });

type Sought = { type: "charge" | "transfer"; ref: string; callOf: () => Promise<string | null> };

async function ownMovement(
  global: Global,
  callFor: CallFor,
  { type, ref: provider_ref, callOf }: Sought,
): Promise<Own | null> {
  const of = { provider: "stripe", type };
  const known = await global.lookup(transaction, { ...of, provider_ref });
  // The answer to the call may still be on its way: until then only the call names it.
  const _id = known ? null : await callOf();
  const found = known ?? (_id ? await global.lookup(transaction, { ...of, _id }) : null);
  if (!found) return null;
  const { id: own, org_id: id } = found.entity;
  const bare = systemMeta("contracts:stripe", id, newId());
  const { slug, mode, currency, timezone } = await callFor(bare)(organization.actions.get, { id });
  const meta: Meta = { ...bare, org: { id, slug, mode, currency, timezone } };
  return { id: own, call: callFor(meta) };
}

async function callOfIntent(client: Stripe, ref: string): Promise<string | null> {
  try {
    return callNamedIn(await client.paymentIntents.retrieve(ref));
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return null;
  }
}
