/** Transfers that somebody takes back at the provider itself (CON-23). */
import { id, money, value } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import type { ToldReversal } from "../providers/provider.ts";

export const noteReversal = operation({
  name: "contracts.transaction.note_reversal",
  about:
    "Notes that a provider took back a transfer, or a part of it. What Backroom asked for, or what is known already, changes nothing. Returns the contract.",
  input: { transfer_id: id(), told: value<ToldReversal>() },
  output: entityOf(contract),
});

export const reverseAtProvider = operation({
  name: "contracts.transaction.reverse_at_provider",
  http: "POST /transactions/{id}/reverse-at-provider",
  scope: "settle:contracts",
  about:
    "Take back a transfer, or a part of it, at the simulated provider itself, as somebody does at a provider's dashboard. The seller is owed it again. Transfers at other providers are taken back there. Returns the contract.",
  refuses: ["conflict"],
  input: { id: id({ about: "The transfer." }), amount: money({ min: 1, max: MAX_AMOUNT }) },
  output: entityOf(contract),
});
