/** Makes calls to payment providers, and resolves calls that were never answered. */
import { choice, id, text, value } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { Transaction } from "../transactions/new-transaction.ts";
import { providerCall } from "./provider-call.ts";

/** For the saga that decided the call, and the worker that finds it due. */
export const performProviderCall = operation({
  name: "contracts.provider_call.perform",
  about:
    "Makes a call of a provider that is due, records the answer, and makes the calls that follow from it. Calling it again is safe. Returns the contract and the transactions.",
  input: { id: id() },
  output: shapeOf({ contract: value<ContractView>(), transactions: value<Transaction[]>() }),
});

const scope = "settle:contracts";
const shape = entityOf(providerCall);

export const askProviderCall = operation({
  name: "contracts.provider_call.ask",
  http: "POST /provider-calls/{id}/ask",
  scope,
  about:
    "Ask the provider what became of a call that it has not answered. What it says is recorded; if it knows nothing of the call, nothing changes. No money is moved by it. Returns the call.",
  input: { id: id() },
  output: shape,
});

export const resolveProviderCall = operation({
  name: "contracts.provider_call.resolve",
  http: "POST /provider-calls/{id}/resolve",
  scope,
  about:
    "Mark a call that the provider never answered as succeeded or failed. The provider is asked first: what it says otherwise is refused. A failed movement may be made anew. Returns the call.",
  refuses: ["conflict", "invalid_transition"],
  input: {
    id: id(),
    outcome: choice(["succeeded", "failed"]),
    provider_ref: text({ optional: true, max: 200, about: "The provider's id of what it moved." }),
    reason: text({ min: 1, max: 1000, about: "How you know. The audit log keeps it." }),
  },
  output: shape,
});
