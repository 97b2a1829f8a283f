/** Records what a provider has answered, once, and decides what follows from it (CON-8, INV-41). */
import { type Saga, type Step, saga } from "../../../shared/saga/saga.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { giveBack as giveBackTo } from "../contract-stock/take-stock.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, telling, viewAt } from "../contracts/contract-view.ts";
import { type ContractView, contractEvents } from "../contracts/declarations.ts";
import { noteDispute } from "../disputes/declarations.ts";
import {
  type Returning,
  returnHouse,
  type Selling,
  sellHouse,
  soldBy,
  takenBackBy,
} from "../house-sales/house-sale.ts";
import { recordCharges } from "../payments/record-payments.ts";
import { providerNamed } from "../platforms/platform.ts";
import { type Cause, pendingOf } from "../provider-calls/ask-provider.ts";
import { type ProviderCall, providerCall } from "../provider-calls/provider-call.ts";
import type { Answer } from "../providers/provider.ts";
import { recordRefund } from "../refunds/record-refund.ts";
import { endSettlement, paySellers } from "../settlements/pay-sellers.ts";
import { takeBack, transferOf } from "../settlements/take-back.ts";
import * as events from "../transactions/declarations.ts";
import { type AskedType, askedTypeOf, type Transaction } from "../transactions/new-transaction.ts";
import { type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";

export type Outcome = Posting &
  Selling &
  Returning & {
    call_id: string;
    answer: Answer;
    /** Why somebody says so. */
    reason?: string;
    /** The calls that follow. */
    asked?: string[];
    failed?: Failed | null;
    contract?: ContractView;
    transaction?: Transaction;
  };

/** A settlement whose charges all failed; its goods are returned (CON-10). */
type Failed = { contract_id: string; holder_id: string };

const giveBack: Step<Outcome> = {
  name: "give_back_goods",
  needed: ({ failed }) => Boolean(failed),
  async run({ call }, { failed }) {
    const { contract_id: taken_for, holder_id } = failed!;
    await giveBackTo(call, { taken_for, holder_id });
    return undefined;
  },
};

/** What a provider tells of a dispute along with the charge. */
const openDispute: Step<Outcome> = {
  name: "open_dispute",
  needed: ({ answer, transaction: row }) =>
    Boolean(answer.ok && answer.dispute && row?.status === "succeeded"),
  async run({ call }, { call_id: charge_id, answer }) {
    if (answer.ok && answer.dispute) await call(noteDispute, { charge_id, told: answer.dispute });
    return undefined;
  },
};

type Recorded = { after: Contract; postings: ContractPosting[]; asked: Transaction[] };
type Answered = { row: Transaction; call: ProviderCall; before: Contract };

export const providerOutcome: Saga<Outcome> = saga<Outcome>({
  name: "provider_outcome",
  before: [],
  async pivot(tx, { call_id, answer, reason }) {
    const call = await tx.load(providerCall, call_id);
    const asked = await tx.load(transaction, call_id);
    const before = await tx.load(contract, asked.contract_id, { withHidden: true });
    if (call.status === "done") return { contract: viewAt(before, tx.now), transaction: asked };
    tx.reason(reason);
    await tx.save(providerCall, call, { status: "done", next_at: null, error: null }, { emit: "none" });
    const row = await noteAnswer(tx, asked, answer);
    const recorded = await record(tx, { row, call, before });
    return {
      postings: recorded.postings,
      house_sale: soldBy(before, recorded.after, row.business_date),
      house_returns: row.type === "refund" ? [takenBackBy(before, recorded.after, row.id) ?? []].flat() : [],
      failed: await goodsOfFailed(tx, call, row),
      asked: recorded.asked.map(({ id }) => id),
      contract: viewAt(recorded.after, tx.now),
      transaction: row,
    };
  },
  after: [postMoney, giveBack, sellHouse, returnHouse, openDispute],
});

async function goodsOfFailed(
  tx: Tx,
  { decided_by }: ProviderCall,
  { type, status, contract_id }: Transaction,
): Promise<Failed | null> {
  if (type !== "charge" || status !== "failed") return null;
  const calls = await tx.find(providerCall, { decided_by });
  const _id = { $in: calls.map(({ id }) => id) };
  const others = await tx.count(transaction, { _id, type, status: { $ne: "failed" } });
  return others === 0 ? { contract_id, holder_id: decided_by } : null;
}

const told = {
  charge: { succeeded: events.chargeSucceeded, failed: events.chargeFailed },
  transfer: { succeeded: events.transferSucceeded, failed: events.transferFailed },
  transfer_reversal: { succeeded: events.takingBackSucceeded, failed: events.takingBackFailed },
} as const;

function eventOf({ type, status }: Transaction) {
  const asked = askedTypeOf({ type });
  if (asked === "refund") return status === "failed" ? events.refundFailed : null;
  return told[asked][status === "failed" ? "failed" : "succeeded"];
}

const noteAnswer = (tx: Tx, asked: Transaction, answer: Answer): Promise<Transaction> => {
  const changes = answer.ok
    ? ({ status: "succeeded", provider_ref: answer.ref } as const)
    : ({ status: "failed", failure: answer.failure } as const);
  const event = eventOf({ ...asked, ...changes });
  return tx.save(transaction, asked, changes, {
    emit: event ? (row) => ({ event, data: { transaction: row } }) : "none",
  });
};

/** The contract's rows without the answered call. */
const without = ({ pending }: Contract, { id }: Transaction) => ({
  pending: pending.filter(({ transaction_id }) => transaction_id !== id),
});

async function record(tx: Tx, answered: Answered): Promise<Recorded> {
  const { row, before } = answered;
  if (row.status === "succeeded") return recorders[askedTypeOf(row)](tx, answered);
  const emit = telling(contractEvents.changed, tx.now);
  return { after: await tx.save(contract, before, without(before, row), { emit }), postings: [], asked: [] };
}

const causeOf = ({ id, business_date }: Transaction): Cause => ({ id, business_date });

const recorders: Record<AskedType, (tx: Tx, answered: Answered) => Promise<Recorded>> = {
  async charge(tx, { row, before }) {
    const paid = await recordCharges(tx, before, [row], without(before, row));
    if (paid.after.status !== "paid") return { ...paid, asked: [] };
    const done = await paySellers(tx, paid.after, providerNamed(row.provider), causeOf(row));
    return { ...done, postings: [...paid.postings, ...done.postings] };
  },
  async refund(tx, { row, call, before }) {
    const cause = causeOf(row);
    const free = await tx.save(contract, before, without(before, row), { emit: "none" });
    return recordRefund(tx, free, row, { return_fees: call.return_fees !== false, cause });
  },
  async transfer(tx, { row, before }) {
    const sellers = withMore(before, row, "transferred");
    const postings = [postingOf(row, { kind: "transfer", transfer: transferOf(row) })];
    const changes = { sellers, ...without(before, row) };
    // A refund may have been recorded while the provider was called.
    const back = await takeBack(tx, { ...before, ...changes }, tooMuch({ ...before, ...changes }, row), {
      ...causeOf(row),
      reason: null,
    });
    const after = await endSettlement(tx, before, back.changes);
    return { after, postings: [...postings, ...back.postings], asked: back.asked };
  },
  async transfer_reversal(tx, { row, before }) {
    const sellers = withMore(before, row, "transfer_reversed");
    const emit = telling(contractEvents.changed, tx.now);
    const changes = { sellers, ...without(before, row) };
    const postings = [postingOf(row, { kind: "transfer_reversed", transfer: transferOf(row) })];
    return { after: await tx.save(contract, before, changes, { emit }), postings, asked: [] };
  },
};

const withMore = (
  { sellers }: Contract,
  { seller_user_id, amount }: Transaction,
  figure: "transferred" | "transfer_reversed",
): Contract["sellers"] =>
  sellers.map((each) =>
    each.user_id === seller_user_id ? { ...each, [figure]: each[figure] + amount } : each,
  );

/** What the seller of a transfer has got beyond what they are owed. */
function tooMuch(of: Contract, { seller_user_id }: Transaction): { user_id: string; amount: number }[] {
  const seller = of.sellers.find(({ user_id }) => user_id === seller_user_id)!;
  const { user_id, owed, reversed, transferred, transfer_reversed } = seller;
  const back = transfer_reversed + pendingOf(of, "transfer_reversal", user_id);
  return [{ user_id, amount: Math.max(0, transferred - back - Math.max(0, owed - reversed)) }];
}
