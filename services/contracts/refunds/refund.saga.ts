/**
 * Refunds a buyer (CON-11). The refund is checked against the contract in the transaction. What a provider charged, that provider
 * pays back; it counts when the provider has answered.
 */

import { businessDate } from "../../../shared/dates.ts";
import { newId } from "../../../shared/ids.ts";
import { type Step, saga } from "../../../shared/saga/saga.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, requireCurrency, telling, viewAt } from "../contracts/contract-view.ts";
import { type ContractView, contractEvents } from "../contracts/declarations.ts";
import { type Returning, returnHouse, takenBackBy } from "../house-sales/house-sale.ts";
import { providerNamed } from "../platforms/platform.ts";
import { askProvider, type Cause } from "../provider-calls/ask-provider.ts";
import { performAll } from "../provider-calls/perform-all.ts";
import { overMovements, type TakenBack } from "../transactions/moved-by-providers.ts";
import { transactionOf } from "../transactions/new-transaction.ts";
import { type Posting, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";
import { decideRefund, recordRefund } from "./record-refund.ts";

export type Refunding = Posting &
  Returning & {
    contract_id: string;
    if_match: number | null;
    buyer_id: string;
    amount: number;
    currency: string | null;
    return_fees: boolean;
    reason: string | null;
    asked?: string[];
    refunded?: ContractView;
  };

const askProviders: Step<Refunding> = {
  name: "ask_providers",
  needed: ({ asked = [] }) => asked.length > 0,
  answers: () => true,
  async run({ call }, { asked = [] }) {
    const { contract: after } = await performAll(call, asked);
    return after ? { refunded: after } : undefined;
  },
};

export const refunding = saga<Refunding>({
  name: "contract_refund",
  before: [],
  async pivot(tx, given, saga_id) {
    const before = await tx.load(contract, given.contract_id, { withHidden: true });
    matchVersion(before, given.if_match ?? undefined);
    requireCurrency(given.currency, before.currency, "/currency");
    const buyer = before.buyers.find(({ id }) => id === given.buyer_id);
    if (!buyer) throw referenceNotFound([{ pointer: "/buyer_id", what: "buyer" }]);
    decideRefund(before, buyer, given);
    tx.reason(given.reason);
    const cause = { id: saga_id, business_date: businessDate(tx.now, tx.org.timezone) };
    const whose = { contract_id: before.id, type: "charge", user_id: buyer.user_id } as const;
    const back = await overMovements(tx, whose, given.amount);
    const refund = { ...given, buyer_user_id: buyer.user_id, cause };
    const done = await payByHand(tx, before, back, refund);
    const calls = await askForTheRest(tx, done.after, back, refund);
    return {
      postings: done.postings,
      house_returns: [takenBackBy(before, done.after, cause.id) ?? []].flat(),
      asked: [...done.asked, ...calls.asked].map(({ id }) => id),
      refunded: viewAt(calls.after, tx.now),
    };
  },
  after: [postMoney, returnHouse, askProviders],
});

type Refund = Pick<Refunding, "return_fees" | "reason"> & { buyer_user_id: string; cause: Cause };

async function payByHand(tx: Tx, before: Contract, { by_hand: amount }: TakenBack, refund: Refund) {
  if (amount === 0) return { after: before, postings: [], asked: [] };
  const { buyer_user_id, reason, cause, return_fees } = refund;
  const { business_date } = cause;
  const movement = { id: newId(), type: "refund", buyer_user_id, amount, reason, business_date } as const;
  const row = await tx.insert(transaction, transactionOf(before, movement), { emit: "none" });
  return recordRefund(tx, before, row, { return_fees, cause });
}

async function askForTheRest(tx: Tx, before: Contract, { parts }: TakenBack, refund: Refund) {
  if (parts.length === 0) return { after: before, asked: [] };
  const { buyer_user_id, reason, cause, return_fees } = refund;
  const wanted = parts.map(({ from, amount }) => ({
    movement: { type: "refund", buyer_user_id, amount, reason, reverses_id: from.id } as const,
    ...{ provider: providerNamed(from.provider), of_ref: from.provider_ref, return_fees },
  }));
  const { pending, asked } = await askProvider(tx, before, wanted, cause);
  const emit = telling(contractEvents.changed, tx.now);
  return { after: await tx.save(contract, before, { pending }, { emit }), asked };
}
