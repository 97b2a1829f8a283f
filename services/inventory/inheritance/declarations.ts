/** Resolves terms of items again (TRM-3). */
import { choice, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const reapplyTerms = operation({
  name: "inventory.item.reapply_terms",
  http: "POST /items/reapply-terms",
  scope: "bulk_edit:items",
  about:
    "Reapply terms to items. Resolves the terms again for items without sold units. Returns the ids of the items that changed.",
  input: { items: list(id(), { min: 1, max: 500 }) },
  output: shapeOf({
    results: list(
      group({ id: id(), status: choice(["changed", "unchanged", "error"]), error: text({ optional: true }) }),
    ),
  }),
});
