/** Refunds that were made at the provider itself (CON-21), and the event about what is too much of them. */
import { event } from "../../../shared/events/event.ts";
import { id, money, text, value } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { ToldRefund } from "../providers/provider.ts";
import type { transaction } from "../transactions/transaction.ts";

export const noteRefund = operation({
  name: "contracts.transaction.note_refund",
  about:
    "Notes a refund of a charge that a provider tells of. One that Backroom asked for, or that is known already, changes nothing, unless the provider returned it. Returns the contract.",
  input: { charge_id: id(), told: value<ToldRefund>() },
  output: entityOf(contract),
});

export const refundAtProvider = operation({
  name: "contracts.transaction.refund_at_provider",
  http: "POST /transactions/{id}/refund-at-provider",
  scope: "settle:contracts",
  about:
    "Refund a charge at the simulated provider itself, as somebody does at a provider's dashboard. The contract records it like a refund that it asked for. Refunds at other providers are made there. Returns the contract.",
  refuses: ["already_refunded", "conflict"],
  input: {
    id: id({ about: "The charge." }),
    amount: money({ min: 1, max: MAX_AMOUNT }),
    reason: text({ optional: true, max: 100 }),
  },
  output: entityOf(contract),
});

export const returnAtProvider = operation({
  name: "contracts.transaction.return_at_provider",
  http: "POST /transactions/{id}/return-at-provider",
  scope: "settle:contracts",
  about:
    "Let the simulated provider return a refund, as a bank does whose customer has closed the account. Refunds at other providers are returned there. Returns the contract.",
  refuses: ["conflict"],
  input: { id: id({ about: "The refund." }), reason: text({ optional: true, max: 100 }) },
  output: entityOf(contract),
});

export const refundExceeded = event({
  type: "refund.exceeded",
  service: "contracts",
  about:
    "A refund at the provider gave a buyer more back than they had left: the transaction of the rest, which the platform bears.",
  data: { transaction: value<Entity<typeof transaction>>(), contract: value<ContractView>() },
});
