/** Settles a contract (CON-9): records outstanding dues as paid if requested. Once everything is paid, every seller gets the amount that they are owed. */

import { businessDate } from "../../../shared/dates.ts";
import { newId } from "../../../shared/ids.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { type Goods, requireSameGoods, takeGoods } from "../contract-stock/take-stock.ts";
import { contract } from "../contracts/contract.ts";
import { moveContract } from "../contracts/contract-status.rules.ts";
import { type Contract, telling, viewAt } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { type Payment, recordPayments, requirePayable } from "../payments/record-payments.ts";
import { transferSucceeded } from "../transactions/declarations.ts";
import { OFFLINE, type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";
import type { settleContract } from "./declarations.ts";

type Settled = OutputOf<typeof settleContract>;

export type Settling = Posting & {
  contract_id: string;
  goods: Goods;
  if_match: number | null;
  record_offline: boolean;
  method: Payment["method"];
  settled?: Settled;
};

export const settling = saga<Settling>({
  name: "contract_settlement",
  before: [{ ...takeGoods, needed: (data) => data.record_offline && data.goods.lines.length > 0 }],
  async pivot(tx, { contract_id, goods, if_match, ...asked }) {
    const before = await tx.load(contract, contract_id, { withHidden: true });
    matchVersion(before, if_match ?? undefined);
    if (asked.record_offline && isOpen(before)) requireSameGoods(before, { goods });
    const collected = await collect(tx, before, asked);
    const done = await transferAll(tx, collected.after);
    return {
      postings: [...collected.postings, ...done.postings],
      settled: {
        contract: viewAt(done.after, tx.now),
        buyers: done.after.buyers.map((buyer) => buyerResult(buyer, collected.payments)),
        sellers: done.after.sellers.map((seller) => sellerResult(seller, done.made)),
      },
    };
  },
  after: [postMoney],
});

const isOpen = ({ status }: Contract): boolean => status === "open" || status === "partially_paid";

async function collect(
  tx: Tx,
  before: Contract,
  { record_offline, method }: Pick<Settling, "record_offline" | "method">,
) {
  if (!isOpen(before)) return { after: before, payments: [], postings: [] };
  requirePayable(before, before.terms_version);
  const payments: Payment[] = before.buyers
    .filter(({ due, paid }) => record_offline && due > paid)
    .map(({ id, due, paid }) => ({
      transaction_id: newId(),
      buyer_id: id,
      amount: due - paid,
      method,
      external_ref: null,
      business_date: todayOf(tx),
    }));
  return { payments, ...(await recordPayments(tx, before, payments)) };
}

const todayOf = (tx: Tx): string => businessDate(tx.now, tx.org.timezone);

type Seller = Contract["sellers"][number];
type Made = { user_id: string; id: string; amount: number };

/** The amount that the seller has not received. Refunds before the transfer lower it. */
const waiting = ({ owed, transferred, reversed, transfer_reversed }: Seller): number =>
  Math.max(0, owed - reversed - (transferred - transfer_reversed));

async function transferAll(tx: Tx, before: Contract) {
  const made: Made[] = [];
  const postings: ContractPosting[] = [];
  if (isOpen(before)) return { after: before, made, postings };
  const moved = moveContract(before.status, "settled");
  if (!moved.ok) throw refusedTransition("contract", moved);
  if (!moved.changed) return { after: before, made, postings };
  for (const seller of before.sellers) {
    const amount = waiting(seller);
    if (amount === 0) continue;
    const { user_id } = seller;
    const row = await insertTransfer(tx, before, user_id, amount);
    made.push({ user_id, id: row.id, amount });
    const transfer = { provider: OFFLINE, user_id, amount };
    postings.push(postingOf(row, { kind: "transfer", transfer }));
  }
  const sellers = before.sellers.map((each) => ({
    ...each,
    transferred: each.transferred + waiting(each),
  }));
  const after = await tx.save(
    contract,
    before,
    { sellers, status: moved.status, settled_at: tx.now },
    { emit: telling(contractEvents.settled, tx.now) },
  );
  return { after, made, postings };
}

function insertTransfer(tx: Tx, { id, currency }: Contract, seller_user_id: string, amount: number) {
  const transfer_id = newId();
  return tx.insert(
    transaction,
    {
      id: transfer_id,
      contract_id: id,
      type: "transfer",
      status: "succeeded",
      seller_user_id,
      amount,
      currency,
      provider: OFFLINE,
      provider_ref: transfer_id,
      business_date: todayOf(tx),
    },
    { emit: (row) => ({ event: transferSucceeded, data: { transaction: row } }) },
  );
}

function buyerResult(
  { id: buyer_id, user_id, due, paid }: Contract["buyers"][number],
  payments: readonly Payment[],
): Settled["buyers"][number] {
  const recorded = payments.find((each) => each.buyer_id === buyer_id);
  if (recorded) {
    const { amount, transaction_id } = recorded;
    return { buyer_id, user_id, outcome: "recorded", amount, transaction_id };
  }
  const outcome = due > paid ? "outstanding" : "paid";
  return { buyer_id, user_id, outcome, amount: due - paid, transaction_id: null };
}

function sellerResult(seller: Seller, made: readonly Made[]): Settled["sellers"][number] {
  const { id: seller_id, user_id } = seller;
  const now = made.find((each) => each.user_id === user_id);
  if (now) return { seller_id, user_id, outcome: "transferred", amount: now.amount, transaction_id: now.id };
  const amount = waiting(seller);
  return { seller_id, user_id, outcome: amount ? "waiting" : "settled", amount, transaction_id: null };
}
