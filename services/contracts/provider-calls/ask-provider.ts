/** Decides calls of a provider, in the transaction that needs them. */
import { instantOf } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { sum } from "../../../shared/money.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Contract } from "../contracts/contract-view.ts";
import { type ProviderName, platform, providerOf } from "../platforms/platform.ts";
import { transactionRequested } from "../transactions/declarations.ts";
import {
  type AskedType,
  type Movement,
  OFFLINE,
  type Transaction,
  transactionOf,
} from "../transactions/new-transaction.ts";
import { transaction } from "../transactions/transaction.ts";
import { type ProviderCall, providerCall } from "./provider-call.ts";

/** The worker makes a call after this time if the process that decided it has died. */
const LEFT_TO_ITS_CAUSE_MS = 3000;

/** One call: the movement, its provider, and the data the provider needs. */
export type Wanted = {
  provider: ProviderName;
  movement: Omit<Movement, "id" | "business_date" | "type"> & { type: AskedType };
  of_ref: string;
  customer_ref?: string;
  return_fees?: boolean;
};

/** What decides, once: its id and its day. */
export type Cause = { id: string; business_date: string };

/** The provider of a contract's platform. */
export async function providerFor(reader: Reader, { platform_id }: Contract): Promise<ProviderName> {
  const own = platform_id ? await reader.get(platform, platform_id) : null;
  return own ? providerOf(own, reader.org.mode) : OFFLINE;
}

const userOf = ({ buyer_user_id, seller_user_id }: Partial<Transaction>): string =>
  (buyer_user_id ?? seller_user_id)!;

/** The pending sum of this kind for a user. */
export const pendingOf = ({ pending }: Contract, type: Transaction["type"], user_id: string): number =>
  sum(pending.filter((each) => each.type === type && each.user_id === user_id).map(({ amount }) => amount));

/**
 * Writes the calls with their transactions. The caller saves the contract with `pending`, so that two decisions about the
 * same money meet.
 */
export async function askProvider(
  tx: Tx,
  before: Contract,
  wanted: readonly Wanted[],
  { id: cause, business_date }: Cause,
): Promise<{ pending: Contract["pending"]; asked: Transaction[] }> {
  const pending = [...before.pending];
  const asked: Transaction[] = [];
  for (const { movement, provider, ...call } of wanted) {
    const id = newId();
    const { type, amount, reverses_id } = movement;
    const user_id = userOf(movement);
    const row = transactionOf(before, {
      ...{ ...movement, id, business_date, status: "pending", provider, provider_ref: id },
    });
    asked.push(
      await tx.insert(transaction, row, {
        emit: (made) => ({ event: transactionRequested, data: { transaction: made } }),
      }),
    );
    await tx.append(providerCall, [
      {
        ...{ id, decided_by: cause, cause: `${cause} ${type} ${reverses_id ?? user_id}`, provider, ...call },
        ...{ status: "due", tries: 0, next_at: instantOf(Date.parse(tx.now) + LEFT_TO_ITS_CAUSE_MS) },
      } satisfies Partial<ProviderCall>,
    ]);
    pending.push({ transaction_id: id, type, user_id, amount });
  }
  return { pending, asked };
}
