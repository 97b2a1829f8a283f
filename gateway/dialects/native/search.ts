/** `GET /search` and `GET /suggest` over the kinds that the principal may read; each service answers for its own (RPT-5). */
import { account } from "../../../services/accounts/public.ts";
import { item } from "../../../services/inventory/public.ts";
import { invalidField } from "../../../shared/errors.ts";
import { beyond } from "../../kit/behavior.ts";
import { handle } from "../../kit/operation.ts";
import { ANY_KEY } from "../../kit/request.ts";
import type { Route } from "../../kit/route.ts";
import { searchNames as names, type SearchKind, searched, suggested } from "../../search.ts";
import { choiceOf, integer, listOf, text } from "../../shapes/codecs.ts";
import { listUnder, named, objectWith } from "../../shapes/schema.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";
import { entitySchema } from "./entity-schema.ts";

const searchQuery = shape(
  "SearchQuery",
  rowsOf<{ search: string; query: string; kinds: SearchKind[]; limit: number }>(),
  {
    search: field("search", text),
    query: field("query", text),
    kinds: field("kinds", listOf(choiceOf(names))),
    limit: field("limit", integer),
  },
);

const suggestQuery = shape(
  "SuggestQuery",
  rowsOf<{ kind: SearchKind; field: string; value: string; limit: number }>(),
  {
    kind: field("kind", choiceOf(names), { required: true }),
    field: field("field", text, { required: true }),
    value: field("value", text),
    limit: field("limit", integer),
  },
);

function bounded(limit: number | undefined, most: number): { limit?: number } {
  if (limit === undefined) return {};
  if (limit < 1 || limit > most)
    throw invalidField("limit", "out_of_range", `'limit' must be a whole number from 1 to ${most}.`);
  return { limit };
}

const string = { type: "string" };
const result = named(
  "SearchHit",
  objectWith({
    kind: { ...string, enum: names },
    id: { ...string, format: "uuid" },
    title: string,
    document: { anyOf: [entitySchema(item), entitySchema(account)] },
  }),
);

const search = handle({
  scope: ANY_KEY,
  query: searchQuery,
  schema: listUnder("data", result),
  async run(ctx, { search: words, query = words ?? "", kinds = [...names], limit }) {
    if (query.trim() === "") throw invalidField("search", "required", "'search' is required.");
    const wanted = { query, kinds: [...new Set(kinds)], ...bounded(limit, 50) };
    return { data: await searched(ctx.principal, ctx.services, wanted) };
  },
});

const suggest = handle({
  scope: ANY_KEY,
  query: suggestQuery,
  schema: listUnder("data", objectWith({ value: string, count: { type: "integer" } })),
  async run(ctx, { kind = "items", field: name = "", value = "", limit }) {
    return suggested(ctx.principal, kind, { field: name, value, ...bounded(limit, 20) }, ctx.services);
  },
});

export const searchRoutes: readonly Route[] = beyond(native, {
  "GET /search": {
    id: "search",
    tag: "Search",
    summary: "Find items and accounts by words; only kinds that the key may read.",
    does: search,
  },
  "GET /suggest": {
    id: "suggest",
    tag: "Search",
    summary: "Complete the value of a field: values that begin with the text, then values that contain it.",
    does: suggest,
  },
});
