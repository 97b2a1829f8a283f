/** What became of a movement at Stripe: each carries the key of its call, by which it is found when the answer got lost. */
import type Stripe from "stripe";
import type { Answer, Moving, Sought } from "./provider.ts";

export const namedBy = ({ key }: Pick<Moving, "key">): Stripe.MetadataParam => ({ backroom_call: key });

type Kept = { metadata?: Stripe.Metadata | null };

/** The call that an object at Stripe names; null if it was made by somebody else. */
export const callNamedIn = ({ metadata }: Kept): string | null => metadata?.backroom_call ?? null;

/** Lists are read to the end: what they lack has not happened. */
async function named<T extends Kept>(rows: AsyncIterable<T>, key: string): Promise<T | null> {
  for await (const each of rows) if (callNamedIn(each) === key) return each;
  return null;
}

/** A key is repeated with its first answer, so that a charge in progress must be read again. */
export async function intentOf(client: Stripe, made: Stripe.PaymentIntent): Promise<Answer> {
  const intent = made.status === "processing" ? await client.paymentIntents.retrieve(made.id) : made;
  const { status, latest_charge } = intent;
  if (status === "processing") throw new Error("Stripe has not decided about this charge yet.");
  const ref = typeof latest_charge === "string" ? latest_charge : latest_charge?.id;
  return status === "succeeded" && ref ? { ok: true, ref } : { ok: false, failure: status };
}

const GAVE_NOTHING = ["failed", "canceled"];

export const refundOf = ({ id, status }: Stripe.Refund): Answer =>
  GAVE_NOTHING.includes(status ?? "") ? { ok: false, failure: `refund_${status}` } : { ok: true, ref: id };

export async function findAtStripe(client: Stripe, sought: Sought): Promise<Answer | null> {
  const { kind, key, of_ref, customer_ref, contract_id: transfer_group } = sought;
  const limit = 100;
  switch (kind) {
    case "charge": {
      const customer = customer_ref ? { customer: customer_ref } : {};
      const intent = await named(client.paymentIntents.list({ ...customer, limit }), key);
      return intent && intentOf(client, intent);
    }
    case "refund": {
      const refund = await named(client.refunds.list({ charge: of_ref, limit }), key);
      return refund && refundOf(refund);
    }
    case "transfer": {
      const transfer = await named(client.transfers.list({ transfer_group, limit }), key);
      return transfer && { ok: true, ref: transfer.id };
    }
    case "reversal": {
      const reversal = await named(client.transfers.listReversals(of_ref, { limit }), key);
      return reversal && { ok: true, ref: reversal.id };
    }
  }
}
