import { flag, group, id, list, micro, ref, signedMicro } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { type Stockable, stockableId } from "../costing/rules/stockable.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";

const counter = (about: string) => micro({ ...signedMicro, readonly: true, default: 0, about });

/** The counters of a stockable at a site (9.2): sums of its entries, and holds of registers and shops. */
export const stockLevel = resource({
  service: "inventory",
  name: "stock_level",
  plural: "stock_levels",
  scope: "stock",
  grants: { read: "viewer", write: "member" },
  fields: {
    ...stockableRefs,
    location_id: ref("inventory.location", { filter: ["eq"] }),
    on_hand: micro({ ...signedMicro, readonly: true, default: 0, about: "There now.", filter: ["gt", "lt"] }),
    on_order: counter("Ordered or being made, and not received."),
    demand: counter("Wanted by open orders."),
    allocated: counter("Set aside for open orders; part of the demand."),
    in_transit: counter("Sent here from another site."),
    reserved: counter("Held by tills and shops."),
    available: micro({ ...signedMicro, derived: true, readonly: true, about: "Neither allocated nor held." }),
    projected: micro({
      ...signedMicro,
      derived: true,
      readonly: true,
      about: "On hand once everything that is ordered, sent and wanted has come and gone.",
    }),
    /** Holds of registers and shops; `reserved` is their sum (INV-36). */
    holds: list(group({ hold_id: id(), quantity: micro({ min: 1 }) }), {
      readonly: true,
      hidden: true,
      default: [],
    }),
    /** Recently released holds: refused if they arrive late. */
    released_hold_ids: list(id(), { readonly: true, hidden: true, default: [] }),
    /** The item that sells this stock in the store of the site, and shows the available quantity (LNK-2). */
    item_id: id({ optional: true, readonly: true, hidden: true }),
    has_entries: flag({ readonly: true, hidden: true, default: false }),
    // Copies of the reorder rule, so that an entry or a hold finds without another read whether it crosses the
    // point (AVL-3).
    reorder_point: micro({ optional: true, readonly: true }),
    reorder_quantity: micro({ optional: true, readonly: true }),
    /** Whether it was low when it was last written. */
    is_low: flag({ readonly: true, hidden: true, default: false }),
  },
  unique: [
    ["sku_id", "location_id"],
    ["material_id", "location_id"],
  ],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});

/** The id of a level, known before the level exists. */
export const levelId = (org_id: string, stockable: Stockable, location_id: string): string =>
  idOf(`stock_level ${org_id} ${stockableId(stockable)} ${location_id}`);
