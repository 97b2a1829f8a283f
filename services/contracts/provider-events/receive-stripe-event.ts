import type Stripe from "stripe";
import { invalidField } from "../../../shared/errors.ts";
import { idOf, newId } from "../../../shared/ids.ts";
import { systemMeta } from "../../../shared/meta.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { noteAccount } from "../payment-methods/at-provider.ts";
import { paymentMethod } from "../payment-methods/payment-method.ts";
import { type StripeOwner, stripeOwnerOf } from "../providers/stripe.ts";
import { stripeEventOf, stripeOf } from "../providers/stripe-client.ts";
import * as declared from "./declarations.ts";
import { noteStripeDispute } from "./note-stripe-dispute.ts";
import { noteStripeRefunds, refundedBy } from "./note-stripe-refunds.ts";
import { noteStripeReversals } from "./note-stripe-reversals.ts";

/** An event is a hint: it may come late, twice, or before an older one. Its subject is read as it is now. */
export const receiveStripeEvent = beforeTenant(
  declared.receiveStripeEvent,
  async (global, input, callFor) => {
    const event = stripeEventOf(global.settings, input);
    if (!event)
      throw invalidField("/signature", "invalid_value", "'Stripe-Signature' must be that of this body.");
    if (event.type === "setup_intent.succeeded") await keepCard(global, event.data.object);
    if (event.type === "account.updated") await keepAccount(global, event.data.object.id);
    const { object: told } = event.data;
    if (told.object === "dispute") await noteStripeDispute(global, callFor, told.id);
    if (event.type === "charge.refunded" || told.object === "refund")
      await noteStripeRefunds(global, callFor, refundedBy(told));
    if (event.type === "transfer.reversed") await noteStripeReversals(global, callFor, event.data.object);
    return { received: true };
  },
);

const inTenant = (global: Global, { org_id }: StripeOwner, work: (tx: Tx) => Promise<unknown>) =>
  global.transact(
    systemMeta("contracts:stripe", org_id, newId()),
    { action: declared.receiveStripeEvent.name },
    work,
  );

async function keepCard(global: Global, intent: Stripe.SetupIntent): Promise<void> {
  const owner = stripeOwnerOf(intent.metadata);
  const ref = typeof intent.payment_method === "string" ? intent.payment_method : intent.payment_method?.id;
  if (!owner || !ref) return;
  const { card } = await stripeOf(global.settings).paymentMethods.retrieve(ref);
  if (!card) return;
  const { brand, last4, exp_month, exp_year } = card;
  const { user_id, platform_id } = owner;
  // The same card has the same id, so that it is there once.
  const id = idOf(`stripe ${ref}`);
  await inTenant(global, owner, async (tx) => {
    if (await tx.get(paymentMethod, id)) return;
    const is_default = (await tx.count(paymentMethod, { user_id, is_default: true })) === 0;
    await tx.insert(paymentMethod, {
      ...{ id, user_id, platform_id, provider: "stripe", provider_ref: ref, type: "card" },
      ...{ brand, last4, exp_month, exp_year, is_default },
    });
  });
}

async function keepAccount(global: Global, account_ref: string): Promise<void> {
  const account = await stripeOf(global.settings).accounts.retrieve(account_ref);
  const owner = stripeOwnerOf(account.metadata);
  if (!owner) return;
  const { user_id, platform_id } = owner;
  const [bank] = account.external_accounts?.data ?? [];
  const named = bank?.object === "bank_account" ? { bank_name: bank.bank_name, bank_last4: bank.last4 } : {};
  await inTenant(global, owner, (tx) =>
    noteAccount(
      tx,
      { user_id, platform_id, provider: "stripe" },
      {
        ...{ account_ref, ...named },
        charges_enabled: account.charges_enabled,
        payouts_enabled: account.payouts_enabled,
        details_submitted: account.details_submitted,
      },
    ),
  );
}
