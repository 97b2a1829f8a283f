/** Sales of outside registers, recorded afterwards (D37). */
import { count, group, id, list, money, value } from "../../../shared/fields/index.ts";
import type { BatchStep } from "../../../shared/service/batch.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { lineInput, MAX_UNITS } from "../lines/line.ts";
import { refund } from "../refunds/refund.ts";
import { sale } from "../sales/sale.ts";

export const recordOutsideSale = operation({
  name: "sales.sale.record_outside",
  http: "POST /sales/outside",
  status: 201,
  scope: "write:sales",
  about:
    "Record a sale of an outside till. Creates a finalized sale with the channel `third_party`, paid externally to exactly its total. All lines are sold or none; no automatic discount applies. Returns the sale.",
  refuses: ["insufficient_balance", "invalid_transition", "item_not_available", "unprocessable"],
  input: {
    lines: list(
      group({
        item_id: lineInput.item_id,
        quantity: count({ optional: true, min: 1, max: MAX_UNITS, about: "Absent: all active units." }),
        price: money({ optional: true, about: "Price per unit in minor units; absent: the tag price." }),
      }),
      { min: 1, max: 200 },
    ),
    store_id: sale.fields.store_id,
    external_ref: sale.fields.external_ref,
  },
  output: entityOf(sale),
});

export const returnOutsideSale = operation({
  name: "sales.sale.return_outside",
  http: "POST /sales/outside/return",
  status: 201,
  scope: "write:sales",
  about:
    "Take back a sale of an outside till. Refunds and restocks the units of each item that its latest outside sale still has. Refused with the items that have none. Returns the refunds.",
  refuses: ["already_refunded", "insufficient_balance", "item_not_available"],
  input: { items: list(id(), { min: 1, max: 200 }) },
  output: shapeOf({ refunds: list(group(refund.columns)) }),
});

export const tradeOutside = operation({
  name: "sales.sale.trade_outside",
  about:
    "Records one request of an outside till (D37): carries out the steps of inventory, then sells pieces (one sale per store, of all their active units) or takes them back. All of it happens, or nothing.",
  refuses: [
    "already_refunded",
    "in_use",
    "insufficient_balance",
    "invalid_transition",
    "item_not_available",
    "not_deletable",
    "unprocessable",
  ],
  input: {
    steps: value<BatchStep[]>(),
    sold: list(id(), { default: [], max: 500 }),
    returned: list(id(), { default: [], max: 500 }),
  },
  output: shapeOf({ item_ids: list(id()), sale_ids: list(id()), refund_ids: list(id()) }),
});
