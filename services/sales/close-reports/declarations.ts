/** What happened at a register between its opening and its count. */
import {
  choice,
  count,
  group,
  id,
  instant,
  list,
  money,
  rate,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { madeFile } from "../../../shared/papers/made-file.ts";
import { slipColumns, slipFormats } from "../../../shared/papers/slip-file.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const sum = money({ min: -1e15, max: 1e15 });

const report = {
  session_id: id(),
  register_id: id(),
  register_name: text(),
  store_id: id({ optional: true }),
  store_name: text({ optional: true }),
  currency: text(),
  opened_at: instant(),
  closed_at: instant({ optional: true }),
  sales: count(),
  voided: count({
    about: "Sales of this session that were voided, whenever that was; they count nowhere else.",
  }),
  refunds: count({ about: "Refunds that this register paid during the session." }),
  total: money({ ...signed, about: "Of the sales, with tax." }),
  tenders: list(group({ type: text(), sales: sum, refunds: sum, net: sum }), {
    about: "Cash is net of change.",
  }),
  taxes: list(group({ name: text(), rate_ppm: rate(), net: sum, amount: sum }), {
    about: "Of the sales; without those under the margin scheme.",
  }),
  opening_float: money(),
  movements: list(group({ kind: text(), count: count(), amount: sum }), {
    about:
      "Cash by the kind of its journal: `sale`, `refund`, `void`, `payout_completed` and others; + into the drawer.",
  }),
  expected: sum,
  counted: money({ optional: true }),
  difference: money({ optional: true, ...signed }),
  memo: text({ optional: true }),
} as const;

export const closeReport = operation({
  name: "sales.register_session.report",
  scope: "read:registers",
  about:
    "The report of a register session: sales, tenders, taxes, cash movements, expected and counted cash. Of an open session it is what has happened so far.",
  input: { id: id() },
  output: shapeOf(report),
});

export const closeReportFile = operation({
  name: "sales.register_session.report_file",
  scope: "read:registers",
  about: "The report of a register session as a paper. The same data make the same bytes.",
  input: { id: id(), format: choice(slipFormats), columns: slipColumns },
  output: madeFile,
});
