/** Notes a dispute, and books how it ended: the money is a refund that the provider made, beside its fee (CON-11, CON-12). */
import { businessDate } from "../../../shared/dates.ts";
import { idOf } from "../../../shared/ids.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, telling, viewAt } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { moneyTakenBackBy, type Returning, returnHouse } from "../house-sales/house-sale.ts";
import { pendingOf } from "../provider-calls/ask-provider.ts";
import type { ToldDispute } from "../providers/provider.ts";
import { recordRefund } from "../refunds/record-refund.ts";
import { type Transaction, transactionOf } from "../transactions/new-transaction.ts";
import { type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";
import { disputeEvents } from "./declarations.ts";
import { endOf, isNews } from "./dispute.rules.ts";
import { dispute } from "./dispute.ts";

type Dispute = Entity<typeof dispute>;

export type Disputing = Posting &
  Returning & {
    charge_id: string;
    told: ToldDispute;
    /** The calls that follow: sellers bear their part. */
    asked?: string[];
    dispute?: Dispute;
  };

type Ended = { after: Contract; postings: ContractPosting[]; asked: Transaction[]; made: Partial<Dispute> };
type Of = { id: string; charge: Transaction; told: ToldDispute };

export const disputing = saga<Disputing>({
  name: "contract_dispute",
  before: [],
  async pivot(tx, { charge_id, told }) {
    const charge = await tx.load(transaction, charge_id);
    const id = idOf(`dispute ${charge.provider} ${told.ref}`);
    const known = await tx.get(dispute, id);
    if (known && !isNews(known.status, told.status)) return { dispute: known };
    const before = await tx.load(contract, charge.contract_id, { withHidden: true });
    const marked = await mark(tx, before, { id, charge, told });
    const ended = await end(tx, marked, { id, charge, told });
    const row = await note(tx, known, { id, charge, told }, ended);
    return {
      postings: ended.postings,
      house_returns: [moneyTakenBackBy(before, ended.after, id) ?? []].flat(),
      asked: ended.asked.map((each) => each.id),
      dispute: row,
    };
  },
  after: [postMoney, returnHouse],
});

/** The charge tells how its dispute stands, the contract whether one is open. */
async function mark(tx: Tx, before: Contract, { id, charge, told }: Of): Promise<Contract> {
  await tx.save(transaction, charge, { dispute: told.status }, { emit: "none" });
  const others = { contract_id: before.id, status: "open", _id: { $ne: id } } as const;
  const disputed = told.status === "open" || (await tx.count(dispute, others)) > 0;
  if (disputed === before.disputed) return before;
  return tx.save(contract, before, { disputed }, { emit: telling(contractEvents.changed, tx.now) });
}

async function end(tx: Tx, before: Contract, { id, charge, told }: Of): Promise<Ended> {
  const { provider } = charge;
  const buyer = before.buyers.find(({ user_id }) => user_id === charge.buyer_user_id)!;
  const left = buyer.paid - buyer.refunded - pendingOf(before, "refund", buyer.user_id);
  const { refund, cost } = endOf({ ...told, left });
  const business_date = businessDate(tx.now, tx.org.timezone);
  const made = (type: "refund" | "fee", amount: number, more: Partial<Transaction>) => {
    const movement = { id: idOf(`dispute ${type} ${id}`), type, amount, business_date } as const;
    const at = { provider, provider_ref: told.ref, dispute_id: id, reason: told.reason };
    const row = transactionOf(before, { ...movement, ...at, ...more });
    return tx.insert(transaction, row, { emit: "none" });
  };
  const ended: Ended = { after: before, postings: [], asked: [], made: {} };
  if (refund > 0) {
    const whose = { buyer_user_id: buyer.user_id, reverses_id: charge.id };
    const row = await made("refund", refund, whose);
    const cause = { id: row.id, business_date };
    const done = await recordRefund(tx, before, row, { return_fees: true, cause, happened: true });
    Object.assign(ended, done, { made: { refund_id: row.id } });
  }
  if (cost > 0) {
    const row = await made("fee", cost, {});
    ended.made = { ...ended.made, fee_id: row.id };
    ended.postings.push(postingOf(row, { kind: "dispute_fee", fee: { provider, amount: cost } }));
  }
  return ended;
}

function note(
  tx: Tx,
  known: Dispute | null,
  { id, charge, told }: Of,
  { after, made }: Ended,
): Promise<Dispute> {
  const { status, amount, reason, fee, evidence_due_at, ref: provider_ref } = told;
  const closed_at = status === "open" ? null : tx.now;
  const emit = (row: Dispute) => ({
    event: disputeEvents[status],
    data: { dispute: row, contract: viewAt(after, tx.now) },
  });
  const now = { status, amount, reason, fee, evidence_due_at, closed_at, ...made };
  if (known) return tx.save(dispute, known, now, { emit });
  const { contract_id, platform_id, buyer_user_id, currency, provider } = charge;
  const about = { contract_id, platform_id, buyer_user_id: buyer_user_id!, currency, provider };
  return tx.insert(dispute, { id, ...about, transaction_id: charge.id, provider_ref, ...now }, { emit });
}
