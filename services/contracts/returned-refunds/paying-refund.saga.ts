/** Pays a refund that a provider returned in another way, once (CON-22). */
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import { idOf } from "../../../shared/ids.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { contract } from "../contracts/contract.ts";
import { viewAt } from "../contracts/contract-view.ts";
import { OFFLINE, type Transaction, transactionOf } from "../transactions/new-transaction.ts";
import { type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";
import { movedOf, returnedRefundPaid } from "./declarations.ts";

export type Paying = Posting & {
  refund_id: string;
  if_match: number | null;
  method: NonNullable<Transaction["method"]>;
  reason: string | null;
  payment?: Transaction;
};

export const payingRefund = saga<Paying>({
  name: "returned_refund_payment",
  before: [],
  async pivot(tx, { refund_id, if_match, method, reason }) {
    const refund = await tx.load(transaction, refund_id);
    matchVersion(refund, if_match ?? undefined);
    const { id, amount, buyer_user_id, contract_id, type, returned } = refund;
    if (returned !== "owed")
      throw fail("conflict", "Only a refund that was returned, and is still owed, is paid.", {
        type,
        returned,
      });
    const own = await tx.load(contract, contract_id, { withHidden: true });
    tx.reason(reason);
    await tx.save(transaction, refund, { returned: "paid" }, { emit: "none" });
    const business_date = businessDate(tx.now, tx.org.timezone);
    const movement = { id: idOf(`payment ${id}`), type: "refund_payment", amount, business_date } as const;
    const how = { buyer_user_id, method, reason, reverses_id: id };
    const emit = movedOf(returnedRefundPaid, viewAt(own, tx.now));
    const payment = await tx.insert(transaction, transactionOf(own, { ...movement, ...how }), { emit });
    const paid = { provider: OFFLINE, amount, user_id: buyer_user_id! };
    return { payment, postings: [postingOf(payment, { kind: "refund_paid", paid })] };
  },
  after: [postMoney],
});
