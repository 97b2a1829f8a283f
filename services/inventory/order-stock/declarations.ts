/** The stock of other services' orders: each settlement states all that an order needs. */
import {
  choice,
  count,
  date,
  flag,
  group,
  id,
  list,
  micro,
  money,
  text,
} from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const line = {
  line_id: id(),
  sku_id: id(),
  location_id: id({ optional: true, about: "Absent: the site of the order." }),
  demand: micro({ about: "Ordered by the customer, shipped or not." }),
  allocated: micro({ about: "Set aside and not shipped." }),
  shipped: micro({ about: "Shipped and not returned." }),
} as const;

const wanted = {
  location_id: id({ optional: true, about: "Null: the order has no site and no stock yet." }),
  lines: list(group(line), { max: 500 }),
} as const;

/** Kinds of orders, which their stock entries name as the source. */
const sources = ["sales_order", "customer_order"] as const;
const source_type = choice(sources, { default: "sales_order" });

/** The stock that an order needs. */
export const wantedStock = wanted;

export const orderStockTurn = operation({
  name: "inventory.order_stock.turn",
  about: "How often the stock of an order was settled.",
  input: { order_id: id() },
  output: shapeOf({ turn: count() }),
});

export const settleOrderStock = operation({
  name: "inventory.order_stock.settle",
  about:
    "Writes the stock entries that lead from what an order has to what it wants, in one transaction: DEMAND, ALLOCATE, CONSUME and their reverses (9.3). The second time it changes nothing. Returns the value of what is shipped, by line.",
  refuses: ["insufficient_stock", "unprocessable"],
  input: {
    order_id: id(),
    ref: text({ max: 100 }),
    event_date: date({ optional: true }),
    turn: count({ about: "Settlements before this one." }),
    by: id({ about: "Who settles: the same one may come twice." }),
    source_type,
    ...wanted,
  },
  output: shapeOf({ costs: list(group({ line_id: id(), cost: money({ max: 1e13 }) })) }),
});

export const unsettleOrderStock = operation({
  name: "inventory.order_stock.unsettle",
  about:
    "Takes a settlement back: what the order wanted before is written again. One that never happened is barred.",
  refuses: ["insufficient_stock"],
  input: {
    order_id: id(),
    ref: text({ max: 100 }),
    turn: count(),
    by: id(),
    source_type,
    ...wanted,
  },
  output: shapeOf({ undone: flag() }),
});
