/** Records that a provider returned a refund, once: what it was to give back is owed to the buyer (CON-22). */
import { businessDate } from "../../../shared/dates.ts";
import { idOf } from "../../../shared/ids.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, viewAt } from "../contracts/contract-view.ts";
import type { ContractView } from "../contracts/declarations.ts";
import { type Transaction, transactionOf } from "../transactions/new-transaction.ts";
import { type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { recordedAs, transaction } from "../transactions/transaction.ts";
import { movedOf, refundReturned } from "./declarations.ts";

export type Returning = Posting & {
  charge_id: string;
  /** The refund at the provider, and why it failed. */
  ref: string;
  failure: string;
  contract?: ContractView;
};

export const returningRefund = saga<Returning>({
  name: "returned_refund",
  before: [],
  async pivot(tx, { charge_id, ref, failure }) {
    const { contract_id, provider } = await tx.load(transaction, charge_id);
    const own = await tx.load(contract, contract_id, { withHidden: true });
    const rows = await tx.find(transaction, recordedAs({ contract_id, provider, provider_ref: ref }));
    const postings: ContractPosting[] = [];
    for (const row of rows) if (!row.returned) postings.push(await returned(tx, own, row, failure));
    return { postings, contract: viewAt(own, tx.now) };
  },
  after: [postMoney],
});

/** What had gone back beyond what the buyer had left was the platform's loss, and is its own again. */
async function returned(tx: Tx, own: Contract, row: Transaction, reason: string): Promise<ContractPosting> {
  const { id, amount, provider, provider_ref, buyer_user_id } = row;
  const isOwed = row.type === "refund";
  await tx.save(transaction, row, { returned: isOwed ? "owed" : "kept" }, { emit: "none" });
  const business_date = businessDate(tx.now, tx.org.timezone);
  const movement = { id: idOf(`return ${id}`), type: "refund_return", amount, business_date } as const;
  const at = { provider, provider_ref, reverses_id: id, buyer_user_id, reason };
  const emit = isOwed ? movedOf(refundReturned, viewAt(own, tx.now)) : "none";
  const made = await tx.insert(transaction, transactionOf(own, { ...movement, ...at }), { emit });
  const owed_to = isOwed ? buyer_user_id : null;
  return postingOf(made, { kind: "refund_returned", returned: { provider, amount, owed_to } });
}
