import { choice, group, list, text } from "../../../shared/fields/index.ts";

/** An item must match one of these; an empty list matches every item. */
export const rules = list(
  group({
    field: choice(["tag", "category", "inventory_type"]),
    value: text({ max: 100 }),
  }),
  { default: [], max: 50 },
);
