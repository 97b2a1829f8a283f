/** Outputs of work and production orders. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { makeOrder, meantKind, orderedOutput } from "./make-order.ts";

export const addOutput = operation({
  name: "inventory.make_order.add_output",
  http: "POST /make-orders/{id}/outputs",
  status: 201,
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Add an output to a work or production order. A SKU is there once. Its inputs follow from its bill of materials. Returns the order.",
  refuses: ["conflict", "bom_missing", "locked"],
  input: { id: id(), ...meantKind, ...orderedOutput },
  output: entityOf(makeOrder),
});

const { quantity, cost_per } = orderedOutput;

export const changeOutput = operation({
  name: "inventory.make_order.change_output",
  http: "PATCH /make-order-outputs/{id}",
  change: true,
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Change an output of a work or production order. Its inputs follow its quantity, which can become what was received at least. Its cost is fixed by its first receipt. Returns the order.",
  refuses: ["below_received", "costs_frozen", "locked"],
  input: { id: id(), ...meantKind, quantity, cost_per },
  output: entityOf(makeOrder),
});

export const removeOutput = operation({
  name: "inventory.make_order.remove_output",
  http: "DELETE /make-order-outputs/{id}",
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Remove an output of a work or production order of which nothing was received. The last one stays. Returns the order.",
  refuses: ["below_received", "conflict", "locked"],
  input: { id: id(), ...meantKind },
  output: entityOf(makeOrder),
});
