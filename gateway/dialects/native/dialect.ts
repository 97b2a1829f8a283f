/** The native API: our own names, amounts in minor units, RFC 9457 problems. */

import { invalidField } from "../../../shared/errors.ts";
import type { ListQuery } from "../../../shared/page.ts";
import { MAX_LIMIT } from "../../../shared/page.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import type { Dialect, Listing } from "../../kit/dialect.ts";
import { refuseTwice, wholeNumber, wordsOf } from "../../kit/query.ts";
import type { Parameter, Query } from "../../kit/request.ts";
import { bearer } from "../../principals.ts";
import { problemBody, problemSchema } from "../../problem.ts";
import { guide } from "./guide.ts";

const deletions = ["exclude", "include", "only"] as const;

const parameters = ({ resource, sorts }: Listing): Parameter[] => [
  { name: "limit", schema: { type: "integer", minimum: 1, maximum: MAX_LIMIT } },
  { name: "cursor", schema: { type: "string" }, about: "`next_cursor` of the previous page." },
  {
    name: "sort",
    schema: { type: "string", enum: [...sorts.keys()].flatMap((name) => [name, `-${name}`]) },
    about: "A field, descending with a leading `-`.",
  },
  {
    name: "include",
    schema: { type: "array", items: { type: "string", enum: ["count"] } },
    about: "`count` adds the number of all matching entries.",
  },
  ...(resource.search
    ? [{ name: "search", schema: { type: "string" }, about: "Words; each matches words that begin with it." }]
    : []),
  ...(resource.hardDelete
    ? []
    : [
        {
          name: "deleted",
          schema: { type: "string", enum: deletions },
          about: "Deleted entries; left out by default.",
        },
      ]),
];

type Reader = (list: ListQuery, text: string, resource: AnyResource) => void;
const readers: Record<string, Reader> = {
  limit: (list, text) => {
    list.limit = wholeNumber("limit", text, 1, MAX_LIMIT);
  },
  cursor: (list, text) => {
    list.cursor = text;
  },
  sort: (list, text) => {
    list.sort = text;
  },
  search: (list, text) => {
    list.search = text;
  },
  deleted: (list, text) => {
    const found = deletions.find((each) => each === text);
    if (!found)
      throw invalidField("deleted", "invalid_value", `'deleted' must be one of: ${deletions.join(", ")}.`);
    list.deleted = found;
  },
};

/** Whether the resource offers the parameter. */
const offers = ({ search, hardDelete }: AnyResource, name: string) =>
  name === "search" ? search !== undefined : name !== "deleted" || !hardDelete;

function read(query: Query, { resource }: Listing): { list: ListQuery; rest: Query } {
  const list: ListQuery = {};
  const seen = new Set<string>();
  const rest = query.filter(([name, text]) => {
    if (/^include(\[\])?$/.test(name)) return false;
    const reader = Object.hasOwn(readers, name) && offers(resource, name) ? readers[name] : undefined;
    if (!reader) return true;
    refuseTwice(seen, name);
    reader(list, text, resource);
    return false;
  });
  if (wordsOf(query, "include", ["count"]).length) list.count = true;
  return { list, rest };
}

export const native: Dialect = {
  name: "native",
  prefix: "/api/v1",
  title: "Backroom API",
  about:
    "The native API of Backroom. Amounts are integers in minor units of the object's currency, rates are integers in parts per million.",
  contract: {},
  guide,
  examples: new URL("examples.json", import.meta.url),
  credentials: bearer,
  unauthorized: "Send an API key as 'Authorization: Bearer <key>'.",
  unknown: "refuse",
  profiles: ["native"],
  nulls: () => true,
  paging: {
    parameters,
    read,
    present: (page) => page,
    schema: (item) => ({
      type: "object",
      properties: {
        data: { type: "array", items: item },
        next_cursor: { type: ["string", "null"] },
        count: { type: "integer" },
      },
      required: ["data", "next_cursor"],
    }),
  },
  created: ({ id }, path) => ({ headers: { Location: `${path}/${id}` } }),
  removed: ({ after }) => after,
  problem: (problem) => ({
    status: problem.status,
    body: problemBody(problem),
    content_type: "application/problem+json",
  }),
  refusals: {
    schema: problemSchema,
    media: "application/problem+json",
    coded: (codes) => ({ type: "object", properties: { code: { type: "string", enum: [...codes] } } }),
  },
};
