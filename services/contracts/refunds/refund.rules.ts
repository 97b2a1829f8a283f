/** Refunding a contract (CON-11). Amounts in minor units of the contract's currency. */
import { allocate, apportion, sum } from "../../../shared/money.ts";

export type RefundedSeller = {
  user_id: string;
  owed: number;
  /** Taken back from this seller so far, however it was. */
  reversed: number;
  transferred: number;
  transfer_reversed: number;
  /** What the provider lets us take back from him now; null = no limit known. */
  provider_balance?: number | null;
};

export type FeeParts = { platform: number; service: number; custom: number; processor: number };

export type ContractRefundInput = {
  amount: number;
  buyer: { paid: number; refunded: number };
  total: number;
  /** Σ refunds of all buyers so far, and what of the fees they gave back or left with the platform. */
  refunded: { amount: number; fees: FeeParts };
  fees: FeeParts;
  sellers: RefundedSeller[];
  /** Policy: platform, service and custom fees go back in proportion. */
  return_fees: boolean;
};

export type ContractRefund =
  | {
      ok: true;
      amount: number;
      /** `from_transfer` is reversed at the provider, the rest lowers `seller_payable`, below 0 if need be. */
      sellers: { user_id: string; amount: number; from_transfer: number; from_payable: number }[];
      /** How the rest of the amount falls on the fees; with `return_fees` all but `processor` go back. */
      fees: FeeParts;
      fees_returned: number;
      borne_by_platform: number;
    }
  | { ok: false; code: "already_refunded"; left: number }
  | { ok: false; code: "validation_failed"; reason: "not_positive" };

function reversal(seller: RefundedSeller, amount: number) {
  const limit = Math.min(
    seller.transferred - seller.transfer_reversed,
    seller.provider_balance ?? Number.MAX_SAFE_INTEGER,
  );
  const from_transfer = Math.min(amount, Math.max(0, limit));
  return { user_id: seller.user_id, amount, from_transfer, from_payable: amount - from_transfer };
}

const KINDS = ["platform", "service", "custom", "processor"] as const;

/** The part of a refund that is not the sellers', by `allocate` over what is left of each fee. */
function feeParts(input: ContractRefundInput, rest: number): FeeParts {
  const left = KINDS.map((kind) => input.fees[kind] - input.refunded.fees[kind]);
  const parts = allocate(rest, left);
  return Object.fromEntries(KINDS.map((kind, index) => [kind, parts[index]!])) as FeeParts;
}

/**
 * CON-11: the buyer gets `amount`; the sellers give back their part of it by `allocate` over what they still have
 * of `owed`; fees go back in proportion, except the processor's, which the platform bears. Parts follow MON-7, so
 * refunds in any grouping that reach the total take back exactly every `owed` and every fee.
 */
export function refundContract(input: ContractRefundInput): ContractRefund {
  const { amount, buyer, refunded, sellers } = input;
  if (amount < 1) return { ok: false, code: "validation_failed", reason: "not_positive" };
  const left = buyer.paid - buyer.refunded;
  if (amount > left) return { ok: false, code: "already_refunded", left };
  const owed = sum(sellers.map((seller) => seller.owed));
  const net = apportion(owed, refunded.amount, refunded.amount + amount, input.total);
  const parts = allocate(
    net,
    sellers.map((seller) => seller.owed - seller.reversed),
  );
  const fees = feeParts(input, amount - net);
  const fees_returned = input.return_fees ? fees.platform + fees.service + fees.custom : 0;
  return {
    ok: true,
    amount,
    sellers: sellers.map((seller, index) => reversal(seller, parts[index]!)),
    fees,
    fees_returned,
    borne_by_platform: amount - net - fees_returned,
  };
}
