/**
 * Settles a contract (CON-9, CON-20): charges what buyers still owe, or records it as paid outside if requested. Once everything
 * is paid, every seller gets the amount that they are owed.
 */

import { businessDate } from "../../../shared/dates.ts";
import { newId } from "../../../shared/ids.ts";
import { type Saga, type Step, saga } from "../../../shared/saga/saga.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import {
  type Goods,
  giveBackGoods,
  type Held,
  holdTaken,
  requireSameGoods,
  takeGoods,
} from "../contract-stock/take-stock.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, telling, viewAt } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { type Selling, sellHouse, soldBy } from "../house-sales/house-sale.ts";
import { paymentMethod } from "../payment-methods/payment-method.ts";
import { providerAccount } from "../payment-methods/provider-account.ts";
import { type Payment, recordPayments, requirePayable } from "../payments/record-payments.ts";
import type { ProviderName } from "../platforms/platform.ts";
import {
  askProvider,
  type Cause,
  pendingOf,
  providerFor,
  type Wanted,
} from "../provider-calls/ask-provider.ts";
import { performAll } from "../provider-calls/perform-all.ts";
import { OFFLINE, type Transaction } from "../transactions/new-transaction.ts";
import { type Posting, postMoney } from "../transactions/post-money.ts";
import { transaction } from "../transactions/transaction.ts";
import { paySellers } from "./pay-sellers.ts";
import { type Settled, settledOf } from "./settled-view.ts";

export type Settling = Posting &
  Selling & {
    contract_id: string;
    goods: Goods;
    held?: Held;
    if_match: number | null;
    record_offline: boolean;
    /** Whether this may bring money: recorded, or charged. */
    collects: boolean;
    method: Payment["method"];
    /** The transactions that this settlement brought. */
    moved?: Transaction[];
    asked?: string[];
    /** Goods were taken, but nobody could be charged. */
    in_vain?: boolean;
    settled?: Settled;
  };

const askProviders: Step<Settling> = {
  name: "ask_providers",
  needed: ({ asked = [] }) => asked.length > 0,
  answers: () => true,
  async run({ call }, { asked = [], moved = [], settled }) {
    const { contract: after, transactions } = await performAll(call, asked);
    const since = new Map([...moved, ...transactions].map((each) => [each.id, each]));
    return { settled: settledOf(after ?? settled!.contract, [...since.values()]) };
  },
};

export const settling: Saga<Settling> = saga<Settling>({
  name: "contract_settlement",
  before: [{ ...takeGoods, needed: ({ collects, goods }) => collects && goods.lines.length > 0 }, holdTaken],
  async pivot(tx, { contract_id, goods, if_match, ...asked }, saga_id) {
    const before = await tx.load(contract, contract_id, { withHidden: true });
    matchVersion(before, if_match ?? undefined);
    if (asked.collects && isOpen(before)) requireSameGoods(before, { goods });
    const cause = { id: saga_id, business_date: businessDate(tx.now, tx.org.timezone) };
    const provider = await providerFor(tx, before);
    const collected = await collect(tx, before, provider, { ...asked, cause });
    const done = isOpen(collected.after)
      ? { after: collected.after, postings: [], made: [], asked: [] }
      : await paySellers(tx, collected.after, provider, cause);
    const calls = [...collected.asked, ...done.asked];
    const moved = [...collected.made, ...done.made, ...calls];
    const in_vain =
      goods.lines.length > 0 && asked.collects && collected.asked.length + collected.made.length === 0;
    return {
      ...{ moved, in_vain, asked: calls.map(({ id }) => id) },
      postings: [...collected.postings, ...done.postings],
      house_sale: soldBy(before, done.after, cause.business_date),
      settled: settledOf(viewAt(done.after, tx.now), moved),
    };
  },
  after: [postMoney, sellHouse, giveBackGoods(({ in_vain = false }) => in_vain), askProviders],
});

const isOpen = ({ status }: Contract): boolean => status === "open" || status === "partially_paid";

/** What the buyer still owes and is not being charged. */
const owing = (of: Contract, { user_id, due, paid }: Contract["buyers"][number]): number =>
  due - paid - pendingOf(of, "charge", user_id);

type Collected = { after: Contract; postings: ContractPosting[]; made: Transaction[]; asked: Transaction[] };
type How = Pick<Settling, "record_offline" | "collects" | "method"> & { cause: Cause };

async function collect(tx: Tx, before: Contract, provider: ProviderName, how: How): Promise<Collected> {
  const nothing = { after: before, postings: [], made: [], asked: [] };
  if (!isOpen(before)) return nothing;
  requirePayable(before, before.terms_version);
  if (how.record_offline) return recordOutside(tx, before, how);
  const wanted = how.collects && provider !== OFFLINE ? await chargesOf(tx, before, provider) : [];
  if (wanted.length === 0) return { ...nothing, ...(await recordPayments(tx, before, [])) };
  const { pending, asked } = await askProvider(tx, before, wanted, how.cause);
  const emit = telling(contractEvents.changed, tx.now);
  const changes = { pending, last_payment_attempt_at: tx.now };
  return { ...nothing, after: await tx.save(contract, before, changes, { emit }), asked };
}

async function recordOutside(tx: Tx, before: Contract, { method, cause }: How): Promise<Collected> {
  const payments: Payment[] = before.buyers
    .filter((buyer) => owing(before, buyer) > 0)
    .map((buyer) => ({
      ...{ transaction_id: newId(), buyer_id: buyer.id, amount: owing(before, buyer) },
      ...{ method, external_ref: null, business_date: cause.business_date },
    }));
  const recorded = await recordPayments(tx, before, payments);
  const ids = payments.map(({ transaction_id }) => transaction_id);
  const made = ids.length ? await tx.find(transaction, { _id: { $in: ids } }) : [];
  return { ...recorded, made, asked: [] };
}

/** A charge of each buyer who owes something and has a payment method at the provider. */
async function chargesOf(tx: Tx, before: Contract, provider: ProviderName): Promise<Wanted[]> {
  const owe = before.buyers.filter((buyer) => owing(before, buyer) > 0);
  const user_id = { $in: owe.map((each) => each.user_id) };
  const [methods, accounts] = [
    await tx.find(paymentMethod, { user_id, provider, is_default: true }),
    await tx.find(providerAccount, { user_id, provider }),
  ];
  return owe.flatMap((buyer) => {
    const method = methods.find((each) => each.user_id === buyer.user_id);
    const customer = accounts.find((each) => each.user_id === buyer.user_id);
    if (!method || !customer?.customer_ref) return [];
    const { user_id: buyer_user_id } = buyer;
    const movement = { type: "charge", buyer_user_id, amount: owing(before, buyer) } as const;
    const { provider_ref: of_ref } = method;
    return [{ movement, provider, of_ref, customer_ref: customer.customer_ref }];
  });
}
