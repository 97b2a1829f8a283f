/** Transfers between sites (TRF-1, 4.9): started, completed (also with less), or canceled. */
import { date, id, micro, text } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { transfer } from "./transfer.ts";

const end = {
  id: id(),
  event_date: date({ optional: true, about: "Absent: today. Not before the start." }),
} as const;

export const startTransfer = operation({
  name: "inventory.transfer.start",
  http: "POST /transfers",
  status: 201,
  scope: "write:transfers",
  spans_stores: true,
  about:
    "Start a transfer. The goods leave their site and are in transit at the destination. Only what is available can be sent. Returns the transfer.",
  refuses: ["insufficient_stock", "unprocessable"],
  input: transfer.fields,
  output: entityOf(transfer),
});

export const completeTransfer = operation({
  name: "inventory.transfer.complete",
  http: "POST /transfers/{id}/complete",
  scope: "write:transfers",
  spans_stores: true,
  about:
    "Complete a transfer. What arrived less than was sent is disposed of with the reason `transfer_loss`. Completing it again changes nothing. Returns the transfer.",
  refuses: ["invalid_transition"],
  input: {
    ...end,
    received_quantity: micro({ optional: true, about: "Absent: all of it." }),
    notes: text({ optional: true, max: 5000 }),
  },
  output: entityOf(transfer),
});

export const cancelTransfer = operation({
  name: "inventory.transfer.cancel",
  http: "POST /transfers/{id}/cancel",
  scope: "write:transfers",
  spans_stores: true,
  about: "Cancel a transfer. The goods are back at their site. Returns the transfer.",
  refuses: ["invalid_transition"],
  input: end,
  output: entityOf(transfer),
});
