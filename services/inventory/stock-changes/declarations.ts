/** Stock found, lost or counted without a document (9.2 ADJUST, DISPOSE; STK-4). */
import { date, group, id, list, micro, ref, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";
import { stockEntry } from "../stock/stock-entry.ts";

const place = { ...stockableRefs, location_id: ref("inventory.location") } as const;
const when = {
  event_date: date({ optional: true, about: "Absent: today." }),
  notes: text({ optional: true, max: 5000 }),
} as const;

export const adjustStock = operation({
  name: "inventory.stock.adjust",
  http: "POST /stock/adjustments",
  status: 201,
  tag: "stock_entries",
  scope: "write:stock",
  spans_stores: true,
  about:
    "Add found stock. It costs what the stock costs on average; `unit_cost` counts where there is none. SKUs are counted in whole units. Returns the entry.",
  refuses: ["unprocessable"],
  input: {
    ...place,
    quantity: micro({ min: 1 }),
    unit_cost: micro({ optional: true, about: "Of the major unit." }),
    ...when,
  },
  output: entityOf(stockEntry),
});

export const disposeStock = operation({
  name: "inventory.stock.dispose",
  http: "POST /stock/disposals",
  status: 201,
  tag: "stock_entries",
  scope: "write:stock",
  spans_stores: true,
  about:
    "Dispose of stock. Only what is available can be disposed of: neither allocated nor held. Returns the entry.",
  refuses: ["insufficient_stock", "unprocessable"],
  input: {
    ...place,
    quantity: micro({ min: 1 }),
    reason: text({ optional: true, max: 100 }),
    ...when,
  },
  output: entityOf(stockEntry),
});

export const countStock = operation({
  name: "inventory.stock.count",
  http: "POST /stock/counts",
  status: 201,
  tag: "stock_entries",
  scope: "write:stock",
  spans_stores: true,
  about:
    "Record a stock count. Each difference becomes an entry: found stock is added, missing stock disposed of with the reason `count`. Returns these entries.",
  refuses: ["insufficient_stock", "unprocessable"],
  input: {
    location_id: ref("inventory.location"),
    lines: list(group({ ...stockableRefs, quantity: micro({ about: "Counted." }) }), { min: 1, max: 500 }),
    ...when,
  },
  output: shapeOf({ count_id: id(), entries: list(group(stockEntry.columns)) }),
});
