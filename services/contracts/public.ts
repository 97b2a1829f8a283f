/** What others may know of contracts: resources, operations and events as declarations. */
import { event } from "../../shared/events/event.ts";
import { choice, count, date, flag, group, id, list, money, text, value } from "../../shared/fields/index.ts";
import { currencies, MAX_AMOUNT } from "../../shared/money.ts";
import type { Entity } from "../../shared/resource/resource.ts";
import { entityOf, operation, shapeOf } from "../../shared/service/operation.ts";
import { contract, termsInput } from "./resources/contract.ts";
import { methods, transaction } from "./resources/transaction.ts";

export { contract, methods, transaction };

const shape = entityOf(contract);

/** A contract as it is shown: with what depends on the hour. */
export type ContractView = Entity<typeof contract>;

export const createContract = operation({
  name: "contracts.contract.create",
  http: "POST /contracts",
  status: 201,
  scope: "write:contracts",
  about: "Drafts a contract and balances it (CON-2…6).",
  input: {
    platform_id: contract.fields.platform_id,
    user_id: contract.fields.user_id,
    currency: choice(currencies, { optional: true, about: "The organization's when absent." }),
    ...termsInput,
    due_at: contract.fields.due_at,
    notes: contract.fields.notes,
  },
  output: shape,
});

export const changeContract = operation({
  name: "contracts.contract.change",
  http: "PATCH /contracts/{id}",
  change: true,
  scope: "write:contracts",
  about:
    "Changes a contract: its terms in draft, or while it is open and nothing is paid, and then it is to be sent again before payment (CON-1); its term of payment until it is paid; notes at any time.",
  input: { id: id(), ...termsInput, due_at: contract.fields.due_at, notes: contract.fields.notes },
  output: shape,
});

export const removeContract = operation({
  name: "contracts.contract.remove",
  http: "DELETE /contracts/{id}",
  scope: "delete:contracts",
  about: "Deletes a draft for good (DEL-3).",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

export const sendContract = operation({
  name: "contracts.contract.send",
  http: "POST /contracts/{id}/send",
  scope: "write:contracts",
  about: "Sends a contract to its buyers, or sends it again.",
  input: { id: id() },
  output: shape,
});

export const rebalanceContract = operation({
  name: "contracts.contract.rebalance",
  http: "POST /contracts/{id}/rebalance",
  scope: "write:contracts",
  about: "Balances a contract again; `reset` forgets all pins first (CON-6).",
  input: { id: id(), reset: flag({ default: false }) },
  output: shape,
});

export const voidContract = operation({
  name: "contracts.contract.void",
  http: "POST /contracts/{id}/void",
  scope: "write:contracts",
  about: "Voids an open contract of which nothing is paid.",
  input: { id: id(), reason: text({ optional: true, max: 1000 }) },
  output: shape,
});

export const payContract = operation({
  name: "contracts.contract.pay",
  http: "POST /contracts/{id}/payments",
  scope: "write:contracts",
  about: "Records an outside payment of a buyer's due, whole or in part, never more than it.",
  input: {
    id: id(),
    buyer_id: id(),
    amount: money({ optional: true, min: 1, max: MAX_AMOUNT, about: "All that he still owes when absent." }),
    currency: choice(currencies, { optional: true }),
    method: choice(methods),
    external_ref: text({ optional: true, max: 200 }),
    version: count({
      min: 1,
      about:
        "The version that the buyer was sent: `sent_version`, or a later one with the same terms (CON-1).",
    }),
    paid_on: date({ optional: true, about: "Today when absent." }),
  },
  output: shape,
});

export const settleContract = operation({
  name: "contracts.contract.settle",
  http: "POST /contracts/{id}/settle",
  scope: "settle:contracts",
  about:
    "Transfers what every seller is owed once everything is paid; with `record_offline` what is outstanding is recorded as paid first. May be called again at any time (CON-9).",
  input: {
    id: id(),
    record_offline: flag({ default: false }),
    method: choice(methods, { default: "external" }),
  },
  output: shapeOf({
    contract: group(contract.columns),
    buyers: list(
      group({
        buyer_id: id(),
        user_id: id(),
        outcome: choice(["paid", "recorded", "outstanding"]),
        amount: money({ max: MAX_AMOUNT, about: "Recorded now, or outstanding." }),
        transaction_id: id({ optional: true }),
      }),
    ),
    sellers: list(
      group({
        seller_id: id(),
        user_id: id(),
        outcome: choice(["settled", "transferred", "waiting"]),
        amount: money({ max: MAX_AMOUNT, about: "Transferred now, or waiting for the buyers." }),
        transaction_id: id({ optional: true }),
      }),
    ),
  }),
});

export const refundContract = operation({
  name: "contracts.contract.refund",
  http: "POST /contracts/{id}/refund",
  scope: "settle:contracts",
  about: "Gives a buyer an amount back: sellers in proportion, fees too, the processor's never (CON-11).",
  input: {
    id: id(),
    buyer_id: id(),
    amount: money({ min: 1, max: MAX_AMOUNT }),
    currency: choice(currencies, { optional: true }),
    return_fees: flag({ default: true, about: "Platform, service and own fees go back in proportion." }),
    reason: text({ optional: true, max: 1000 }),
  },
  output: shape,
});

const whole = { contract: value<ContractView>() } as const;
const contractEvent = (state: string, about: string) =>
  event({ type: `contract.${state}`, service: "contracts", about, data: whole });

export const contractEvents = {
  created: contractEvent("created", "A contract was drafted."),
  sent: contractEvent("sent", "A contract was sent to its buyers, for the first time or again."),
  changed: contractEvent("changed", "Terms of a contract changed, or a part of it was paid."),
  paid: contractEvent("paid", "All that is due on a contract is paid."),
  settled: contractEvent("settled", "All that is owed on a contract is transferred."),
  voided: contractEvent("voided", "An open contract was voided."),
} as const;

export const contractRefunded = event({
  type: "contract.refunded",
  service: "contracts",
  about: "A buyer got something back: the refund, and the contract after it.",
  data: { transaction: value<Entity<typeof transaction>>(), ...whole },
});

const moved = (type: string, about: string) =>
  event({ type, service: "contracts", about, data: { transaction: value<Entity<typeof transaction>>() } });

export const chargeSucceeded = moved("charge.succeeded", "A buyer paid on a contract.");
export const transferSucceeded = moved("transfer.succeeded", "A seller got what a contract owes him.");
