/** Counts a refund that a buyer got: the sellers and the fees bear it (CON-11). */

import { invalidField } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { moveContract, statusByRefunds } from "../contracts/contract-status.rules.ts";
import { type Contract, viewAt } from "../contracts/contract-view.ts";
import { type Cause, pendingOf } from "../provider-calls/ask-provider.ts";
import { takeBack } from "../settlements/take-back.ts";
import type { Transaction } from "../transactions/new-transaction.ts";
import { postingOf } from "../transactions/post-money.ts";
import { contractRefunded } from "./declarations.ts";
import { buyerAlreadyRefunded } from "./errors.ts";
import { type ContractRefund, type FeeParts, refundContract } from "./refund.rules.ts";

type Decided = Extract<ContractRefund, { ok: true }>;
type Buyer = Contract["buyers"][number];

const noFees: FeeParts = { platform: 0, service: 0, custom: 0, processor: 0 };
const feesBack = (before: Contract): FeeParts => (before.refunded_fees as FeeParts | null) ?? noFees;

export type Refund = {
  amount: number;
  return_fees: boolean;
  /** The provider made it by itself: a contract that is not paid in full does not refuse it. */
  happened?: boolean;
};

/** The parts of a refund; refuses more than is left. What is being taken back counts as taken back. */
export function decideRefund(
  before: Contract,
  buyer: Buyer,
  { amount, return_fees, happened = false }: Refund,
): Decided {
  const moved = moveContract(before.status, "refunded");
  if (!moved.ok && !happened) throw refusedTransition("contract", moved);
  // Of a charge a provider gives back no more than it took: a pending refund that finds nothing left will fail there.
  const going = happened ? 0 : pendingOf(before, "refund", buyer.user_id);
  const decision = refundContract({
    amount,
    buyer: { paid: buyer.paid - going, refunded: buyer.refunded },
    total: before.total,
    refunded: { amount: before.refunded_amount, fees: feesBack(before) },
    fees: {
      platform: before.platform_fee,
      service: before.service_fee,
      custom: before.custom_fees,
      processor: before.processor_fee,
    },
    sellers: before.sellers.map((seller) => ({
      ...seller,
      transfer_reversed: seller.transfer_reversed + pendingOf(before, "transfer_reversal", seller.user_id),
    })),
    return_fees,
  });
  if (decision.ok) return decision;
  if (decision.code === "validation_failed")
    throw invalidField("/amount", decision.reason, "'amount' must be greater than zero.");
  throw buyerAlreadyRefunded({ left: decision.left });
}

/** `row` is the refund made; `before` no longer lists it as pending. */
export async function recordRefund(
  tx: Tx,
  before: Contract,
  row: Transaction,
  { cause, ...how }: Omit<Refund, "amount"> & { cause: Cause },
): Promise<{ after: Contract; postings: ContractPosting[]; asked: Transaction[] }> {
  const buyer = before.buyers.find(({ user_id }) => user_id === row.buyer_user_id)!;
  const decision = decideRefund(before, buyer, { amount: row.amount, ...how });
  const fromTransfers = decision.sellers.map(({ user_id, from_transfer: amount }) => ({ user_id, amount }));
  const back = await takeBack(tx, before, fromTransfers, { ...cause, reason: row.reason });
  const changes = afterwards({ ...before, ...back.changes }, buyer, decision, tx.now);
  const after = await tx.save(
    contract,
    before,
    { pending: back.changes.pending, ...changes },
    {
      emit: (saved) => ({
        event: contractRefunded,
        data: { transaction: row, contract: viewAt(saved, tx.now) },
      }),
    },
  );
  const { amount, fees_returned: fees, borne_by_platform } = decision;
  const sellers = decision.sellers.map(({ user_id, amount: part }) => ({ user_id, amount: part }));
  const fact = { provider: row.provider, amount, sellers, fees, borne_by_platform };
  return {
    after,
    postings: [postingOf(row, { kind: "refund", refund: fact }), ...back.postings],
    asked: back.asked,
  };
}

/** The contract after the refund. */
function afterwards(before: Contract, buyer: Buyer, decision: Decided, now: string): Partial<Contract> {
  const buyers = before.buyers.map((each) =>
    each.id === buyer.id ? { ...each, refunded: each.refunded + decision.amount } : each,
  );
  const sellers = before.sellers.map((each, i) => ({
    ...each,
    reversed: each.reversed + decision.sellers[i]!.amount,
  }));
  const gone = feesBack(before);
  const refunded_fees = Object.fromEntries(
    Object.entries(decision.fees).map(([kind, amount]) => [kind, amount + gone[kind as keyof FeeParts]]),
  );
  const { status, partially_refunded } = statusByRefunds(before.status, buyers);
  return {
    buyers,
    sellers,
    refunded_fees,
    refunded_amount: before.refunded_amount + decision.amount,
    status,
    partially_refunded,
    ...(status === "refunded" ? { refunded_at: now } : {}),
  };
}
