/** Resolving terms of items again (TRM-3). */
import { choice, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const reapplyTerms = operation({
  name: "inventory.item.reapply_terms",
  http: "POST /items/reapply-terms",
  scope: "bulk_edit:items",
  about: "Resolves the terms of items without sold units again (TRM-3).",
  input: { items: list(id(), { min: 1, max: 500 }) },
  output: shapeOf({
    results: list(
      group({ id: id(), status: choice(["changed", "unchanged", "error"]), error: text({ optional: true }) }),
    ),
  }),
});
