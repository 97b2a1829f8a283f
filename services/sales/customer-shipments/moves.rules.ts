/** What it takes to bring an order to a state that somebody asks for, as sales orders reach theirs (MRC-ONE-4, ORD-2, SO-1). */
import { hasMoved, type State, type StateFacts } from "../customer-orders/rules/state.rules.ts";
import type { FulfillmentStatus, OrderStatus } from "../sales-orders/rules/status.ts";

export type Move = {
  asks?: "entered" | "rejected";
  /** Ships what is left. */
  ships?: boolean;
  /** Pays what is owed. */
  pays?: boolean;
  /** The status word, where the caller set none. */
  word?: "confirmed" | "fulfilled" | "canceled";
};
export type Found = { ok: true; move: Move } | { ok: false };

type Facts = Pick<StateFacts, "shipments" | "paid_total"> & { state: State; fulfillment: FulfillmentStatus };

const allowed = (move: Move): Found => ({ ok: true, move });
const refused: Found = { ok: false };
const ship = { ships: true, word: "fulfilled" } as const;
const isOpen = (state: State): boolean => state === "received" || state === "entered";

/** A shipment invoices what it ships, so an order that is shipped is invoiced as well. */
const ways: Record<OrderStatus, (facts: Facts) => Found> = {
  received: ({ state }) => (state === "received" ? allowed({}) : refused),
  entered: ({ state }) =>
    state === "received"
      ? allowed({ asks: "entered", word: "confirmed" })
      : state === "entered"
        ? allowed({})
        : refused,
  shipped: ({ state }) => (isOpen(state) ? allowed(ship) : state === "invoiced" ? allowed({}) : refused),
  invoiced: ({ state }) => (isOpen(state) ? allowed(ship) : state === "invoiced" ? allowed({}) : refused),
  paid: ({ state }) =>
    state === "paid"
      ? allowed({})
      : state === "rejected"
        ? refused
        : allowed({ ...(isOpen(state) ? ship : {}), pays: true }),
  rejected: (facts) =>
    facts.state === "rejected"
      ? allowed({})
      : isOpen(facts.state) && !hasMoved(facts)
        ? allowed({ asks: "rejected", word: "canceled" })
        : refused,
  // No fact of such an order brings it there.
  ...{ completed: () => refused, in_dispute: () => refused },
};

/** `partial` does not say what is shipped; an order that is no longer pending does not become so again. */
const fulfilling: Record<FulfillmentStatus, (facts: Facts) => Found> = {
  pending: ({ fulfillment }) => (fulfillment === "pending" ? allowed({}) : refused),
  partial: ({ fulfillment }) => (fulfillment === "partial" ? allowed({}) : refused),
  fulfilled: ({ state, fulfillment }) =>
    fulfillment === "fulfilled" ? allowed({}) : state === "rejected" ? refused : allowed(ship),
};

/** Both wishes together; refused if either is. */
export function moveTo(
  facts: Facts,
  { status, fulfillment }: { status?: OrderStatus | null; fulfillment?: FulfillmentStatus | null },
): Found {
  const first = status ? ways[status](facts) : allowed({});
  const second = fulfillment ? fulfilling[fulfillment](facts) : allowed({});
  if (!first.ok || !second.ok) return refused;
  return allowed({ ...first.move, ...second.move });
}
