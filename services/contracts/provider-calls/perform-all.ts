/** Makes the calls that were just decided, without waiting for the worker. */
import type { Call } from "../../../shared/service/reference.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { Transaction } from "../transactions/new-transaction.ts";
import { performProviderCall } from "./declarations.ts";

type Performed = { contract: ContractView | null; transactions: Transaction[] };

/** The contract after the last of them. */
export async function performAll(call: Call, ids: readonly string[]): Promise<Performed> {
  const done = await Promise.all(ids.map((id) => call(performProviderCall, { id })));
  const [latest] = done.map(({ contract }) => contract).sort((a, b) => b.version - a.version);
  return { contract: latest ?? null, transactions: done.flatMap(({ transactions }) => transactions) };
}
