/** Trends, reports, search and completion, and the caller. */
import { salesReport, salesTrends } from "../../../../services/sales/public.ts";
import { invalid, invalidField } from "../../../../shared/errors.ts";
import type { JsonSchema } from "../../../../shared/fields/index.ts";
import { type DialectContext, showEach, showOne } from "../../../kit/context.ts";
import { handle, run } from "../../../kit/operation.ts";
import { ANY_KEY } from "../../../kit/request.ts";
import { type SearchKind, searched, searchNames, suggested } from "../../../search.ts";
import type { Variant } from "../../../shapes/codecs.ts";
import * as c from "../../../shapes/codecs.ts";
import { named, shownSchema } from "../../../shapes/schema.ts";
import { field, rowsOf, shape } from "../../../shapes/shape.ts";
import { speaksReal } from "../dialect.ts";
import { accountShape } from "../shapes/accounts.ts";
import { itemShape } from "../shapes/items.ts";
import { reportQuery, reportShape, trendsQuery, trendsShape } from "../shapes/sales.ts";
import { accounts } from "./accounts.ts";
import { complete, items } from "./items.ts";

/** The real service requires all of these parameters; the document requires none (D36). */
function requireIfReal(ctx: DialectContext, names: readonly string[]): void {
  const given = ctx.request.query.map(([name]) => name);
  const missing = speaksReal(ctx) ? names.filter((name) => !given.includes(name)) : [];
  if (missing.length)
    throw invalid(
      missing.map((name) => ({ pointer: name, code: "required", message: required(name).message })),
    );
}

/** Finds entries of the requested kinds, or of all kinds that the key may read when none is requested. */
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

const uuid = { type: "string", format: "uuid" };
const foundSchema = (variant: Variant): JsonSchema =>
  named("Found", {
    type: "object",
    properties: {
      entity: { type: "string", enum: searchNames },
      id: uuid,
      title: { type: "string" },
      document: { anyOf: [items.view.schema(variant), accounts.view.schema(variant)] },
    },
    required: ["entity", "id", "title", "document"],
  });
const completion = named("Completion", {
  type: "object",
  properties: { value: { type: "string" }, count: { type: "integer" } },
  required: ["value", "count"],
});
const listed = (name: string, items: JsonSchema): JsonSchema => ({
  type: "object",
  properties: { [name]: { type: "array", items } },
  required: [name],
});

export const reportOperations = {
  getSalesTrends: handle({
    query: trendsQuery,
    response: (variant) => shownSchema(trendsShape, variant),
    async run(ctx, input) {
      requireIfReal(ctx, ["start_date", "end_date", "bucket_size"]);
      return showOne(ctx, trendsShape, await ctx.read(salesTrends, input));
    },
  }),
  getSalesReports: run(salesReport, { query: reportQuery, response: reportShape }),
  // Completes a field (entity, field, value), or finds over everything (q), as it is documented (D27).
  suggest: handle({
    ...{ scope: ANY_KEY, query: suggestQuery },
    response: (variant) => listed("data", { anyOf: [completion, foundSchema(variant)] }),
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
  response: (variant) => listed("results", foundSchema(variant)),
  run: async (ctx, { query = "", entities, limit = 20 }) => ({
    results: await found(ctx, query, entities, Math.min(50, limit)),
  }),
});

/** Whose key this is. */
export const me = handle({
  scope: "read:items",
  response: named("KeyOwner", {
    type: "object",
    properties: {
      id: uuid,
      user_type: { type: "string", enum: ["api_key"] },
      organization: {
        type: "object",
        properties: { id: uuid, slug: { type: "string" }, currency: { type: "string" } },
        required: ["id", "slug", "currency"],
      },
      scopes: { type: "array", items: { type: "string" } },
    },
    required: ["id", "user_type", "organization", "scopes"],
  }),
  run: async ({ principal: { actor, org, scopes } }) => ({
    id: actor.id,
    user_type: "api_key",
    organization: { id: org.id, slug: org.slug, currency: org.currency },
    scopes: [...scopes].sort(),
  }),
});
