/** Trends, reports, search and completion, and the caller. */
import { salesReport, salesTrends } from "../../../../services/sales/public.ts";
import { invalidField } from "../../../../shared/errors.ts";
import {
  ANY_KEY,
  c,
  computed,
  type DialectContext,
  eachUnder,
  field,
  handle,
  listUnder,
  named,
  objectWith,
  rowsOf,
  run,
  shape,
  show,
  shown,
  shownSchema,
} from "../../../kit/index.ts";
import {
  type Found,
  type Search,
  type SearchKind,
  searched,
  searchNames,
  suggested,
} from "../../../search.ts";
import { accountShape } from "../shapes/accounts.ts";
import { itemShape } from "../shapes/items.ts";
import { reportQuery, reportShape, trendsQuery, trendsShape } from "../shapes/sales.ts";
import { accounts } from "./accounts.ts";
import { complete, items } from "./items.ts";

/** Finds entries, items with all that their shape needs. */
async function found(ctx: DialectContext, wanted: Search) {
  const results = await searched(ctx.principal, ctx.services, wanted);
  const documents = results.flatMap((each) => (each.kind === "items" ? [each.document] : []));
  await complete(ctx, documents, new Set());
  return results;
}

/** The entry that was found, by the shape of its kind. */
const entry: c.Encoder<Found> = {
  schema: {},
  shownIn: (variant) => ({ anyOf: [items.view.schema(variant), accounts.view.schema(variant)] }),
  out: ({ kind, document }, wire) => show(kind === "items" ? itemShape : accountShape, document, wire),
};
const always = { always: true } as const;
const foundShape = shape("Found", rowsOf<Found>(), {
  id: shown("id", c.uuid, always),
  entity: shown("kind", c.choiceOf(searchNames), always),
  title: shown("title", c.text, always),
  document: computed(entry, (row: Found) => row, always),
});

type SearchInput = { query: string; entities: SearchKind[]; limit: number };
const searchQuery = shape("SearchQuery", rowsOf<SearchInput>(), {
  query: field("query", c.text, { required: true }),
  entities: field("entities", c.listOf(c.choiceOf(searchNames)), { aliases: ["entity"] }),
  limit: field("limit", c.integer, { default: 20 }),
});

type Suggest = { q: string; entity: SearchKind; field: string; value: string; limit: number };
const suggestQuery = shape("SuggestQuery", rowsOf<Suggest>(), {
  q: field("q", c.text),
  entity: field("entity", c.choiceOf(searchNames), { required: ["real"] }),
  field: field("field", c.text),
  value: field("value", c.text),
  limit: field("limit", c.integer, { default: 20 }),
});

const required = (name: string) => invalidField(name, "required", `'${name}' is required.`);
const text = { type: "string" };
const uuid = { ...text, format: "uuid" };
const completion = named("Completion", objectWith({ value: text, count: { type: "integer" } }));
const hits = eachUnder("data", foundShape);

export const reportOperations = {
  getSalesTrends: run(salesTrends, { query: trendsQuery, response: trendsShape }),
  getSalesReports: run(salesReport, { query: reportQuery, response: reportShape }),
  // Completes a field (entity, field, value), or finds over everything (q), as it is documented (D27).
  suggest: handle({
    ...{ scope: ANY_KEY, query: suggestQuery },
    schema: (variant) => listUnder("data", { anyOf: [completion, shownSchema(foundShape, variant)] }),
    async run(ctx, { q = "", entity, field: name, value = "", limit = 20 }) {
      const most = Math.min(20, limit);
      if (entity === undefined && name === undefined)
        return hits.show(ctx, q.trim() ? await found(ctx, { query: q.trim(), limit: most }) : []);
      if (entity === undefined) throw required("entity");
      if (name === undefined) throw required("field");
      return suggested(ctx.principal, entity, { field: name, value, limit: most }, ctx.services);
    },
  }),
};

/** Search as the real service has it: by words, the exact number first. */
export const search = handle({
  ...{ scope: ANY_KEY, query: searchQuery, response: eachUnder("results", foundShape) },
  run: (ctx, { query = "", entities: kinds, limit = 20 }) =>
    found(ctx, { query, kinds, strict: kinds !== undefined, limit: Math.min(50, limit) }),
});

/** Whose key this is. */
export const me = handle({
  scope: "read:items",
  schema: named(
    "KeyOwner",
    objectWith({
      id: uuid,
      user_type: { ...text, enum: ["api_key"] },
      organization: objectWith({ id: uuid, slug: text, currency: text }),
      scopes: { type: "array", items: text },
    }),
  ),
  run: async ({ principal: { actor, org, scopes } }) => ({
    id: actor.id,
    user_type: "api_key",
    organization: { id: org.id, slug: org.slug, currency: org.currency },
    scopes: [...scopes].sort(),
  }),
});
