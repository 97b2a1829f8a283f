/** What a settlement came to, for each buyer and seller. */
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { ContractView } from "../contracts/declarations.ts";
import { OFFLINE, type Transaction } from "../transactions/new-transaction.ts";
import type { settleContract } from "./declarations.ts";
import { waiting } from "./pay-sellers.ts";

export type Settled = OutputOf<typeof settleContract>;
type Buyer = ContractView["buyers"][number];
type Seller = ContractView["sellers"][number];

export const settledOf = (contract: ContractView, moved: readonly Transaction[]): Settled => ({
  contract,
  buyers: contract.buyers.map((buyer) => ofBuyer(buyer, moved)),
  sellers: contract.sellers.map((seller) => ofSeller(contract, seller, moved)),
});

function ofBuyer(
  { id: buyer_id, user_id, due, paid }: Buyer,
  moved: readonly Transaction[],
): Settled["buyers"][number] {
  const own = moved.find((each) => each.type === "charge" && each.buyer_user_id === user_id);
  if (!own) {
    const outcome = due > paid ? "outstanding" : "paid";
    return { buyer_id, user_id, outcome, amount: due - paid, transaction_id: null };
  }
  const succeeded = own.provider === OFFLINE ? "recorded" : "charged";
  const outcome = own.status === "succeeded" ? succeeded : own.status;
  return { buyer_id, user_id, outcome, amount: own.amount, transaction_id: own.id };
}

function ofSeller(
  contract: ContractView,
  seller: Seller,
  moved: readonly Transaction[],
): Settled["sellers"][number] {
  const { id: seller_id, user_id } = seller;
  const own = moved.find((each) => each.type === "transfer" && each.seller_user_id === user_id);
  if (own) {
    const outcome = own.status === "succeeded" ? "transferred" : own.status;
    return { seller_id, user_id, outcome, amount: own.amount, transaction_id: own.id };
  }
  const amount = waiting(contract, seller);
  return { seller_id, user_id, outcome: amount ? "waiting" : "settled", amount, transaction_id: null };
}
