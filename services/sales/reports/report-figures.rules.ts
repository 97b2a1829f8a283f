/** Figures of reports (7.1) from sums, and the buckets of a period. Minor units, business dates. */
import { addDays } from "../../../shared/dates.ts";
import { rnd, sum } from "../../../shared/money.ts";
import { type Figures, figureNames } from "../tenders/tender-shares.rules.ts";

/** The figures that reports add up over refunds. */
const refundNames = ["refunds", "refunded_net", "refunded_tax"] as const;
type Refunded = Record<(typeof refundNames)[number], number>;

export type ReportFigures = Figures & Refunded & { average_sale: number };

/** The rows of one group by key. A missing figure is 0. */
export type GroupRow = Partial<Figures & Refunded> & { key: string | null };

const summedNames = [...figureNames, ...refundNames] as const;

/** The sum of rows, with the average. */
export function addUp(rows: readonly Omit<GroupRow, "key">[]): ReportFigures {
  const sums = Object.fromEntries(
    summedNames.map((name) => [name, sum(rows.map((row) => row[name] ?? 0))]),
  ) as Figures & Refunded;
  return { ...sums, average_sale: sums.sales > 0 ? rnd(sums.total, sums.sales) : 0 };
}

/** Merges sales and refunds into one row per key. */
export function byKey(rows: readonly GroupRow[]): (ReportFigures & { key: string | null })[] {
  const groups = Map.groupBy(rows, (row) => row.key);
  return [...groups].map(([key, own]) => ({ key, ...addUp(own) }));
}

export type BucketSize = "day" | "week" | "month";

/** The Monday of a date's week. */
function mondayOf(date: string): string {
  const day = new Date(date).getUTCDay();
  return addDays(date, -((day + 6) % 7));
}

/** The first date of the bucket after this one. */
function nextBucket(start: string, size: BucketSize): string {
  if (size === "day") return addDays(start, 1);
  if (size === "week") return addDays(mondayOf(start), 7);
  return `${addDays(`${start.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
}

/** First dates of the buckets, cut at both ends of the range; null when there are more than `most`. */
export function bucketsOf(start: string, end: string, size: BucketSize, most: number): string[] | null {
  const starts: string[] = [];
  for (let at = start; at <= end; at = nextBucket(at, size)) {
    if (starts.length === most) return null;
    starts.push(at);
  }
  return starts;
}
