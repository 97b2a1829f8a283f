/** What the stock of linked items was worth when it was sold or came back (LNK-7). */
import type { Values } from "../../../shared/fields/field.ts";
import { choice, group, id, list, money, signed } from "../../../shared/fields/index.ts";
import { pools } from "../costing/rules/stockable.ts";

const stockMovement = {
  entry_id: id(),
  line_id: id(),
  pool: choice(pools),
  event_type: choice(["consume", "reverse_consume"]),
  value: money({ max: 1e13 }),
  variance: money(signed),
} as const;

export type StockMovement = Values<typeof stockMovement>;

/** One for each line of the sale or refund; each has a journal of its own (T25). */
export const stockMovements = list(group(stockMovement), { default: [], max: 500 });
