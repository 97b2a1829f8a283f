/** Postings of marketplace contracts (6.3 T19, T20; CON-11, CON-21, CON-22). Amounts in minor units of the contract's currency. */
import { processor, refundsOwed, sellerPayable } from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

/**
 * One captured charge of a buyer. `amount = Σ sellers + fees + processor_fee_recovered`; the recovered part is the
 * processor fee as buyers or sellers bear it, `processor_fee` what the provider really keeps.
 */
export type ChargeFact = {
  provider: string;
  amount: number;
  processor_fee: number;
  processor_fee_recovered: number;
  /** Platform, service and custom fees in this charge. */
  fees: number;
  sellers: { user_id: string; amount: number }[];
};

/** T19. */
export function chargePostings(charge: ChargeFact): JournalDraft {
  return journal("contract_charge", [
    debit(processor(charge.provider), charge.amount - charge.processor_fee),
    debit("processor_fees", charge.processor_fee),
    ...charge.sellers.map(({ user_id, amount }) => credit(sellerPayable(user_id), amount)),
    credit("fees", charge.fees),
    credit("processor_fees", charge.processor_fee_recovered),
  ]);
}

/** T20. */
export function transferPostings(transfer: {
  provider: string;
  user_id: string;
  amount: number;
}): JournalDraft {
  const { provider, user_id, amount } = transfer;
  return journal("seller_transfer", [
    debit(sellerPayable(user_id), amount),
    credit(processor(provider), amount),
  ]);
}

/** Reverses T20, completely or in part: the provider's balance grows, and the seller is owed again. */
export function transferReversedPostings(transfer: {
  provider: string;
  user_id: string;
  amount: number;
}): JournalDraft {
  const { provider, user_id, amount } = transfer;
  return journal("seller_transfer_reversed", [
    debit(processor(provider), amount),
    credit(sellerPayable(user_id), amount),
  ]);
}

/** CON-11: a refund to a buyer. The processor keeps its fee, which is the platform's loss. */
export function contractRefundPostings(refund: {
  provider: string;
  amount: number;
  sellers: { user_id: string; amount: number }[];
  fees: number;
  borne_by_platform: number;
}): JournalDraft {
  return journal("contract_refund", [
    ...refund.sellers.map(({ user_id, amount }) => debit(sellerPayable(user_id), amount)),
    debit("fees", refund.fees),
    debit("processor_fees", refund.borne_by_platform),
    credit(processor(refund.provider), refund.amount),
  ]);
}

type Taken = { provider: string; amount: number };

const lost = (kind: string, { provider, amount }: Taken): JournalDraft =>
  journal(kind, [debit("processor_fees", amount), credit(processor(provider), amount)]);

/** CON-12: what a provider took for a dispute, and what it took back beyond what the buyer had left. */
export const disputeFeePostings = (fee: Taken): JournalDraft => lost("contract_dispute_fee", fee);

/** CON-21: what a refund at the provider gave back beyond what the buyer had left. */
export const excessRefundPostings = (excess: Taken): JournalDraft => lost("contract_excess_refund", excess);

/** CON-22: a provider has the money of a refund again. It is owed to the buyer, or (null) takes back a loss (CON-21). */
export const refundReturnedPostings = ({
  provider,
  amount,
  owed_to,
}: Taken & { owed_to: string | null }): JournalDraft =>
  journal("contract_refund_returned", [
    debit(processor(provider), amount),
    credit(owed_to === null ? "processor_fees" : refundsOwed(owed_to), amount),
  ]);

/** CON-22: a buyer got a returned refund in another way. */
export const refundPaidPostings = ({
  provider,
  amount,
  user_id,
}: Taken & { user_id: string }): JournalDraft =>
  journal("contract_refund_paid", [debit(refundsOwed(user_id), amount), credit(processor(provider), amount)]);
