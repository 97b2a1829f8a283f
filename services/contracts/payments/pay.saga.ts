/** A manual payment. It is checked against the contract in the transaction, so that no payment exceeds the due. */
import { saga } from "../../../shared/saga/saga.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import {
  type Goods,
  type Held,
  holdTaken,
  requireSameGoods,
  takeGoods,
} from "../contract-stock/take-stock.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, requireCurrency, viewAt } from "../contracts/contract-view.ts";
import type { ContractView } from "../contracts/declarations.ts";
import { type Selling, sellHouse, soldBy } from "../house-sales/house-sale.ts";
import { pendingOf } from "../provider-calls/ask-provider.ts";
import { type Posting, postMoney } from "../transactions/post-money.ts";
import { moreThanOwed, nothingOwed } from "./errors.ts";
import { type Payment, recordPayments, requirePayable } from "./record-payments.ts";

export type Paying = Posting &
  Selling & {
    contract_id: string;
    goods: Goods;
    held?: Held;
    if_match: number | null;
    version: number;
    currency: string | null;
    /** `amount` null: the whole remaining due. */
    payment: Omit<Payment, "amount"> & { amount: number | null };
    paid?: ContractView;
  };

export const paying = saga<Paying>({
  name: "contract_payment",
  before: [takeGoods, holdTaken],
  async pivot(tx, { contract_id, goods, if_match, version, currency, payment }) {
    const before = await tx.load(contract, contract_id, { withHidden: true });
    matchVersion(before, if_match ?? undefined);
    requirePayable(before, version);
    requireSameGoods(before, { goods });
    requireCurrency(currency, before.currency, "/currency");
    const amount = amountOf(before, payment);
    const { after, postings } = await recordPayments(tx, before, [{ ...payment, amount }]);
    const house_sale = soldBy(before, after, payment.business_date);
    return { postings, house_sale, paid: viewAt(after, tx.now) };
  },
  after: [postMoney, sellHouse],
});

function amountOf(before: Contract, { buyer_id, amount }: Paying["payment"]): number {
  const buyer = before.buyers.find(({ id }) => id === buyer_id);
  if (!buyer) throw referenceNotFound([{ pointer: "/buyer_id", what: "buyer" }]);
  const { due, paid, user_id } = buyer;
  // What they are being charged is as good as paid until the provider refuses.
  const left = due - paid - pendingOf(before, "charge", user_id);
  if (left === 0) throw nothingOwed({ due, paid, left });
  if (amount === null || amount <= left) return amount ?? left;
  throw moreThanOwed({ due, paid, left, amount }, [{ pointer: "/amount", code: "more_than_due" }]);
}
