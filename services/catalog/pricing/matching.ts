import { choice, group, list, text } from "../../../shared/fields/index.ts";

/** Any one of these matching an item is enough; none at all matches every item. */
export const rules = list(
  group({
    field: choice(["tag", "category", "inventory_type"]),
    value: text({ max: 100 }),
  }),
  { default: [], max: 50 },
);
