/** Reads at a provider what became of a call; no money is moved by it. */
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { ProviderCall } from "../provider-calls/provider-call.ts";
import { adapters } from "../providers/adapters.ts";
import type { Answer, Sought } from "../providers/provider.ts";
import { type AskedType, askedTypeOf } from "../transactions/new-transaction.ts";
import { transaction } from "../transactions/transaction.ts";

const kinds: Readonly<Record<AskedType, Sought["kind"]>> = {
  ...{ charge: "charge", refund: "refund", transfer: "transfer", transfer_reversal: "reversal" },
};

export async function lookAtProvider(
  context: FlowContext,
  { id: key, provider, of_ref, customer_ref }: ProviderCall,
): Promise<Answer | null> {
  const row = await context.reader.load(transaction, key);
  const { contract_id } = row;
  const kind = kinds[askedTypeOf(row)];
  return adapters[provider].find(context, { kind, key, contract_id, of_ref, customer_ref });
}
