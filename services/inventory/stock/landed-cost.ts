import {
  count,
  date,
  group,
  id,
  instant,
  list,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";

/** A cost of received goods that arrived after them (LND-3). A row never changes: another one takes it back. */
export const landedCost = resource({
  service: "inventory",
  name: "landed_cost",
  plural: "landed_costs",
  scope: "purchase_orders",
  fields: {
    order_id: ref("inventory.purchase_order", { readonly: true, filter: ["eq"] }),
    order_line_id: id({ optional: true, about: "Absent: all lines of which goods have arrived." }),
    amount: money({ ...signed, readonly: true, about: "In minor units. Below zero: it takes a cost back." }),
    cost_date: date({ readonly: true, filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    vendor_id: ref("accounts.vendor", {
      optional: true,
      filter: ["eq"],
      about: "Whom it is owed to. Absent: a bill of the order asks for it.",
    }),
    notes: text({ optional: true, max: 5000 }),
    lines: list(
      group({
        order_line_id: id(),
        ...stockableRefs,
        seq: count({ about: "The order of valuation among the entries of one material or SKU." }),
        value: money({ ...signed, about: "The line's share, in minor units." }),
        variance: money({ ...signed, about: "The part for goods that are gone: a cost variance." }),
      }),
      { readonly: true, max: 500 },
    ),
    receipt_ids: list(id(), { readonly: true, about: "The receipts of the goods." }),
    reverses_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    reversed_at: instant({ optional: true, readonly: true }),
  },
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
