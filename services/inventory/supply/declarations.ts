/** Quantities in stock, available to promise, to be ordered and required (AVL-1 to AVL-3, MRP-1, MRP-2). */
import {
  choice,
  count,
  date,
  group,
  id,
  list,
  micro,
  ref,
  signedMicro,
  text,
} from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { pools } from "../costing/rules/stockable.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";

const signed = micro(signedMicro);

export const summarizeStock = operation({
  name: "inventory.stock.summary",
  http: "GET /stock/summary",
  tag: "stock_levels",
  scope: "read:stock",
  spans_stores: true,
  about:
    "Summarize stock. Returns one row per material or SKU and site that ever had an entry, zeros included, by code and name of the site.",
  input: {
    pool: choice(pools),
    material_id: id({ optional: true }),
    sku_id: id({ optional: true }),
    location_id: id({ optional: true }),
  },
  output: shapeOf({
    data: list(
      group({
        material_id: id({ optional: true }),
        sku_id: id({ optional: true }),
        code: text(),
        name: text(),
        location_id: id(),
        location_name: text(),
        on_hand: signed,
        on_order: signed,
        demand: signed,
        allocated: signed,
        in_transit: signed,
        reserved: signed,
        available: signed,
        projected: signed,
      }),
      { max: 1_000_000 },
    ),
  }),
});

const asked = {
  location_id: ref("inventory.location", { optional: true, about: "Absent: all sites together." }),
} as const;

export const promiseStock = operation({
  name: "inventory.stock.promise",
  http: "GET /stock/promise",
  tag: "stock_levels",
  scope: "read:stock",
  spans_stores: true,
  about:
    "Promise a quantity. Returns the earliest day from today on which it is projected to be there, and to stay there, or null; and the projection by day. Arrivals without a date are not counted on.",
  input: { ...stockableRefs, quantity: micro({ min: 1 }), ...asked },
  output: shapeOf({
    day: date({ optional: true }),
    projection: list(group({ day: date(), quantity: signed })),
  }),
});

export const suggestOrders = operation({
  name: "inventory.stock.suggestions",
  http: "GET /stock/suggestions",
  tag: "stock_levels",
  scope: "read:stock",
  spans_stores: true,
  about:
    "List what to order. Returns a suggestion for each reorder rule with a quantity whose site is low: to make a SKU that has a bill of materials, to buy anything else. An order that covers it ends the suggestion; none is made by itself.",
  input: { location_id: id({ optional: true }) },
  output: shapeOf({
    data: list(
      group({
        how: choice(["make", "buy"]),
        material_id: id({ optional: true }),
        sku_id: id({ optional: true }),
        code: text(),
        name: text(),
        location_id: id(),
        location_name: text(),
        available: signed,
        on_order: signed,
        reorder_point: micro(),
        quantity: micro({ about: "The rule's reorder quantity." }),
      }),
      { max: 1_000_000 },
    ),
  }),
});

export const stockRequirements = operation({
  name: "inventory.stock.requirements",
  http: "GET /stock/requirements",
  tag: "stock_levels",
  scope: "read:stock",
  spans_stores: true,
  about:
    "Plan what making a quantity needs. Sub-assemblies that are available are used first, the rest explodes. Returns what is required, made and short of each component, and how many units could be made now.",
  refuses: ["unprocessable"],
  input: { sku_id: ref("catalog.sku"), quantity: micro({ min: 1_000_000 }), ...asked },
  output: shapeOf({
    can_make: count({ max: 1e9 }),
    requirements: list(
      group({
        material_id: id({ optional: true }),
        sku_id: id({ optional: true }),
        required: micro(),
        available: micro(),
        short: micro(),
        make: micro({ about: "Of a sub-assembly, beside what is available." }),
      }),
    ),
  }),
});
