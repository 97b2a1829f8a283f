/** Makes calls of payment providers. */
import { id, value } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { Transaction } from "../transactions/new-transaction.ts";

/** For whoever decided the call, and for the worker that finds it due. */
export const performProviderCall = operation({
  name: "contracts.provider_call.perform",
  about:
    "Makes a call of a provider that is due, records the answer, and makes the calls that follow from it. Calling it again is safe. Returns the contract and the transactions.",
  input: { id: id() },
  output: shapeOf({ contract: value<ContractView>(), transactions: value<Transaction[]>() }),
});
