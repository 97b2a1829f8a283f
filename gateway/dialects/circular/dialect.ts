/** Circular: everything on the collection itself, objects or lists of them, take and skip, the organization in the address. */
import { invalidField, notFound } from "../../../shared/errors.ts";
import { formatDecimal } from "../../../shared/money.ts";
import { amountNames, type Problem } from "../../problem.ts";
import type { Speech } from "../../wire/talk.ts";

const MOST = 500;

function whole(name: string, value: string, low: number, high: number): number {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= low && number <= high) return number;
  throw invalidField(name, "out_of_range", `'${name}' must be a whole number from ${low} to ${high}.`);
}

/** TIM-1: an epoch number from 10^11 on is milliseconds, below seconds; strictly after. */
function since(value: string): string {
  const number = whole("since", value, 0, 8.64e15);
  const at = new Date(number >= 1e11 ? number : number * 1000);
  return at.toISOString();
}

const problemBody = ({ code, detail, details, currency, request_id }: Problem) => ({
  error: detail,
  code,
  details:
    details.errors?.map(({ pointer, code: reason, message }) => ({
      field: pointer.replace(/^\//, "").replaceAll("/", "."),
      code: reason,
      message,
    })) ?? [],
  ...explained(details, currency),
  request_id,
});

/** What explains the state, its amounts in whole units. */
function explained({ errors: _errors, ...rest }: Problem["details"], currency?: string): object {
  const state = Object.entries(rest).map(([name, value]) =>
    currency && amountNames.has(name) && Number.isSafeInteger(value)
      ? [name, Number(formatDecimal(value as number, currency))]
      : [name, value],
  );
  return state.length ? { state: Object.fromEntries(state) } : {};
}

const refusals = [
  { status: 400, about: "The request is not valid; `details` names the fields and what is allowed." },
  { status: 401, about: "No key, or one that is unknown, expired or revoked." },
  { status: 403, about: "The key's access level does not allow it." },
  { status: 404, about: "There is no such entry in this organization." },
  { status: 409, about: "The state of things forbids it." },
  { status: 422, about: "Well-formed but impossible." },
  { status: 429, about: "Too many requests; `Retry-After` tells when to come back." },
  { status: 503, about: "A part of the system does not answer; `Retry-After` tells when to come back." },
];

export const circular: Speech = {
  name: "circular",
  prefix: "/circular",
  title: "Circular",
  about:
    "The API of Circular over Backroom's data: products, sellers, deliveries, remittances and vocabulary.",
  problem: (problem) => ({
    status: problem.status,
    body: problemBody(problem),
    content_type: "application/json; charset=utf-8",
  }),
  refusals: {
    media: "application/json",
    of: () => refusals,
    schema: {
      type: "object",
      properties: {
        error: { type: "string" },
        code: { type: "string" },
        details: {
          type: "array",
          items: {
            type: "object",
            properties: { field: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
          },
        },
        request_id: { type: "string" },
      },
      required: ["error", "code", "details", "request_id"],
    },
  },
  unknown: "ignore",
  profile: "documented",
  profileOf: () => "documented",
  guard({ params, principal }) {
    if (params.organization_slug !== principal?.org.slug) throw notFound("organization");
  },
  paging: {
    parameters: [
      { name: "since", schema: { type: "integer" }, about: "Only entries created after this epoch time." },
      { name: "take", schema: { type: "integer", minimum: 1, maximum: MOST } },
      { name: "skip", schema: { type: "integer", minimum: 0 } },
    ],
    read(query) {
      // Oldest first: what is added while somebody walks the pages comes at their end.
      const list = { limit: 50, skip: 0, count: true, sort: "created_at", conditions: [] as object[] };
      const rest = query.filter(([name, value]) => {
        if (name === "take") list.limit = whole(name, value, 1, MOST);
        else if (name === "skip") list.skip = whole(name, value, 0, 1_000_000);
        else if (name === "since")
          list.conditions.push({ field: "created_at", op: "gt", value: since(value) });
        else return true;
        return false;
      });
      return { list: list as never, rest };
    },
    body: ({ data, count }, { limit, skip }) => ({
      data,
      pagination: { total: count ?? 0, take: limit, skip },
    }),
    schema: (item) => ({
      type: "object",
      properties: {
        data: { type: "array", items: item },
        pagination: {
          type: "object",
          properties: { total: { type: "number" }, take: { type: "number" }, skip: { type: "number" } },
          required: ["total", "take", "skip"],
        },
      },
      required: ["data", "pagination"],
    }),
  },
};
