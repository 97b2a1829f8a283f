import { date, group, id, instant, list, micro, money, ref, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** Quantities that arrived, by order line. */
export const arrived = { order_line_id: id(), quantity: micro({ min: 1 }) } as const;

/** Goods that arrived for a purchase order (3.3, RCV-1). Reversed as a whole; only its date can change. */
export const goodsReceipt = resource({
  service: "inventory",
  name: "goods_receipt",
  plural: "goods_receipts",
  scope: "purchase_orders",
  fields: {
    order_id: ref("inventory.purchase_order", { readonly: true, filter: ["eq"] }),
    receipt_date: date({ readonly: true, filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    notes: text({ optional: true, readonly: true, max: 5000 }),
    lines: list(
      group({
        ...arrived,
        material_id: ref("catalog.material", { optional: true }),
        sku_id: ref("catalog.sku", { optional: true }),
        value: money({ max: 1e13, about: "Landed, in minor units." }),
      }),
      { readonly: true, max: 500 },
    ),
    reversed_at: instant({ optional: true, readonly: true, filter: ["eq"] }),
  },
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
