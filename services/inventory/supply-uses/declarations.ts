/** What of supply and stock keeps a material, SKU, vendor or site from being deleted (DEL-8, LOC-2). */
import { choice, id } from "../../../shared/fields/index.ts";
import { operation } from "../../../shared/service/operation.ts";
import { usesShape } from "../../../shared/service/uses.ts";

export const supplyKinds = [
  "stock_levels",
  "items",
  "purchase_orders",
  "make_orders",
  "transfers",
  "vendor_bills",
] as const;

export const supplyUses = operation({
  name: "inventory.supply.uses",
  about:
    "How many rows of one kind, open or with stock, refer to a material, SKU or vendor, and some of their ids.",
  input: {
    kind: choice(supplyKinds),
    material_id: id({ optional: true }),
    sku_id: id({ optional: true }),
    vendor_id: id({ optional: true }),
  },
  output: usesShape,
});
