/** Records that a transfer was taken back at the provider itself, once: its seller is owed that again (CON-23). */
import { businessDate } from "../../../shared/dates.ts";
import { idOf } from "../../../shared/ids.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { contract } from "../contracts/contract.ts";
import { telling, viewAt } from "../contracts/contract-view.ts";
import { type ContractView, contractEvents } from "../contracts/declarations.ts";
import type { ToldReversal } from "../providers/provider.ts";
import { transferOf } from "../settlements/take-back.ts";
import { takingBackSucceeded } from "../transactions/declarations.ts";
import { transactionOf } from "../transactions/new-transaction.ts";
import { type Posting, postingOf, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";

export type Noting = Posting & { transfer_id: string; told: ToldReversal; contract?: ContractView };

export const notingReversal = saga<Noting>({
  name: "provider_reversal",
  before: [],
  async pivot(tx, { transfer_id, told: { ref: provider_ref, amount } }) {
    const transfer = await tx.load(transaction, transfer_id);
    const { contract_id, provider, seller_user_id } = transfer;
    const before = await tx.load(contract, contract_id, { withHidden: true });
    const recorded = { contract_id, provider, provider_ref, type: "transfer_reversal" } as const;
    if (await tx.findOne(transaction, recorded)) return { contract: viewAt(before, tx.now) };
    const id = idOf(`${provider} ${provider_ref}`);
    const business_date = businessDate(tx.now, tx.org.timezone);
    const movement = { id, type: "transfer_reversal", amount, business_date } as const;
    const at = { provider, provider_ref, at_provider: true, seller_user_id, reverses_id: transfer_id };
    const row = await tx.insert(transaction, transactionOf(before, { ...movement, ...at }), {
      emit: (made) => ({ event: takingBackSucceeded, data: { transaction: made } }),
    });
    const sellers = before.sellers.map((each) =>
      each.user_id === seller_user_id
        ? { ...each, transfer_reversed: each.transfer_reversed + amount }
        : each,
    );
    const emit = telling(contractEvents.changed, tx.now);
    const after = await tx.save(contract, before, { sellers }, { emit });
    return {
      postings: [postingOf(row, { kind: "transfer_reversed", transfer: transferOf(row) })],
      contract: viewAt(after, tx.now),
    };
  },
  after: [postMoney],
});
