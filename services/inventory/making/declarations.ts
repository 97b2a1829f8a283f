/** Creates, changes, removes work and production orders, with receipts that a status implies (ORD-2). */
import { choice, flag, group, id, list } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { makeOrder, meantKind, orderedOutput } from "../make-orders/make-order.ts";
import { makeStatuses } from "../make-orders/rules/status.ts";

export const createMakeOrder = operation({
  name: "inventory.make_order.create",
  http: "POST /make-orders",
  status: 201,
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Create a work or production order. Entered, its outputs are on order and its inputs wanted; placed, what is available of them is set aside. `historical` takes over an order in any status without writing stock or money. Returns the order.",
  refuses: ["bom_missing", "conflict", "unprocessable"],
  input: {
    ...makeOrder.fields,
    status: choice(makeStatuses, { default: "draft" }),
    historical: flag({ default: false }),
    outputs: list(group(orderedOutput), { min: 1, max: 200 }),
  },
  output: entityOf(makeOrder),
});

/** Rows of `POST /make-orders`. */
export const importMakeOrders = importOf({ ...makeOrder, fields: createMakeOrder.input });

export const changeMakeOrder = operation({
  name: "inventory.make_order.change",
  http: "PATCH /make-orders/{id}",
  change: true,
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Change a work or production order. A status moves the order there first: placed sets inputs aside, received receives all that is outstanding, completed ends it, short of what is outstanding. Dates named after a status are notes. The site changes only in the draft. Returns the order.",
  refuses: ["bom_missing", "insufficient_stock", "invalid_transition", "locked"],
  input: { id: id(), ...makeOrder.fields, ...meantKind, status: choice(makeStatuses) },
  output: entityOf(makeOrder),
});

export const allocateInputs = operation({
  name: "inventory.make_order.allocate",
  http: "POST /make-orders/{id}/allocate",
  scope: "write:make_orders",
  spans_stores: true,
  about:
    "Set inputs of a work or production order aside. Takes what is available at its site of what is still wanted. Returns the order; an input is short by its quantity less what is consumed and allocated.",
  refuses: ["locked"],
  input: { id: id(), ...meantKind },
  output: entityOf(makeOrder),
});

export const removeMakeOrder = operation({
  name: "inventory.make_order.remove",
  http: "DELETE /make-orders/{id}",
  scope: "delete:make_orders",
  spans_stores: true,
  about:
    "Delete a work or production order of which nothing was received. What it wanted, set aside and had on order is free again. Its number stays used. Returns its id.",
  refuses: ["in_use"],
  input: { id: id(), ...meantKind },
  output: shapeOf({ deleted_id: id() }),
});
