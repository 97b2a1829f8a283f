/** Lines of finalized sales as rows of their own, newest first, without those of voided sales (VOID-1). */
import { choice, date, id, instant, ref, text } from "../../../shared/fields/index.ts";
import type { Elements } from "../../../shared/resource/elements.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { saleLine as stored } from "../lines/line.ts";
import { sale } from "./sale.ts";
import { refundStatuses, saleStatuses } from "./sale-status.rules.ts";

/** A line with fields of its sale, such as `created_at`. */
export const saleLine = resource({
  service: "sales",
  name: "sale_line",
  plural: "sale_lines",
  scope: "item_sales",
  grants: { read: "viewer" },
  fields: {
    ...stored,
    item_id: ref("inventory.item", { filter: ["eq"] }),
    category_id: ref("catalog.category", { optional: true }),
    brand_id: ref("catalog.brand", { optional: true }),
    account_id: ref("accounts.account", { optional: true, filter: ["eq"] }),
    sale_id: ref("sales.sale", { filter: ["eq"] }),
    sale_number: text({ max: 20 }),
    sale_status: choice(saleStatuses),
    refund_status: choice(refundStatuses),
    store_id: ref("inventory.store", { optional: true, filter: ["eq"] }),
    customer_id: ref("accounts.account", { optional: true }),
    cashier_id: id({ optional: true }),
    finalized_at: instant({ sort: true, filter: ["gt", "gte", "lt", "lte"] }),
    business_date: date(),
    currency: text({ max: 3 }),
  },
  hardDelete: true,
  verbs: [],
});

export const linesOfSales: Elements = {
  of: sale,
  list: "lines",
  renamed: { sale_id: "_id", sale_number: "number", sale_status: "status" },
};

export const finalizedOnly = { status: "finalized" } as const;
