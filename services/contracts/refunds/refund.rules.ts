/** Refunds of a contract (CON-11). Amounts in minor units of the contract's currency. */
import { allocate, apportion, sum } from "../../../shared/money.ts";

export type RefundedSeller = {
  user_id: string;
  owed: number;
  /** The sum that was taken back from this seller. */
  reversed: number;
  transferred: number;
  transfer_reversed: number;
  /** The amount that the provider can take back from the seller now; null: no limit known. */
  provider_balance?: number | null;
};

export type FeeParts = { platform: number; service: number; custom: number; processor: number };

export type ContractRefundInput = {
  amount: number;
  buyer: { paid: number; refunded: number };
  total: number;
  /** The sum of the refunds of all buyers, and the parts of the fees that were returned or kept by the platform. */
  refunded: { amount: number; fees: FeeParts };
  fees: FeeParts;
  sellers: RefundedSeller[];
  /** Policy: platform, service and custom fees are returned in proportion. */
  return_fees: boolean;
};

export type ContractRefund =
  | {
      ok: true;
      amount: number;
      /** `from_transfer` is reversed at the provider. The rest lowers `seller_payable`, which may become negative. */
      sellers: { user_id: string; amount: number; from_transfer: number; from_payable: number }[];
      /** The parts of the fees in the rest of the amount. With `return_fees` all except `processor` are returned. */
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

/** The part of a refund that the sellers do not pay, by `allocate` over the remainder of each fee. */
function feeParts(input: ContractRefundInput, rest: number): FeeParts {
  const left = KINDS.map((kind) => input.fees[kind] - input.refunded.fees[kind]);
  const parts = allocate(rest, left);
  return Object.fromEntries(KINDS.map((kind, index) => [kind, parts[index]!])) as FeeParts;
}

/**
 * CON-11: the buyer gets `amount`. The sellers pay their part of it by `allocate` over the remainder of `owed`. Fees are
 * returned in proportion, except the processor's, which the platform pays. Parts follow MON-7, so that refunds of the total
 * in any number of steps take back exactly every `owed` and every fee.
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
