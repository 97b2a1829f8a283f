/** Trends, reports, search and completion, and who is asking. */
import { store } from "../../../../services/inventory/public.ts";
import { salesReport, salesTrends } from "../../../../services/sales/public.ts";
import { nowInstant } from "../../../../shared/clock.ts";
import { addDays, businessDate } from "../../../../shared/dates.ts";
import { invalid, invalidField } from "../../../../shared/errors.ts";
import { pagesOfList } from "../../../export.ts";
import * as c from "../../../kit/codecs.ts";
import { type DialectContext, showEach, showOne } from "../../../kit/context.ts";
import { handle } from "../../../kit/operation.ts";
import { ANY_KEY } from "../../../kit/request.ts";
import { field, rowsOf, shape } from "../../../kit/shape.ts";
import { shownSchema } from "../../../kit/shape-schema.ts";
import { type SearchKind, searched, searchNames, suggested } from "../../../search.ts";
import { speaksReal } from "../dialect.ts";
import { accountShape } from "../shapes/accounts.ts";
import { itemShape } from "../shapes/items.ts";
import { reportQuery, reportShape, trendsQuery, trendsShape } from "../shapes/sales.ts";
import { complete } from "./items.ts";

/** The latest date that it is anywhere in question: in the named location, else in the organization and all its stores (TIM-2). */
async function latestToday(ctx: DialectContext, store_id: string | null | undefined): Promise<string> {
  const zones = [ctx.wire.timezone];
  if (store_id) {
    const [found] = await ctx.read(store.actions.many, { ids: [store_id] });
    if (found?.timezone) zones.splice(0, 1, found.timezone);
  } else {
    // A store that is closed for good has sales of its last day.
    const all = pagesOfList((query) => ctx.read(store.actions.list, query), { deleted: "include" });
    for await (const rows of all) zones.push(...rows.flatMap(({ timezone }) => (timezone ? [timezone] : [])));
  }
  const now = nowInstant();
  const days = zones.map((zone) => businessDate(now, zone)).sort();
  return days.at(-1)!;
}

type Period = {
  start_date?: string | undefined;
  end_date?: string | undefined;
  store_id?: string | null | undefined;
};

/** The real service needs every name; the documented one has none, so that the last 30 days by day are meant (D36). */
async function periodOf(ctx: DialectContext, input: Period & object, needed: readonly string[]) {
  const missing = speaksReal(ctx) ? needed.filter((name) => !(name in input)) : [];
  if (missing.length)
    throw invalid(
      missing.map((name) => ({ pointer: name, code: "required", message: `'${name}' is required.` })),
    );
  const end_date = input.end_date ?? (await latestToday(ctx, input.store_id));
  return { start_date: input.start_date ?? addDays(end_date, -29), end_date };
}

/** What is found of every kind asked for; of all that the key may read when none is. */
async function found(
  ctx: DialectContext,
  query: string,
  kinds: readonly SearchKind[] | undefined,
  limit: number,
) {
  const results = await searched(
    ctx.principal,
    kinds ?? searchNames,
    { query, limit },
    ctx.services,
    kinds !== undefined,
  );
  const items = results.flatMap((each) => (each.kind === "items" ? [each.document] : []));
  await complete(ctx, items, new Set());
  return Promise.all(
    results.map(async (each) => {
      const { id, title } = each;
      const [document] =
        each.kind === "items"
          ? await showEach(ctx, itemShape, [each.document])
          : await showEach(ctx, accountShape, [each.document]);
      return { entity: each.kind, id, title, document };
    }),
  );
}

type Search = { query: string; entities: SearchKind[]; limit: number };
const searchQuery = shape("SearchQuery", rowsOf<Search>(), {
  query: field("query", c.text, { required: true }),
  entities: field("entities", c.listOf(c.choiceOf(searchNames)), { aliases: ["entity"] }),
  limit: field("limit", c.integer, { default: 20 }),
});

type Suggest = { q: string; entity: SearchKind; field: string; value: string; limit: number };
const suggestQuery = shape("SuggestQuery", rowsOf<Suggest>(), {
  q: field("q", c.text),
  entity: field("entity", c.choiceOf(searchNames)),
  field: field("field", c.text),
  value: field("value", c.text),
  limit: field("limit", c.integer, { default: 20 }),
});

const required = (name: string) => invalidField(name, "required", `'${name}' is required.`);

export const reportOperations = {
  getSalesTrends: handle({
    query: trendsQuery,
    response: (variant) => shownSchema(trendsShape, variant),
    async run(ctx, { bucket_size = "day", ...input }) {
      const named = ctx.request.query.some(([name]) => name === "bucket_size") ? { bucket_size } : {};
      const period = await periodOf(ctx, { ...input, ...named }, ["start_date", "end_date", "bucket_size"]);
      return showOne(ctx, trendsShape, await ctx.read(salesTrends, { ...input, ...period, bucket_size }));
    },
  }),
  getSalesReports: handle({
    query: reportQuery,
    response: (variant) => shownSchema(reportShape, variant),
    async run(ctx, input) {
      const period = await periodOf(ctx, input, []);
      return showOne(ctx, reportShape, await ctx.read(salesReport, { ...input, ...period }));
    },
  }),
  // Completes a field (entity, field, value), or finds over everything (q), as it is documented (D27).
  suggest: handle({
    ...{ scope: ANY_KEY, query: suggestQuery },
    async run(ctx, { q = "", entity, field: name, value = "", limit = 20 }) {
      const most = Math.min(20, limit);
      if (entity !== undefined || name !== undefined) {
        if (entity === undefined) throw required("entity");
        if (name === undefined) throw required("field");
        return suggested(ctx.principal, entity, { field: name, value, limit: most }, ctx.services);
      }
      if (speaksReal(ctx)) throw required("entity");
      return { data: q.trim() ? await found(ctx, q.trim(), undefined, most) : [] };
    },
  }),
};

/** Search as the real service has it: by words, the exact number first. */
export const search = handle({
  ...{ scope: ANY_KEY, query: searchQuery },
  response: {
    type: "object",
    properties: { results: { type: "array", items: { type: "object" } } },
    required: ["results"],
  },
  run: async (ctx, { query = "", entities, limit = 20 }) => ({
    results: await found(ctx, query, entities, Math.min(50, limit)),
  }),
});

/** Whose key this is. */
export const me = handle({
  scope: "read:items",
  run: async ({ principal: { actor, org, scopes } }) => ({
    id: actor.id,
    user_type: "api_key",
    organization: { id: org.id, slug: org.slug, currency: org.currency },
    scopes: [...scopes].sort(),
  }),
});
