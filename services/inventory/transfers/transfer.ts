import { choice, date, instant, micro, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";
import { transferStatuses } from "./transfer-status.rules.ts";

/** Goods in transit from one site to another (4.9). */
export const transfer = resource({
  service: "inventory",
  name: "transfer",
  plural: "transfers",
  grants: { read: businessData.read, write: businessData.write },
  fields: {
    ref: text({ readonly: true, max: 30, filter: ["eq"] }),
    ...stockableRefs,
    source_location_id: ref("inventory.location", { filter: ["eq"] }),
    destination_location_id: ref("inventory.location", { filter: ["eq"] }),
    quantity: micro({ min: 1 }),
    received_quantity: micro({ optional: true, readonly: true }),
    status: choice(transferStatuses, { readonly: true, default: "in_transit", filter: ["eq"] }),
    start_date: date({ optional: true, about: "Absent: today." }),
    end_date: date({ optional: true, readonly: true }),
    completed_at: instant({ optional: true, readonly: true }),
    cancelled_at: instant({ optional: true, readonly: true }),
    notes: text({ optional: true, max: 5000 }),
  },
  unique: [["ref"]],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
