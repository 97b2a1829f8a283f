/** Trends, reports and figures of sales (7.1), added up by the database: one pipeline over sales, one over refunds. */
import { nowInstant } from "../../../shared/clock.ts";
import { invalidField } from "../../../shared/errors.ts";
import { rnd } from "../../../shared/money.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { accountFigures, salesReport, salesTrends } from "../public.ts";
import { refund, sale } from "../resources/sale.ts";
import { addUp, bucketsOf, byKey, type GroupRow } from "../rules/report-figures.ts";
import { type Grouping, refundsPipeline, salesPipeline } from "./report-pipelines.ts";

const MOST_BUCKETS = 1100;

type Period = { start_date: string; end_date: string; store_id?: string | null | undefined };

function checkPeriod({ start_date, end_date }: Period): void {
  if (start_date > end_date)
    throw invalidField("end_date", "out_of_range", "'end_date' is earlier than 'start_date'.");
}

/** Rows by key, from sales and from refunds; each counts on its own business date. */
async function groupsOf(reader: Reader, period: Period, grouping: Grouping): Promise<GroupRow[]> {
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

export const trends = query(salesTrends, async (reader, { bucket_size, ...period }) => {
  checkPeriod(period);
  const { start_date, end_date } = period;
  const starts = bucketsOf(start_date, end_date, bucket_size, MOST_BUCKETS);
  if (!starts)
    throw invalidField("end_date", "range_too_long", `At most ${MOST_BUCKETS} buckets fit in one answer.`);
  const as_of = nowInstant();
  const rows = await groupsOf(reader, period, { bucket: bucket_size, start_date });
  const filled = new Map(byKey(rows).map(({ key, ...figures }) => [key, figures]));
  return {
    as_of,
    currency: reader.org.currency,
    data: starts.map((bucket_start) => ({ bucket_start, ...(filled.get(bucket_start) ?? addUp([])) })),
  };
});

export const report = query(salesReport, async (reader, { group_by, ...period }) => {
  checkPeriod(period);
  const as_of = nowInstant();
  const rows = await groupsOf(reader, period, group_by ?? "none");
  return {
    as_of,
    currency: reader.org.currency,
    total: addUp(rows),
    data: group_by ? byKey(rows).sort((a, b) => b.total - a.total || compare(a.key, b.key)) : [],
  };
});

const compare = (a: string | null, b: string | null) => ((a ?? "") < (b ?? "") ? -1 : 1);

type Sold = {
  units_sold: number;
  revenue: number;
  consignor_portion: number;
  refunds: number;
  days: number;
};

export const figures = query(accountFigures, async (reader, { account_id }) => {
  const ofAccount = { "lines.account_id": account_id };
  const [found] = await reader.aggregate<Sold>(
    sale,
    { status: "finalized", ...ofAccount, ...visibleTo(sale, reader.meta) },
    [
      { $project: { lines: 1 } },
      { $unwind: "$lines" },
      { $match: ofAccount },
      {
        $group: {
          _id: null,
          units_sold: { $sum: "$lines.quantity" },
          revenue: { $sum: "$lines.net" },
          consignor_portion: { $sum: "$lines.consignor_portion" },
          refunds: { $sum: "$lines.refunded_amount" },
          days: { $sum: { $multiply: ["$lines.days_on_shelf", "$lines.quantity"] } },
        },
      },
      { $project: { _id: 0 } },
    ],
  );
  if (!found) return { ...nothingSold };
  const { days, ...sums } = found;
  return { ...sums, average_days_to_sell: rnd(days, sums.units_sold) };
});

const nothingSold = {
  units_sold: 0,
  revenue: 0,
  consignor_portion: 0,
  refunds: 0,
  average_days_to_sell: null,
} as const;
