import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { AskedType, Transaction } from "./new-transaction.ts";
import { transaction } from "./transaction.ts";

/** What somebody takes back at the simulated provider itself (PAM-5); 409 for all that it did not move. */
export async function atSimulated(reader: Reader, id: string, wanted: AskedType): Promise<Transaction> {
  const row = await reader.load(transaction, id);
  const { provider, type, status } = row;
  if (provider !== "simulated") throw fail("conflict", `What '${provider}' moved is taken back there.`);
  if (type !== wanted || status !== "succeeded")
    throw fail("conflict", `Only a ${wanted} that succeeded is taken back.`, { type, status });
  return row;
}
