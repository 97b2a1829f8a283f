/** Rows that use something while they are open, or while there is stock (DEL-8). */
import type { MongoFilter } from "../../../shared/resource/query.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { item } from "../items/item.ts";
import { stockLevel } from "../levels/stock-level.ts";
import { makeOrder } from "../make-orders/make-order.ts";
import { makeMachine } from "../make-orders/rules/status.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { purchaseMachine } from "../purchase-orders/rules/status.ts";
import { transfer } from "../transfers/transfer.ts";
import { vendorBill } from "../vendor-bills/vendor-bill.ts";
import type { supplyKinds } from "./declarations.ts";

export type Kind = (typeof supplyKinds)[number];

/** What is used, by the name of the reference. */
export type Reference = Partial<Record<"material_id" | "sku_id" | "vendor_id" | "location_id", string>>;

type SupplyUser = {
  resource: AnyResource;
  /** The paths by which its rows refer. */
  paths: Partial<Record<keyof Reference, readonly string[]>>;
  open: MongoFilter;
};

const counters = ["on_hand", "on_order", "demand", "allocated", "in_transit", "reserved"];

export const supplyUsers: Record<Kind, SupplyUser> = {
  stock_levels: {
    resource: stockLevel,
    paths: { material_id: ["material_id"], sku_id: ["sku_id"], location_id: ["location_id"] },
    open: { $or: counters.map((name) => ({ [name]: { $ne: 0 } })) },
  },
  // LNK-2: items that sell its stock.
  items: { resource: item, paths: { sku_id: ["sku_id"] }, open: {} },
  purchase_orders: {
    resource: purchaseOrder,
    paths: {
      material_id: ["lines.material_id"],
      sku_id: ["lines.sku_id"],
      vendor_id: ["vendor_id"],
      location_id: ["ship_to_location_id"],
    },
    open: { status: { $in: purchaseMachine.statuses.filter((status) => !purchaseMachine.isFinal(status)) } },
  },
  make_orders: {
    resource: makeOrder,
    paths: {
      material_id: ["inputs.material_id"],
      sku_id: ["inputs.sku_id", "outputs.sku_id"],
      location_id: ["location_id"],
    },
    open: { status: { $in: makeMachine.statuses.filter((status) => !makeMachine.isFinal(status)) } },
  },
  transfers: {
    resource: transfer,
    paths: {
      material_id: ["material_id"],
      sku_id: ["sku_id"],
      location_id: ["source_location_id", "destination_location_id"],
    },
    open: { status: "in_transit" },
  },
  vendor_bills: {
    resource: vendorBill,
    paths: { vendor_id: ["vendor_id"] },
    open: { status: { $nin: ["paid", "cancelled"] } },
  },
};

/** Open rows of a kind that refer to it; null for a kind that never does. */
export function usingFilter(kind: Kind, reference: Reference): MongoFilter | null {
  const { paths, open } = supplyUsers[kind];
  const [[name, id]] = Object.entries(reference) as [[keyof Reference, string]];
  const refer = paths[name];
  return refer ? { $and: [open, { $or: refer.map((path) => ({ [path]: id })) }] } : null;
}
