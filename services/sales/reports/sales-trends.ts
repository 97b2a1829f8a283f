import { nowInstant } from "../../../shared/clock.ts";
import { invalidField } from "../../../shared/errors.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { periodOf } from "./period.ts";
import { addUp, bucketsOf, byKey } from "./report-figures.rules.ts";
import { groupsOf } from "./report-groups.ts";

const MOST_BUCKETS = 1100;

export const salesTrends = query(declared.salesTrends, async (reader, { bucket_size, ...asked }, call) => {
  const period = await periodOf(reader, call, asked);
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
