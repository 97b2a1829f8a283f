/** `GET /search` and `GET /suggest`: over the kinds that the principal may read, each asked of its own service (RPT-5). */
import { invalidField } from "../../shared/errors.ts";
import { unknownParameter } from "../query.ts";
import { ANY_KEY, type Asked, type Parameter, type RouteRow } from "../row.ts";
import { searchKinds as kinds, searchNames as names, searched, suggested } from "../search.ts";
import { native } from "./rows.ts";

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

const searchParameters: Parameter[] = [
  { name: "search", schema: { type: "string", minLength: 1, maxLength: 200 } },
  { name: "query", about: "The same as `search`.", schema: { type: "string", maxLength: 200 } },
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
      properties: { data: { type: "array", items: result } },
      required: ["data"],
    },
  },
  async answer(asked, call) {
    const { search, query = search ?? "", kinds: words, limit } = read(asked, searchParameters);
    if (query.trim() === "") throw invalidField("search", "required", "Say what to search for.");
    const wanted = words ? words.split(",").map((each) => oneOf("kinds", each, names)) : names;
    const input = { query, ...limitOf(limit, 50) };
    const data = await searched(asked.principal, [...new Set(wanted)], input, call);
    return { status: 200, body: { data } };
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
