/** Business units: shown with their places, created, moved, removed. */
import { count, flag, group, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { businessUnit } from "./business-unit.ts";

const ids = list(id(), { optional: true, max: 500 });

const placed = {
  ...businessUnit.columns,
  depth: count(),
  ancestor_ids: list(id()),
  child_ids: list(id()),
  descendant_ids: list(id()),
} as const;

export const businessUnitTree = operation({
  name: "accounts.business_unit.tree",
  http: "GET /business-units/tree",
  scope: "read:business_units",
  about: "Show the tree of business units. Every business unit with its place, parents before children.",
  input: {},
  output: shapeOf({ units: list(group(placed)) }),
});

export const createBusinessUnit = operation({
  name: "accounts.business_unit.create",
  http: "POST /business-units",
  status: 201,
  scope: "write:business_units",
  about: "Create a business unit. `child_ids` moves these below it. Returns the business unit.",
  refuses: ["unprocessable"],
  input: {
    name: businessUnit.fields.name,
    is_active: businessUnit.fields.is_active,
    parent_id: id({ optional: true, about: "The root when absent." }),
    child_ids: ids,
  },
  output: entityOf(businessUnit),
});

export const changeBusinessUnit = operation({
  name: "accounts.business_unit.change",
  http: "PATCH /business-units/{id}",
  change: true,
  scope: "write:business_units",
  about:
    "Change a business unit. Its children are then those of `child_ids`, if sent; others move up. Returns the business unit.",
  refuses: ["unprocessable"],
  input: {
    id: id(),
    name: text({ max: 200 }),
    is_active: flag(),
    parent_id: id({ optional: true }),
    child_ids: ids,
  },
  output: entityOf(businessUnit),
});

export const removeBusinessUnit = operation({
  name: "accounts.business_unit.remove",
  http: "DELETE /business-units/{id}",
  scope: "delete:business_units",
  about:
    "Delete a business unit. Its children move up, and its rows remain visible to the business units above it. The root cannot be deleted. Returns the deleted business unit.",
  refuses: ["unprocessable"],
  input: { id: id() },
  output: entityOf(businessUnit),
});
