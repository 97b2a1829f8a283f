/** What providers tell of disputes (CON-12), and the events about them. */
import { event } from "../../../shared/events/event.ts";
import { choice, id, value } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import type { ContractView } from "../contracts/declarations.ts";
import type { ToldDispute } from "../providers/provider.ts";
import { dispute } from "./dispute.ts";

export const noteDispute = operation({
  name: "contracts.dispute.note",
  about:
    "Notes what a provider tells of a dispute about a charge. What is known already, or is older, changes nothing. Returns the dispute.",
  input: { charge_id: id(), told: value<ToldDispute>() },
  output: entityOf(dispute),
});

export const decideDispute = operation({
  name: "contracts.dispute.decide",
  http: "POST /disputes/{id}/decide",
  scope: "settle:contracts",
  about:
    "Decide a dispute at the simulated provider, as the buyer's bank would. A lost one is booked like a refund. Disputes at other providers are decided there. Returns the dispute.",
  refuses: ["conflict", "invalid_transition"],
  input: { id: id(), outcome: choice(["won", "lost"]) },
  output: entityOf(dispute),
});

const data = { dispute: value<Entity<typeof dispute>>(), contract: value<ContractView>() } as const;
const told = (state: string, about: string) =>
  event({ type: `dispute.${state}`, service: "contracts", about, data });

export const disputeEvents = {
  open: told("opened", "A buyer asked their bank to take a charge back."),
  won: told("won", "A dispute ended, and the charge stays."),
  lost: told("lost", "A dispute ended, and the money went back to the buyer: the contract after that."),
} as const;
