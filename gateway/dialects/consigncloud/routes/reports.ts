/** Trends, reports, exports, and who is asking. */
import { store } from "../../../../services/inventory/public.ts";
import { salesReport, salesTrends } from "../../../../services/sales/public.ts";
import { nowInstant } from "../../../../shared/clock.ts";
import { addDays, businessDate } from "../../../../shared/dates.ts";
import { invalid } from "../../../../shared/errors.ts";
import type { ListQuery, Page } from "../../../../shared/page.ts";
import { doing } from "../../../declared.ts";
import { CSV, csvOf, pagesOfList } from "../../../export.ts";
import type { RouteRow } from "../../../row.ts";
import { act } from "../../../wire/action.ts";
import { choiceOf, date, uuid } from "../../../wire/codecs.ts";
import type { Crud } from "../../../wire/crud.ts";
import { filterParameters, listOf, offeredBy } from "../../../wire/lists.ts";
import { at, type Row, schemaOf, shape } from "../../../wire/shape.ts";
import { answered, type Speech, speak, type Talk } from "../../../wire/talk.ts";
import { bucketShape, groupShape, totalShape } from "../shapes/sales.ts";
import { isReal } from "../shapes/words.ts";
import { itemTable } from "./items.ts";
import { saleTable } from "./sales.ts";

const period = {
  start_date: at("start_date", date),
  end_date: at("end_date", date),
  location: at("store_id", uuid),
};
const trendsQuery = shape("TrendsQuery", {
  ...period,
  bucket_size: at("bucket_size", choiceOf(["day", "week", "month"])),
});
const groups = ["category", "brand", "account", "location", "cashier", "payment_type", "tax", "discount"];
const reportQuery = shape("ReportQuery", { ...period, group_by: at("group_by", choiceOf(groups)) });

/** The latest date that it is anywhere in question: in the named location, else in the organization and all its stores (TIM-2). */
async function latestToday(talk: Talk, store_id: unknown): Promise<string> {
  const zones = store_id ? [] : [talk.wire.timezone];
  if (store_id) {
    const [found] = await talk.call<Row[]>(store.actions.many.name, { ids: [store_id] }, { trial: true });
    zones.push(String(found?.timezone ?? talk.wire.timezone));
  } else {
    const { action } = doing(store, "list");
    const read = (query: ListQuery) => talk.call<Page<Row>>(action, query, { trial: true });
    // One that is closed for good has sales of its last day.
    for await (const rows of pagesOfList(read, { deleted: "include" }))
      zones.push(...rows.flatMap(({ timezone }) => (timezone ? [String(timezone)] : [])));
  }
  const now = nowInstant();
  return zones
    .map((zone) => businessDate(now, zone))
    .sort()
    .at(-1)!;
}

/** The real service needs them all; the documented one has none, so that the last 30 days by day are meant (D36). */
async function withDefaults(talk: Talk, input: Row, needed: readonly string[]): Promise<Row> {
  if (isReal(talk.wire)) {
    const missing = needed.filter((name) => input[name] === undefined);
    if (missing.length)
      throw invalid(
        missing.map((name) => ({ pointer: name, code: "required", message: `'${name}' is required.` })),
      );
  }
  const end_date = String(input.end_date ?? (await latestToday(talk, input.store_id)));
  return { start_date: addDays(end_date, -29), ...input, end_date };
}

async function trends(talk: Talk, input: Row): Promise<Row> {
  const asked = await withDefaults(talk, input, ["start_date", "end_date", "bucket_size"]);
  const { as_of, currency, data } = await talk.call<Row>(
    salesTrends.name,
    { bucket_size: "day", ...asked },
    { trial: true },
  );
  return { as_of, currency, data: await talk.showEach(bucketShape, data as Row[]) };
}

async function report(talk: Talk, input: Row): Promise<Row> {
  const { group_by, ...asked } = await withDefaults(talk, input, []);
  const by = group_by === "location" ? "store" : group_by;
  const { as_of, currency, total, data } = await talk.call<Row>(
    salesReport.name,
    { ...asked, ...(by ? { group_by: by } : {}) },
    { trial: true },
  );
  return {
    as_of,
    currency,
    total: await talk.show(totalShape, total as Row),
    data: await talk.showEach(groupShape, data as Row[]),
  };
}

/** A list as CSV: its own filters, every page, amounts in hundredths beside their currency (BLK-5). */
function exported(speech: Speech, table: Crud, name: string): RouteRow {
  const { resource, shape: of, tag, at: path } = table;
  const offered = offeredBy(of, resource, table.filters);
  const { action, scope } = doing(resource, "list");
  const columns = [...Object.keys(of.fields).filter((each) => !each.startsWith("historic_")), "currency"];
  return speak(speech, {
    method: "GET",
    path: `${path}/export`,
    scope,
    document: {
      operation_id: name,
      tag,
      about: `${tag} as CSV, by the filters of the list.`,
      parameters: filterParameters(offered.filters),
      media: "text/csv",
      schema: { type: "string" },
    },
    async run(talk) {
      const { limit: _limit, cursor: _cursor, ...query } = listOf(speech, talk, offered);
      const read = async (page: ListQuery) => {
        const found = await talk.call<Page<Row>>(action, page, { trial: true });
        await table.complete?.(talk, found.data, new Set());
        const rows = await talk.showEach(of, found.data);
        return { ...found, data: rows.map((row) => ({ ...row, currency: talk.wire.currency })) };
      };
      const headers = {
        "Content-Type": CSV,
        "Content-Disposition": `attachment; filename="${path.slice(1)}.csv"`,
      };
      return answered({ status: 200, stream: csvOf(columns, pagesOfList(read, query)), headers });
    },
  });
}

export const reportRows = (speech: Speech): RouteRow[] => [
  exported(speech, itemTable, "exportItems"),
  exported(speech, saleTable, "exportSales"),
  act(speech, {
    method: "GET",
    path: "/trends/sales",
    scope: "read:sales_trends",
    tag: "Reports",
    name: "getSalesTrends",
    about: "How sales develop, by day, week or month.",
    query: trendsQuery,
    schema: {
      type: "object",
      properties: { data: { type: "array", items: schemaOf(bucketShape, "shown") } },
      required: ["data"],
    },
    run: trends,
  }),
  act(speech, {
    method: "GET",
    path: "/reports/sales",
    scope: "read:sales_reports",
    tag: "Reports",
    name: "getSalesReports",
    about: "What was sold in a period, in all and by group.",
    query: reportQuery,
    run: report,
  }),
  act(speech, {
    method: "GET",
    path: "/auth/me",
    scope: "read:items",
    tag: "Account",
    name: "getMe",
    about: "Whose key this is.",
    run: async ({ principal }) => ({
      id: principal.actor.id,
      user_type: "api_key",
      organization: { id: principal.org.id, slug: principal.org.slug, currency: principal.org.currency },
      scopes: [...principal.scopes].sort(),
    }),
  }),
];
