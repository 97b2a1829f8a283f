/** Rows of a period by key, from sales and from refunds (7.1). */
import { invalidField } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { refund } from "../refunds/refund.ts";
import { sale } from "../sales/sale.ts";
import type { GroupRow } from "./report-figures.rules.ts";
import { type Grouping, refundsPipeline, salesPipeline } from "./report-pipelines.ts";

type Period = { start_date: string; end_date: string; store_id?: string | null | undefined };

export function checkPeriod({ start_date, end_date }: Period): void {
  if (start_date > end_date)
    throw invalidField("end_date", "out_of_range", "'end_date' is earlier than 'start_date'.");
}

/** Rows by key, from sales and from refunds; each counts on its own business date. */
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
