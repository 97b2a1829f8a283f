/** Operations that send, void and delete contracts, and the events about them. */
import { event } from "../../../shared/events/event.ts";
import { email, group, id, instant, money, text, value } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { contract } from "./contract.ts";

const shape = entityOf(contract);

/** A contract in answers, with the fields that depend on the time of day. */
export type ContractView = Entity<typeof contract>;

export const removeContract = operation({
  name: "contracts.contract.remove",
  http: "DELETE /contracts/{id}",
  scope: "delete:contracts",
  about: "Delete a contract. Deletes a draft permanently; any other contract is refused.",
  refuses: ["invalid_transition", "locked"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

export const sendContract = operation({
  name: "contracts.contract.send",
  http: "POST /contracts/{id}/send",
  scope: "write:contracts",
  about:
    "Send a contract. Sends the contract to its buyers, or sends it again after a change. Returns the contract.",
  refuses: ["insufficient_stock", "unprocessable", "invalid_transition"],
  input: { id: id() },
  output: shape,
});

export const voidContract = operation({
  name: "contracts.contract.void",
  http: "POST /contracts/{id}/void",
  scope: "write:contracts",
  about: "Void a contract. The contract must be open with nothing paid. Returns the contract.",
  refuses: ["invalid_transition", "locked"],
  input: { id: id(), reason: text({ optional: true, max: 1000 }) },
  output: shape,
});

const letter = {
  ...{ platform: text(), url: text({ optional: true }), number: text() },
  amount: money({ max: MAX_AMOUNT, about: "What the buyer still owes." }),
  ...{ currency: text(), due_at: instant({ optional: true }), timezone: text() },
} as const;

export const contractLetter = operation({
  name: "contracts.contract.letter",
  about:
    "What the mail to a buyer of a sent contract says; null once the contract is paid, void or was sent again.",
  input: { id: id(), last_sent_at: instant(), to: email() },
  output: shapeOf({ letter: group(letter, { optional: true }) }),
});

const contractData = { contract: value<ContractView>() } as const;
const contractEvent = (state: string, about: string) =>
  event({ type: `contract.${state}`, service: "contracts", about, data: contractData });

export const contractEvents = {
  created: contractEvent("created", "A contract was drafted."),
  sent: contractEvent("sent", "A contract was sent to its buyers, for the first time or again."),
  changed: contractEvent("changed", "Terms of a contract changed, or a part of it was paid."),
  paid: contractEvent("paid", "All that is due on a contract is paid."),
  settled: contractEvent("settled", "All that is owed on a contract is transferred."),
  voided: contractEvent("voided", "An open contract was voided."),
} as const;
