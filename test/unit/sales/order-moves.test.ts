/** How an order of a customer gets to a state that somebody asks for (MRC-ONE-4, ORD-2, SO-1). */
import { type Move, moveTo } from "../../../services/sales/customer-shipments/moves.rules.ts";

type Facts = Parameters<typeof moveTo>[0];
type Wish = Parameters<typeof moveTo>[1];

const facts = (state: Facts["state"], more: Partial<Facts> = {}): Facts => ({
  ...{ state, fulfillment: "pending", shipments: [], paid_total: 0 },
  ...more,
});
const out = { fulfillment: "fulfilled" } as const;
const entering: Move = { asks: "entered", word: "confirmed" };
const rejecting: Move = { asks: "rejected", word: "canceled" };
const shipping: Move = { ships: true, word: "fulfilled" };

test.each<[Facts, Wish, Move | null]>([
  [facts("received"), { status: "received" }, {}],
  [facts("received"), { status: "entered" }, entering],
  [facts("entered"), { status: "entered" }, {}],
  [facts("invoiced", out), { status: "entered" }, null],
  [facts("received"), { status: "shipped" }, shipping],
  [facts("entered"), { status: "invoiced" }, shipping],
  [facts("invoiced", out), { status: "shipped" }, {}],
  [facts("paid", out), { status: "invoiced" }, null],
  [facts("received"), { status: "paid" }, { ...shipping, pays: true }],
  [facts("invoiced", out), { status: "paid" }, { pays: true }],
  [facts("paid", out), { status: "paid" }, {}],
  [facts("rejected"), { status: "paid" }, null],
  [facts("entered"), { status: "rejected" }, rejecting],
  [facts("entered", { paid_total: 1 }), { status: "rejected" }, null],
  [facts("rejected"), { status: "rejected" }, {}],
  [facts("paid", out), { status: "completed" }, null],
  [facts("paid", out), { status: "in_dispute" }, null],
  [facts("received"), { fulfillment: "fulfilled" }, shipping],
  [facts("rejected"), { fulfillment: "fulfilled" }, null],
  [facts("entered", { fulfillment: "partial" }), { fulfillment: "partial" }, {}],
  [facts("entered"), { fulfillment: "partial" }, null],
  [facts("entered", { fulfillment: "partial" }), { fulfillment: "pending" }, null],
  [facts("received"), { status: "entered", fulfillment: "fulfilled" }, { ...entering, ...shipping }],
  [facts("received"), { status: "completed", fulfillment: "fulfilled" }, null],
])("%j and %j", (before, wish, move) => {
  expect(moveTo(before, wish)).toEqual(move ? { ok: true, move } : { ok: false });
});
