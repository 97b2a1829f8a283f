import { choice, date, flag, id, money, text } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** The method of an outside payment. */
export const methods = ["cash", "bank", "check", "external"] as const;

/** What a provider is asked for. */
export const askedTypes = ["charge", "transfer", "refund", "transfer_reversal"] as const;

/** `refund_return`: a provider has the money of a refund again; `refund_payment`: its buyer got it in another way (CON-22). */
export const transactionTypes = [...askedTypes, "fee", "refund_return", "refund_payment"] as const;

/** What became of money that a provider returned. */
export const returnStates = ["owed", "paid", "kept"] as const;

/** How a charge that its buyer disputes stands (CON-12). */
export const disputeStatuses = ["open", "won", "lost"] as const;

/**
 * One movement of money for a contract (3.4). Amounts in minor units, always above 0. It is `pending` from when a provider is
 * asked for it until the provider has answered.
 */
export const transaction = resource({
  service: "contracts",
  name: "transaction",
  plural: "transactions",
  scope: "contracts",
  fields: {
    contract_id: id({ readonly: true, filter: ["eq"] }),
    platform_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    type: choice(transactionTypes, { readonly: true, filter: ["eq"] }),
    status: choice(["pending", "succeeded", "failed"], { readonly: true, filter: ["eq"] }),
    buyer_user_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    seller_user_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    amount: money({ readonly: true, max: MAX_AMOUNT, min: 1, filter: ["gte", "lte"], sort: true }),
    currency: text({ readonly: true, max: 3, filter: ["eq"] }),
    provider: text({ readonly: true, max: 50, filter: ["eq"] }),
    provider_ref: text({ readonly: true, max: 200, filter: ["eq"], about: "Its id while it is pending." }),
    reverses_id: id({
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The charge, transfer or refund of which it took money back; of a payment the returned refund.",
    }),
    failure: text({
      optional: true,
      readonly: true,
      max: 100,
      about: "Why it failed, in the provider's word.",
    }),
    dispute: choice(disputeStatuses, {
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "Of a charge: whether its buyer's bank was asked to take it back, and what became of it.",
    }),
    dispute_id: id({
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "Of a refund or a fee: the dispute that ended with it.",
    }),
    at_provider: flag({
      ...{ default: false, readonly: true, filter: ["eq"] },
      about:
        "Of a refund, a fee or a transfer reversal: somebody made it at the provider itself. The fee is what a refund gave back beyond what the buyer had left.",
    }),
    returned: choice(returnStates, {
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about:
        "Of a refund: its provider returned the money. `owed`: the buyer has not got it yet; `paid`: they got it in another way. Of a fee: `kept`.",
    }),
    method: choice(methods, { optional: true, readonly: true }),
    reason: text({ optional: true, readonly: true, max: 1000 }),
    business_date: date({ readonly: true, sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
  },
  globalIndexes: [{ provider_ref: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

/** What is recorded of a refund that a provider names. */
export const recordedAs = (of: { contract_id: string; provider: string; provider_ref: string }) => ({
  ...of,
  type: { $in: ["refund", "fee"] },
});
