/** Refunds a buyer of a contract (CON-11), and the event about it. */
import { event } from "../../../shared/events/event.ts";
import { choice, flag, id, money, text, value } from "../../../shared/fields/index.ts";
import { currencies, MAX_AMOUNT } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { transaction } from "../transactions/transaction.ts";

export const refundContract = operation({
  name: "contracts.contract.refund",
  http: "POST /contracts/{id}/refund",
  scope: "settle:contracts",
  about:
    "Refund a contract's buyer. Returns an amount to a buyer. Sellers and fees bear it in proportion; the processor's fee is not returned.",
  refuses: ["currency_mismatch", "already_refunded", "insufficient_balance", "invalid_transition"],
  input: {
    id: id(),
    buyer_id: id(),
    amount: money({ min: 1, max: MAX_AMOUNT }),
    currency: choice(currencies, { optional: true }),
    return_fees: flag({ default: true, about: "Platform, service and own fees go back in proportion." }),
    reason: text({ optional: true, max: 1000 }),
  },
  output: entityOf(contract),
});

export const contractRefunded = event({
  type: "contract.refunded",
  service: "contracts",
  about: "A buyer got something back: the refund, and the contract after it.",
  data: { transaction: value<Entity<typeof transaction>>(), contract: value<ContractView>() },
});
