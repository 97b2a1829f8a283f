/** Stripe, by its own client: separate charges and transfers, each under the key of its call (CON-8). */
import type Stripe from "stripe";
import { unnamedReturn } from "./errors.ts";
import type { Answer, Moving, Payee, Provider, ProviderPlace } from "./provider.ts";
import { refusalOf, stripeOf } from "./stripe-client.ts";
import { findAtStripe, intentOf, namedBy, refundOf } from "./stripe-find.ts";

export type StripeOwner = { org_id: string; platform_id: string; user_id: string };

/** By these an event tells whom it is about. */
const ownerOf = ({ meta }: ProviderPlace, { user_id, platform_id }: Payee) => ({
  ...{ backroom_org: meta.org.id, backroom_platform: platform_id, backroom_user: user_id },
});

/** Null for objects that Backroom did not create. */
export function stripeOwnerOf(metadata: Stripe.Metadata | null | undefined): StripeOwner | null {
  const { backroom_org: org_id, backroom_platform: platform_id, backroom_user: user_id } = metadata ?? {};
  return org_id && platform_id && user_id ? { org_id, platform_id, user_id } : null;
}

/** What Stripe decided; anything but a decision is thrown. */
async function decided(move: () => Promise<Answer>): Promise<Answer> {
  try {
    return await move();
  } catch (error) {
    const failure = refusalOf(error);
    if (failure === null) throw error;
    return { ok: false, failure };
  }
}

const currencyOf = ({ currency }: Moving): string => currency.toLowerCase();
const under = ({ key: idempotencyKey }: Moving) => ({ idempotencyKey });

export const stripe: Provider = {
  async setUp(place, payee) {
    const client = stripeOf(place.reader.settings);
    const metadata = ownerOf(place, payee);
    const idempotencyKey = `customer ${payee.user_id}`;
    const customer =
      payee.customer_ref ?? (await client.customers.create({ metadata }, { idempotencyKey })).id;
    const intent = await client.setupIntents.create({ customer, usage: "off_session", metadata });
    return { customer_ref: customer, client_secret: intent.client_secret ?? "" };
  },
  async onboard(place, payee) {
    const { return_url } = payee;
    if (!return_url) throw unnamedReturn({});
    const client = stripeOf(place.reader.settings);
    const wanted = { type: "express", metadata: ownerOf(place, payee) } as const;
    const capabilities = { transfers: { requested: true } };
    const idempotencyKey = `account ${payee.user_id}`;
    const account =
      payee.account_ref ?? (await client.accounts.create({ ...wanted, capabilities }, { idempotencyKey })).id;
    const { url } = await client.accountLinks.create({
      ...{ account, type: "account_onboarding", return_url, refresh_url: return_url },
    });
    return { account_ref: account, url };
  },
  charge: ({ reader }, moving, { customer_ref: customer, method_ref: payment_method }) =>
    decided(async () => {
      const client = stripeOf(reader.settings);
      const { amount, contract_id } = moving;
      const made = await client.paymentIntents.create(
        {
          ...{ amount, currency: currencyOf(moving), customer, payment_method },
          ...{ confirm: true, off_session: true, transfer_group: contract_id, metadata: namedBy(moving) },
        },
        under(moving),
      );
      return intentOf(client, made);
    }),
  refund: ({ reader }, moving, charge) =>
    decided(async () => {
      const { amount } = moving;
      const wanted = { charge, amount, metadata: namedBy(moving) };
      return refundOf(await stripeOf(reader.settings).refunds.create(wanted, under(moving)));
    }),
  transfer: ({ reader }, moving, destination) =>
    decided(async () => {
      const { amount, contract_id: transfer_group } = moving;
      const metadata = namedBy(moving);
      const wanted = { amount, currency: currencyOf(moving), destination, transfer_group, metadata };
      const { id: ref } = await stripeOf(reader.settings).transfers.create(wanted, under(moving));
      return { ok: true, ref };
    }),
  reverse: ({ reader }, moving, transfer) =>
    decided(async () => {
      const wanted = { amount: moving.amount, metadata: namedBy(moving) };
      const client = stripeOf(reader.settings);
      const { id: ref } = await client.transfers.createReversal(transfer, wanted, under(moving));
      return { ok: true, ref };
    }),
  find: ({ reader }, sought) => findAtStripe(stripeOf(reader.settings), sought),
};
