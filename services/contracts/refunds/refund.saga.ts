/** Refunds a buyer (CON-11). The refund is checked against the contract in the transaction. Sellers and fees follow. */

import { businessDate } from "../../../shared/dates.ts";
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { moveContract, statusByRefunds } from "../contracts/contract-status.rules.ts";
import { type Contract, requireCurrency, viewAt } from "../contracts/contract-view.ts";
import type { ContractView } from "../contracts/declarations.ts";
import { OFFLINE, type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";
import { contractRefunded } from "./declarations.ts";
import { buyerAlreadyRefunded } from "./errors.ts";
import { type ContractRefund, type FeeParts, refundContract } from "./refund.rules.ts";

type Decided = Extract<ContractRefund, { ok: true }>;
type Buyer = Contract["buyers"][number];

export type Refunding = Posting & {
  contract_id: string;
  if_match: number | null;
  buyer_id: string;
  amount: number;
  currency: string | null;
  return_fees: boolean;
  reason: string | null;
  refunded?: ContractView;
};

export const refunding = saga<Refunding>({
  name: "contract_refund",
  before: [],
  async pivot(tx, asked) {
    const before = await tx.load(contract, asked.contract_id, { withHidden: true });
    matchVersion(before, asked.if_match ?? undefined);
    requireCurrency(asked.currency, before.currency, "/currency");
    const buyer = before.buyers.find(({ id }) => id === asked.buyer_id);
    if (!buyer) throw referenceNotFound([{ pointer: "/buyer_id", what: "buyer" }]);
    const decision = decide(before, buyer, asked);
    tx.reason(asked.reason);
    const made = await insertAll(tx, before, buyer, decision, asked.reason);
    const after = await tx.save(contract, before, afterwards(before, buyer, decision, tx.now), {
      emit: (row) => ({
        event: contractRefunded,
        data: { transaction: made.refund, contract: viewAt(row, tx.now) },
      }),
    });
    return { postings: made.postings, refunded: viewAt(after, tx.now) };
  },
  after: [postMoney],
});

const noFees: FeeParts = { platform: 0, service: 0, custom: 0, processor: 0 };
const feesBack = (before: Contract): FeeParts => (before.refunded_fees as FeeParts | null) ?? noFees;

function decide(before: Contract, buyer: Buyer, { amount, return_fees }: Refunding): Decided {
  const moved = moveContract(before.status, "refunded");
  if (!moved.ok) throw refusedTransition("contract", moved);
  const decision = refundContract({
    amount,
    buyer,
    total: before.total,
    refunded: { amount: before.refunded_amount, fees: feesBack(before) },
    fees: {
      platform: before.platform_fee,
      service: before.service_fee,
      custom: before.custom_fees,
      processor: before.processor_fee,
    },
    sellers: before.sellers,
    return_fees,
  });
  if (decision.ok) return decision;
  if (decision.code === "validation_failed")
    throw invalidField("/amount", decision.reason, "'amount' must be greater than zero.");
  throw buyerAlreadyRefunded({ left: decision.left });
}

/** A row for each movement of money, with its posting. */
async function insertAll(tx: Tx, before: Contract, buyer: Buyer, decision: Decided, reason: string | null) {
  const { amount, fees_returned, borne_by_platform } = decision;
  const row = rowOf(tx, before, reason);
  const refund = await tx.insert(transaction, row({ type: "refund", buyer_user_id: buyer.user_id, amount }), {
    emit: "none",
  });
  const sellers = decision.sellers.map(({ user_id, amount: part }) => ({ user_id, amount: part }));
  const fact = { provider: OFFLINE, amount, sellers, fees: fees_returned, borne_by_platform };
  const postings: ContractPosting[] = [postingOf(refund, { kind: "refund", refund: fact })];
  for (const { user_id, from_transfer } of decision.sellers) {
    if (from_transfer === 0) continue;
    const back = row({ type: "transfer_reversal", seller_user_id: user_id, amount: from_transfer });
    const reversal = await tx.insert(transaction, back, { emit: "none" });
    const transfer = { provider: OFFLINE, user_id, amount: from_transfer };
    postings.push(postingOf(reversal, { kind: "transfer_reversed", transfer }));
  }
  return { refund, postings };
}

type Side = Pick<Partial<Entity<typeof transaction>>, "type" | "buyer_user_id" | "seller_user_id" | "amount">;

const rowOf =
  (tx: Tx, { id: contract_id, currency }: Contract, reason: string | null) =>
  (side: Side): Partial<Entity<typeof transaction>> => {
    const id = newId();
    return {
      id,
      contract_id,
      status: "succeeded",
      currency,
      provider: OFFLINE,
      provider_ref: id,
      reason,
      business_date: businessDate(tx.now, tx.org.timezone),
      ...side,
    };
  };

/** The contract after the refund. */
function afterwards(before: Contract, buyer: Buyer, decision: Decided, now: string): Partial<Contract> {
  const buyers = before.buyers.map((each) =>
    each.id === buyer.id ? { ...each, refunded: each.refunded + decision.amount } : each,
  );
  const sellers = before.sellers.map((each, i) => {
    const { amount, from_transfer } = decision.sellers[i]!;
    return {
      ...each,
      reversed: each.reversed + amount,
      transfer_reversed: each.transfer_reversed + from_transfer,
    };
  });
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
