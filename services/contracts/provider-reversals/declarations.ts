/** Transfers that somebody takes back at the provider itself (CON-23). */
import { id, value } from "../../../shared/fields/index.ts";
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
