import { choice, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { orderStatuses } from "../sales-orders/rules/status.ts";

/** Notes of people on the timeline of a sales order (3.3). */
export const salesOrderNote = resource({
  service: "sales",
  name: "sales_order_note",
  plural: "sales_order_notes",
  // Members write the timeline (PRM-7).
  grants: { ...businessData, delete: "member" },
  fields: {
    sales_order_id: ref("sales.sales_order", { fixed: true, filter: ["eq"] }),
    body: text({ max: 5000 }),
    status_at_time: choice(orderStatuses, {
      optional: true,
      about: "Absent: the order's present status.",
    }),
  },
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get", "remove"],
});
