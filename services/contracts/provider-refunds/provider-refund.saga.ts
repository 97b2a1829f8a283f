/** Records a refund that was made at the provider itself, once: sellers and fees bear it like any other (CON-11, CON-21). */
import { businessDate } from "../../../shared/dates.ts";
import { idOf } from "../../../shared/ids.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, viewAt } from "../contracts/contract-view.ts";
import type { ContractView } from "../contracts/declarations.ts";
import { type Returning, returnHouse, takenBackBy } from "../house-sales/house-sale.ts";
import type { ToldRefund } from "../providers/provider.ts";
import { recordRefund } from "../refunds/record-refund.ts";
import { type Transaction, transactionOf } from "../transactions/new-transaction.ts";
import { type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { recordedAs, transaction } from "../transactions/transaction.ts";
import { refundExceeded } from "./declarations.ts";
import { partsOf } from "./provider-refund.rules.ts";

export type Noting = Posting &
  Returning & {
    charge_id: string;
    told: ToldRefund;
    /** The calls that follow: sellers bear their part. */
    asked?: string[];
    contract?: ContractView;
  };

/** Also of one that somebody has recorded as the outcome of a call. */
export const isRecorded = async (
  reader: Reader,
  { contract_id, provider }: Transaction,
  { ref: provider_ref }: ToldRefund,
): Promise<boolean> =>
  (await reader.findOne(transaction, recordedAs({ contract_id, provider, provider_ref }))) !== null;

export const notingRefund = saga<Noting>({
  name: "provider_refund",
  before: [],
  async pivot(tx, { charge_id, told }) {
    const charge = await tx.load(transaction, charge_id);
    const before = await tx.load(contract, charge.contract_id, { withHidden: true });
    if (await isRecorded(tx, charge, told)) return { contract: viewAt(before, tx.now) };
    const buyer = before.buyers.find(({ user_id }) => user_id === charge.buyer_user_id)!;
    const parts = partsOf(told.amount, buyer.paid - buyer.refunded);
    const of = { charge, told, business_date: businessDate(tx.now, tx.org.timezone) };
    const done = await refund(tx, before, of, parts.refund);
    const lost = await exceed(tx, done.after, of, parts.excess);
    return {
      postings: [...done.postings, ...lost],
      house_returns: [takenBackBy(before, done.after, done.id) ?? []].flat(),
      asked: done.asked.map(({ id }) => id),
      contract: viewAt(done.after, tx.now),
    };
  },
  after: [postMoney, returnHouse],
});

type Of = { charge: Transaction; told: ToldRefund; business_date: string };

const rowOf = (
  { charge, told, business_date }: Of,
  before: Contract,
  what: Pick<Transaction, "id" | "type" | "amount"> & Partial<Transaction>,
) =>
  transactionOf(before, {
    ...{ provider: charge.provider, provider_ref: told.ref, at_provider: true, reason: told.reason },
    ...{ buyer_user_id: charge.buyer_user_id, business_date, ...what },
  });

async function refund(tx: Tx, before: Contract, of: Of, amount: number) {
  const { charge, told, business_date } = of;
  const id = idOf(`${charge.provider} ${told.ref}`);
  if (amount === 0) return { id, after: before, postings: [], asked: [] };
  const made = rowOf(of, before, { id, type: "refund", amount, reverses_id: charge.id });
  const row = await tx.insert(transaction, made, { emit: "none" });
  const how = { return_fees: true, cause: { id, business_date }, happened: true };
  return { id, ...(await recordRefund(tx, before, row, how)) };
}

/** What the provider gave back beyond what the buyer had left is the platform's loss. */
async function exceed(tx: Tx, after: Contract, of: Of, amount: number) {
  if (amount === 0) return [];
  const { provider } = of.charge;
  const id = idOf(`${provider} ${of.told.ref} excess`);
  const row = await tx.insert(transaction, rowOf(of, after, { id, type: "fee", amount }), {
    emit: (made) => ({
      event: refundExceeded,
      data: { transaction: made, contract: viewAt(after, tx.now) },
    }),
  });
  return [postingOf(row, { kind: "excess_refund", excess: { provider, amount } })];
}
