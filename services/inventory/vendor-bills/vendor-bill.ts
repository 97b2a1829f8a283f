import {
  choice,
  date,
  group,
  id,
  instant,
  list,
  micro,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { billStatuses, holdReasons } from "./rules/match.ts";

/** What a vendor asks for goods, by order line. */
export const billedLine = {
  order_line_id: id(),
  quantity: micro({ min: 1 }),
  unit_cost: micro({ about: "Of the major unit." }),
} as const;

/** A vendor's bill for a purchase order (TWM-1). */
export const vendorBill = resource({
  service: "inventory",
  name: "vendor_bill",
  plural: "vendor_bills",
  grants: { read: "viewer", write: "member", "approve:bill_variance": "manager" },
  fields: {
    number: text({ max: 100, filter: ["eq"] }),
    vendor_id: ref("accounts.vendor", { readonly: true, filter: ["eq"] }),
    order_id: ref("inventory.purchase_order", { fixed: true, filter: ["eq"] }),
    status: choice(billStatuses, { readonly: true, default: "draft", filter: ["eq"] }),
    lines: list(group({ ...billedLine, value: money({ max: 1e13 }) }), { readonly: true, max: 500 }),
    extra_costs: money({ default: 0 }),
    currency: text({ optional: true, max: 3, about: "Absent: that of the organization." }),
    bill_date: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    due_date: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    total: money({ readonly: true, max: 1e15 }),
    grni: money({ ...signed, readonly: true, about: "The goods and extra costs at the cost of the order." }),
    variance: money({ ...signed, readonly: true }),
    extra_grni: money({ readonly: true, default: 0, max: 1e13 }),
    reasons: list(choice(holdReasons), { readonly: true, default: [], about: "Why it is on hold." }),
    paid_on: date({ optional: true, readonly: true }),
    approved_at: instant({ optional: true, readonly: true }),
    cancelled_at: instant({ optional: true, readonly: true }),
  },
  unique: [["vendor_id", "number"]],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
