/** Takes back what sellers got: by the provider that paid it, else by hand (CON-11). */
import { newId } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import type { Contract } from "../contracts/contract-view.ts";
import { providerNamed } from "../platforms/platform.ts";
import { askProvider, type Cause, type Wanted } from "../provider-calls/ask-provider.ts";
import { overMovements } from "../transactions/moved-by-providers.ts";
import { type Transaction, transactionOf } from "../transactions/new-transaction.ts";
import { postingOf } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";

type Parts = readonly { user_id: string; amount: number }[];

/** `changes` of the contract are for the caller to save. */
export type TakenBack = {
  changes: Pick<Contract, "sellers" | "pending">;
  postings: ContractPosting[];
  asked: Transaction[];
};

/** A movement to or from a seller, for the books (T20). */
export const transferOf = ({ provider, seller_user_id, amount }: Transaction) => ({
  ...{ provider, amount },
  user_id: seller_user_id!,
});

export async function takeBack(
  tx: Tx,
  before: Contract,
  parts: Parts,
  cause: Cause & { reason: string | null },
): Promise<TakenBack> {
  const { reason, business_date } = cause;
  const wanted: Wanted[] = [];
  const byHand: Transaction[] = [];
  for (const { user_id, amount } of parts) {
    if (amount === 0) continue;
    const whose = { contract_id: before.id, type: "transfer", user_id } as const;
    const back = await overMovements(tx, whose, amount);
    const movement = { type: "transfer_reversal", seller_user_id: user_id, reason } as const;
    for (const { from, amount: part } of back.parts)
      wanted.push({
        movement: { ...movement, amount: part, reverses_id: from.id },
        ...{ provider: providerNamed(from.provider), of_ref: from.provider_ref },
      });
    if (back.by_hand === 0) continue;
    const row = transactionOf(before, { ...movement, id: newId(), amount: back.by_hand, business_date });
    byHand.push(await tx.insert(transaction, row, { emit: "none" }));
  }
  const { pending, asked } = await askProvider(tx, before, wanted, cause);
  const sellers = before.sellers.map((each) => {
    const row = byHand.find(({ seller_user_id }) => seller_user_id === each.user_id);
    return row ? { ...each, transfer_reversed: each.transfer_reversed + row.amount } : each;
  });
  const postings = byHand.map((row) =>
    postingOf(row, { kind: "transfer_reversed", transfer: transferOf(row) }),
  );
  return { changes: { sellers, pending }, postings, asked };
}
