import { nowInstant } from "../../../shared/clock.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { periodOf } from "./period.ts";
import { addUp, byKey } from "./report-figures.rules.ts";
import { groupsOf } from "./report-groups.ts";

export const salesReport = query(declared.salesReport, async (reader, { group_by, ...asked }, call) => {
  const period = await periodOf(reader, call, asked);
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
