/** Circular: everything on the collection itself, objects or lists of them, take and skip, the organization in the address. */
import { notFound } from "../../../shared/errors.ts";
import { formatDecimal } from "../../../shared/money.ts";
import type { ListQuery } from "../../../shared/page.ts";
import type { Dialect } from "../../kit/dialect.ts";
import { wholeNumber } from "../../kit/query.ts";
import type { Query } from "../../kit/request.ts";
import { bearer } from "../../principals.ts";
import { type Problem, withAmounts } from "../../problem.ts";
import { decimalMoney, fraction } from "../../shapes/codecs.ts";
import { derivedBy } from "../../shapes/derive.ts";
import contract from "./contract.json" with { type: "json" };
import { guide } from "./guide.ts";

const MOST = 500;

/** TIM-1: an epoch number from 10^11 on is milliseconds, below seconds; strictly after. */
function since(text: string): string {
  const number = wholeNumber("since", text, 0, 8.64e15);
  return new Date(number >= 1e11 ? number : number * 1000).toISOString();
}

/** Oldest first, so that entries added while a client reads page by page come last. */
function readPage(query: Query): { list: ListQuery; rest: Query } {
  const list: ListQuery = { limit: 50, skip: 0, count: true, sort: "created_at" };
  const rest = query.filter(([name, text]) => {
    if (name === "take") list.limit = wholeNumber(name, text, 1, MOST);
    else if (name === "skip") list.skip = wholeNumber(name, text, 0, 1_000_000);
    else if (name === "since") list.conditions = [{ field: "created_at", op: "gt", value: since(text) }];
    else return true;
    return false;
  });
  return { list, rest };
}

function problemBody(problem: Problem) {
  const { code, detail, request_id } = problem;
  // Details have their amounts in whole units.
  const { errors = [], ...state } = withAmounts(problem, (minor, currency) =>
    Number(formatDecimal(minor, currency)),
  );
  const details = errors.map(({ pointer, code: reason, message }) => {
    return { field: pointer.replace(/^\//, "").replaceAll("/", "."), code: reason, message };
  });
  return { error: detail, code, details, ...(Object.keys(state).length ? { state } : {}), request_id };
}

const text = { type: "string" };
const detail = { type: "object", properties: { field: text, code: text, message: text } };
const pagination = {
  type: "object",
  properties: { total: { type: "number" }, take: { type: "number" }, skip: { type: "number" } },
  required: ["total", "take", "skip"],
};

export const dialect: Dialect<keyof typeof contract> = {
  name: "circular",
  prefix: "/circular",
  title: "Circular",
  about:
    "The API of Circular over Backroom's data: products, sellers, deliveries, remittances and vocabulary.",
  ...{ contract, guide, document: new URL("openapi.json", import.meta.url) },
  examples: new URL("examples.json", import.meta.url),
  credentials: bearer,
  unauthorized: "Send an API key as 'Authorization: Bearer <key>'.",
  unknown: "ignore",
  profiles: ["documented"],
  nulls: () => false,
  guard({ params, principal }) {
    if (params.organization_slug !== principal?.org.slug) throw notFound("organization");
  },
  paging: {
    parameters: () => [
      { name: "since", schema: { type: "integer" }, about: "Only entries created after this epoch time." },
      { name: "take", schema: { type: "integer", minimum: 1, maximum: MOST } },
      { name: "skip", schema: { type: "integer", minimum: 0 } },
    ],
    read: readPage,
    present: ({ data, count = 0 }, { limit, skip }) => ({
      data,
      pagination: { total: count, take: limit, skip },
    }),
    schema: (items) => ({
      type: "object",
      properties: { data: { type: "array", items }, pagination },
      required: ["data", "pagination"],
    }),
  },
  removed: "entity",
  problem: (problem) => ({
    status: problem.status,
    body: problemBody(problem),
    content_type: "application/json; charset=utf-8",
  }),
  refusals: {
    media: "application/json",
    coded: (codes) => ({ type: "object", properties: { code: { type: "string", enum: [...codes] } } }),
    schema: {
      type: "object",
      properties: { error: text, code: text, details: { type: "array", items: detail }, request_id: text },
      required: ["error", "code", "details", "request_id"],
    },
  },
};

/** Fields under our own names: amounts as decimals, rates as fractions. */
export const own = derivedBy({ money: decimalMoney, rate: fraction });
