/** Pays the sellers of a contract that is paid what they are owed (CON-9). */
import { newId } from "../../../shared/ids.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type ContractPosting, houseUserId } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { moveContract } from "../contracts/contract-status.rules.ts";
import { type Contract, telling } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { providerAccount } from "../payment-methods/provider-account.ts";
import type { ProviderName } from "../platforms/platform.ts";
import { askProvider, type Cause, pendingOf, type Wanted } from "../provider-calls/ask-provider.ts";
import { transferSucceeded } from "../transactions/declarations.ts";
import { OFFLINE, type Transaction, transactionOf } from "../transactions/new-transaction.ts";
import { postingOf } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";
import { transferOf } from "./take-back.ts";

type Seller = Contract["sellers"][number];

/** The contract's new state, and the amounts moved or requested. */
export type Moved = {
  after: Contract;
  postings: ContractPosting[];
  made: Transaction[];
  asked: Transaction[];
};

/** The house is owed goods' price by its own shop: a sale clears that, not a transfer (LNK-4). */
const isHouse = ({ platform_id }: Contract, user_id: string): boolean =>
  platform_id !== null && user_id === houseUserId(platform_id);

/** The amount that the seller has not received. Refunds before the transfer lower it. */
export const waiting = (of: Contract, seller: Seller): number => {
  if (isHouse(of, seller.user_id)) return 0;
  const { owed, transferred, reversed, transfer_reversed } = seller;
  return Math.max(0, owed - reversed - (transferred - transfer_reversed));
};

/** The amounts to transfer now, without those already requested from a provider. */
const unasked = (of: Contract, seller: Seller): number =>
  waiting(of, seller) - pendingOf(of, "transfer", seller.user_id);

/** By hand at once; else requests transfers for sellers with a connected account, and the others wait. */
export async function paySellers(
  tx: Tx,
  before: Contract,
  provider: ProviderName,
  cause: Cause,
): Promise<Moved> {
  const moved = moveContract(before.status, "settled");
  if (!moved.ok) throw refusedTransition("contract", moved);
  const none = { after: before, postings: [], made: [], asked: [] };
  if (!moved.changed) return none;
  const due = before.sellers.filter((seller) => unasked(before, seller) > 0);
  if (provider === OFFLINE) return byHand(tx, before, due, cause);
  const connected = await tx.find(providerAccount, {
    ...{ provider, payouts_enabled: true },
    user_id: { $in: due.map(({ user_id }) => user_id) },
  });
  const wanted = due.flatMap((seller): Wanted[] => {
    const { user_id } = seller;
    const account = connected.find((each) => each.user_id === user_id);
    if (!account?.account_ref) return [];
    const movement = { type: "transfer", seller_user_id: user_id, amount: unasked(before, seller) } as const;
    return [{ movement, provider, of_ref: account.account_ref }];
  });
  if (wanted.length === 0) return { ...none, after: await endSettlement(tx, before) };
  const { pending, asked } = await askProvider(tx, before, wanted, cause);
  const emit = telling(contractEvents.changed, tx.now);
  return { ...none, after: await tx.save(contract, before, { pending }, { emit }), asked };
}

/** Settled when no seller waits; `changes` are further changes to the same contract. */
export async function endSettlement(
  tx: Tx,
  before: Contract,
  changes: Partial<Contract> = {},
): Promise<Contract> {
  const now = { ...before, ...changes };
  const ends = now.status === "paid" && now.sellers.every((seller) => waiting(now, seller) === 0);
  if (!ends && Object.keys(changes).length === 0) return before;
  return tx.save(
    contract,
    before,
    { ...changes, ...(ends ? { status: "settled", settled_at: tx.now } : {}) },
    { emit: telling(ends ? contractEvents.settled : contractEvents.changed, tx.now) },
  );
}

async function byHand(
  tx: Tx,
  before: Contract,
  due: readonly Seller[],
  { business_date }: Cause,
): Promise<Moved> {
  const made: Transaction[] = [];
  for (const seller of due) {
    const movement = { id: newId(), type: "transfer", seller_user_id: seller.user_id } as const;
    const row = transactionOf(before, { ...movement, amount: unasked(before, seller), business_date });
    made.push(
      await tx.insert(transaction, row, {
        emit: (after) => ({ event: transferSucceeded, data: { transaction: after } }),
      }),
    );
  }
  const postings = made.map((row) => postingOf(row, { kind: "transfer", transfer: transferOf(row) }));
  const sellers = before.sellers.map((each) => ({
    ...each,
    transferred: each.transferred + (due.includes(each) ? unasked(before, each) : 0),
  }));
  return { after: await endSettlement(tx, before, { sellers }), postings, made, asked: [] };
}
