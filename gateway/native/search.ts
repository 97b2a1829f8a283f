/** `GET /search` and `GET /suggest`: over the kinds that the principal may read, each asked of its own service (RPT-5). */
import { searchAccounts, suggestAccounts, suggestedAccountFields } from "../../services/accounts/public.ts";
import { searchItems, suggestedItemFields, suggestItems } from "../../services/inventory/public.ts";
import { fail, invalidField } from "../../shared/errors.ts";
import type { ActionRef, Call } from "../../shared/service/reference.ts";
import type { Principal } from "../principals.ts";
import { unknownParameter } from "../query.ts";
import { ANY_KEY, type Asked, type Parameter, type RouteRow } from "../row.ts";
import { native } from "./rows.ts";

type Row = { id: string; [field: string]: unknown };
type Found = { kind: string; id: string; title: string; document: Row };

type Kind = {
  scope: string;
  search: ActionRef<{ query: string; limit?: number }, Row[]>;
  suggest: ActionRef<{ field: never; value: string; limit?: number }, { data: unknown[] }>;
  fields: readonly string[];
  title: (row: Row) => string;
};

const kinds: Record<string, Kind> = {
  items: {
    scope: "read:items",
    search: searchItems as Kind["search"],
    suggest: suggestItems as Kind["suggest"],
    fields: suggestedItemFields,
    title: (row) => String(row.title),
  },
  accounts: {
    scope: "read:accounts",
    search: searchAccounts as Kind["search"],
    suggest: suggestAccounts as Kind["suggest"],
    fields: suggestedAccountFields,
    title: ({ first_name, last_name, company }) =>
      [first_name, last_name].filter(Boolean).join(" ") || String(company),
  },
};
const names = Object.keys(kinds);

/** Everything that may be searched, by its name. */
export const searchKinds: readonly string[] = names;

const mayRead = (principal: Principal | null, scope: string): boolean =>
  principal !== null && (principal.scopes.has(scope) || principal.scopes.has("*"));

function read({ query }: Asked, parameters: readonly Parameter[]): Record<string, string> {
  const given: Record<string, string> = {};
  const allowed = parameters.map((each) => each.name);
  for (const [key, value] of query) {
    const name = key.replace(/\[\]$/, "");
    if (!allowed.includes(name)) throw unknownParameter(key, allowed);
    given[name] = name === "kinds" && given.kinds ? `${given.kinds},${value}` : value;
  }
  return given;
}

function limitOf(text: string | undefined, most: number): { limit?: number } {
  if (text === undefined) return {};
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most)
    throw invalidField("limit", "out_of_range", `'limit' must be a whole number from 1 to ${most}.`);
  return { limit };
}

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): string {
  if (value !== undefined && allowed.includes(value)) return value;
  throw invalidField(name, "invalid_value", `'${name}' must be one of: ${allowed.join(", ")}.`);
}

/** Kinds that were not asked for by name are left out where the principal may not read them. */
export async function searched(
  principal: Principal | null,
  wanted: readonly string[],
  input: { query: string; limit?: number },
  call: Call,
): Promise<Found[]> {
  const readable = wanted.filter((kind) => mayRead(principal, kinds[kind]!.scope));
  const found = await Promise.all(readable.map((kind) => call(kinds[kind]!.search, input)));
  return found.flatMap((rows, i) => {
    const kind = readable[i]!;
    return rows.map((row) => ({ kind, id: row.id, title: kinds[kind]!.title(row), document: row }));
  });
}

/** Values of one field of a kind; 403 where the principal may not read it. */
export async function suggested(
  principal: Principal | null,
  kind: string,
  input: { field: string; value: string; limit?: number },
  call: Call,
): Promise<{ data: unknown[] }> {
  const { scope, suggest } = kinds[kind]!;
  if (!mayRead(principal, scope))
    throw fail("forbidden", `This key lacks the scope '${scope}'.`, { required_scope: scope });
  return call(suggest, input as never);
}

const searchParameters: Parameter[] = [
  { name: "query", schema: { type: "string", minLength: 1, maxLength: 200 } },
  { name: "kinds", about: `Some of ${names.join(", ")}; absent: all.`, schema: { type: "string" } },
  { name: "limit", about: "Of each kind.", schema: { type: "integer", minimum: 1, maximum: 50 } },
];

const result = {
  type: "object",
  properties: {
    kind: { type: "string", enum: names },
    id: { type: "string", format: "uuid" },
    title: { type: "string" },
    document: { type: "object" },
  },
  required: ["kind", "id", "title", "document"],
};

const searchRow: RouteRow = {
  dialect: native,
  method: "GET",
  path: `${native.prefix}/search`,
  scope: ANY_KEY,
  document: {
    operation_id: "search",
    tag: "search",
    about: "Finds items and accounts by words; only kinds that the key may read (RPT-5).",
    parameters: searchParameters,
    status: 200,
    schema: {
      type: "object",
      properties: { results: { type: "array", items: result } },
      required: ["results"],
    },
  },
  async answer(asked, call) {
    const { query = "", kinds: words, limit } = read(asked, searchParameters);
    if (query.trim() === "") throw invalidField("query", "required", "Say what to search for.");
    const wanted = words ? words.split(",").map((each) => oneOf("kinds", each, names)) : names;
    const input = { query, ...limitOf(limit, 50) };
    const results = await searched(asked.principal, [...new Set(wanted)], input, call);
    return { status: 200, body: { results } };
  },
};

const suggestParameters: Parameter[] = [
  { name: "kind", schema: { type: "string", enum: names } },
  {
    name: "field",
    about: names.map((each) => `${each}: ${kinds[each]!.fields.join(", ")}`).join("; "),
    schema: { type: "string" },
  },
  { name: "value", about: "May be empty: the most used values.", schema: { type: "string", maxLength: 100 } },
  { name: "limit", schema: { type: "integer", minimum: 1, maximum: 20 } },
];

const suggestRow: RouteRow = {
  dialect: native,
  method: "GET",
  path: `${native.prefix}/suggest`,
  scope: ANY_KEY,
  document: {
    operation_id: "suggest",
    tag: "search",
    about: "Completes the value of one field: what begins with the text, then what contains it (RPT-5).",
    parameters: suggestParameters,
    status: 200,
    schema: {
      type: "object",
      properties: {
        data: {
          type: "array",
          items: {
            type: "object",
            properties: { value: { type: "string" }, count: { type: "integer" } },
            required: ["value", "count"],
          },
        },
      },
      required: ["data"],
    },
  },
  async answer(asked, call) {
    const given = read(asked, suggestParameters);
    const kind = oneOf("kind", given.kind, names);
    const field = oneOf("field", given.field, kinds[kind]!.fields);
    const input = { field, value: given.value ?? "", ...limitOf(given.limit, 20) };
    return { status: 200, body: await suggested(asked.principal, kind, input, call) };
  },
};

export const searchRows: readonly RouteRow[] = [searchRow, suggestRow];
