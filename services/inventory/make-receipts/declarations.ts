/** Receipts of work and production orders. */
import { date, group, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { makeOrder, meantKind } from "../make-orders/make-order.ts";
import { made, makeReceipt } from "./make-receipt.ts";

const both = shapeOf({ order: group(makeOrder.columns), receipt: group(makeReceipt.columns) });

export const receiveMade = operation({
  name: "inventory.make_order.receive",
  http: "POST /make-orders/{id}/receive",
  status: 201,
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Receive goods of a work or production order. Its inputs are consumed in proportion, allocated ones first; the outputs are worth their inputs and the conversion cost. Returns order and receipt.",
  refuses: ["insufficient_stock", "invalid_transition", "locked", "over_receipt"],
  input: {
    id: id(),
    ...meantKind,
    receipt_date: date({ optional: true, about: "Absent: today; tomorrow at the latest." }),
    notes: text({ optional: true, max: 5000 }),
    lines: list(group(made), { min: 1, max: 200 }),
  },
  output: both,
});

export const changeMakeReceipt = operation({
  name: "inventory.make_receipt.change",
  http: "PATCH /make-receipts/{id}",
  change: true,
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Change the date of a make receipt. Values and order of the stock entries stay. Returns the receipt.",
  input: { id: id(), ...meantKind, receipt_date: date() },
  output: entityOf(makeReceipt),
});

export const reverseMakeReceipt = operation({
  name: "inventory.make_receipt.reverse",
  http: "POST /make-receipts/{id}/reverse",
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Reverse a make receipt, the latest of its order first. The outputs leave the stock, the inputs are back. Refused when outputs are gone. Returns order and receipt.",
  refuses: ["insufficient_stock", "conflict", "locked"],
  input: { id: id(), ...meantKind },
  output: both,
});
