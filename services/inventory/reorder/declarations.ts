/** Reorder rules of sites (AVL-3). */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { reorderRule } from "./reorder-rule.ts";

const { reorder_point, reorder_quantity } = reorderRule.fields;

export const createReorderRule = operation({
  name: "inventory.reorder_rule.create",
  http: "POST /reorder-rules",
  status: 201,
  scope: "write:stock",
  spans_stores: true,
  about:
    "Create a reorder rule. `stock.low` is sent when what is available and on order at the site falls to the point, and again only after it was above. Returns the rule.",
  refuses: ["conflict", "unprocessable"],
  input: reorderRule.fields,
  output: entityOf(reorderRule),
});

export const changeReorderRule = operation({
  name: "inventory.reorder_rule.change",
  http: "PATCH /reorder-rules/{id}",
  change: true,
  scope: "write:stock",
  spans_stores: true,
  about: "Change a reorder rule. Returns the rule.",
  input: { id: id(), reorder_point, reorder_quantity },
  output: entityOf(reorderRule),
});

export const removeReorderRule = operation({
  name: "inventory.reorder_rule.remove",
  http: "DELETE /reorder-rules/{id}",
  scope: "delete:stock",
  spans_stores: true,
  about: "Delete a reorder rule. Returns its id.",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});
