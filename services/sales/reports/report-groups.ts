/** Reads rows of a period by key, from sales and refunds (7.1). */
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { refund } from "../refunds/refund.ts";
import { sale } from "../sales/sale.ts";
import type { Period } from "./period.ts";
import { refundsPipeline } from "./refund-pipelines.ts";
import type { GroupRow } from "./report-figures.rules.ts";
import { type Grouping, salesPipeline } from "./report-pipelines.ts";

/** Rows by key, from sales and refunds. Each counts on its own business date. */
export async function groupsOf(reader: Reader, period: Period, grouping: Grouping): Promise<GroupRow[]> {
  const { start_date, end_date, store_id } = period;
  const within = {
    business_date: { $gte: start_date, $lte: end_date },
    $and: [visibleTo(sale, reader.meta), store_id ? { store_id } : {}],
  };
  const [sold, back] = await Promise.all([
    reader.aggregate<GroupRow>(sale, { status: "finalized", ...within }, salesPipeline(grouping)),
    reader.aggregate<GroupRow>(refund, within, refundsPipeline(grouping)),
  ]);
  return [...sold, ...back];
}
