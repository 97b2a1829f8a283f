import { date, group, id, instant, list, micro, money, ref, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** Quantities made, by output. */
export const made = { output_id: id(), quantity: micro({ min: 1_000_000 }) } as const;

/** Goods made for a work or production order (9.8). It is reversed as a whole; only its date can change. */
export const makeReceipt = resource({
  service: "inventory",
  name: "make_receipt",
  plural: "make_receipts",
  scope: "make_orders",
  fields: {
    order_id: ref("inventory.make_order", { readonly: true, filter: ["eq"] }),
    receipt_date: date({ readonly: true, filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    notes: text({ optional: true, readonly: true, max: 5000 }),
    lines: list(
      group({
        ...made,
        sku_id: ref("catalog.sku"),
        conversion_cost: money({ max: 1e13 }),
        value: money({ max: 1e14, about: "Inputs and conversion, in minor units." }),
      }),
      { readonly: true, max: 200 },
    ),
    conversion_vendor_id: ref("accounts.vendor", {
      optional: true,
      readonly: true,
      about: "Whom the conversion is owed to.",
    }),
    reversed_at: instant({ optional: true, readonly: true, filter: ["eq"] }),
  },
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
