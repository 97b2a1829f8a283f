/** ConsignCloud: REST with cursors, hundredths and eight error codes; documented and as the real service is (D36). */
import { type ErrorStatus, fail, invalidField, statusOf } from "../../../shared/errors.ts";
import { exponentOf } from "../../../shared/money.ts";
import { type ListQuery, MAX_LIMIT } from "../../../shared/page.ts";
import type { DialectContext } from "../../kit/context.ts";
import type { Dialect } from "../../kit/dialect.ts";
import { wholeNumber } from "../../kit/query.ts";
import type { Query } from "../../kit/request.ts";
import { bearer } from "../../principals.ts";
import { type Problem, withAmounts } from "../../problem.ts";
import { fraction, hundredths } from "../../shapes/codecs.ts";
import { derivedBy } from "../../shapes/derive.ts";
import contract from "./contract.json" with { type: "json" };
import { guide } from "./guide.ts";

export const profiles = ["documented", "real"] as const;
export type Profile = (typeof profiles)[number];

/** The eight codes of the document, for every status that a refusal may have. */
const codes: Record<ErrorStatus, string> = {
  ...{ 401: "invalid_api_key", 403: "access_denied", 404: "entity_not_found", 409: "conflict" },
  ...{ 413: "payload_too_large", 429: "too_many_requests" },
  ...{ 500: "internal_server_error", 501: "internal_server_error", 503: "internal_server_error" },
  ...{ 400: "invalid_request_data", 405: "invalid_request_data", 406: "invalid_request_data" },
  ...{ 410: "invalid_request_data", 412: "invalid_request_data", 414: "invalid_request_data" },
  ...{ 415: "invalid_request_data", 422: "invalid_request_data", 431: "invalid_request_data" },
};

/** Clients read `error` or `message`, and `errors` by field; `details` says why in our own words (21.1). */
function problemBody(problem: Problem, status: ErrorStatus): object {
  const { detail, code, request_id } = problem;
  const { errors = [], ...state } = withAmounts(
    problem,
    (minor, currency) => minor * 10 ** (2 - exponentOf(currency)),
  );
  const fields = errors.map((each) => ({ ...each, field: nameOf(each.pointer) }));
  return {
    error: detail,
    message: detail,
    code: codes[status],
    details: { reason: code, ...state, ...(errors.length ? { errors } : {}) },
    ...(fields.length ? { errors: grouped(fields) } : {}),
    request_id,
  };
}

const nameOf = (pointer: string) => pointer.replace(/^\//, "").replaceAll("/", ".") || "body";

function grouped(fields: readonly { field: string; message: string }[]): Record<string, string[]> {
  // A caller's field may be called like what every object has.
  const by = new Map<string, string[]>();
  for (const { field, message } of fields) by.set(field, [...(by.get(field) ?? []), message]);
  return Object.fromEntries(by);
}

/** "created", "-created", "created:asc", "created:desc". */
function sortOf(value: string, sorts: ReadonlyMap<string, string>): string {
  const [, minus, name = "", way] = /^(-?)([a-z_]+)(?::(asc|desc))?$/.exec(value) ?? [];
  const field = sorts.get(name);
  if (!field) {
    const names = [...sorts.keys()].join(", ");
    const message = names
      ? `'sort_by' must be one of: ${names}; each also with a leading '-', or ':asc' or ':desc' behind it.`
      : "'sort_by' is not offered here.";
    throw invalidField("sort_by", "invalid_value", message);
  }
  return way === "asc" || (!minus && !way && name !== "created" && name !== "updated") ? field : `-${field}`;
}

const deletions = ["exclude", "include", "only"] as const;

function readPage(query: Query, sorts: ReadonlyMap<string, string>): { list: ListQuery; rest: Query } {
  const list: ListQuery = { limit: MAX_LIMIT };
  const rest = query.filter(([name, text]) => {
    const deleted = name === "deleted" ? deletions.find((each) => each === text) : undefined;
    if (name === "limit") list.limit = wholeNumber("limit", text, 1, MAX_LIMIT);
    else if (name === "cursor") list.cursor = text;
    else if (name === "sort_by") list.sort = sortOf(text, sorts);
    else if (deleted) list.deleted = deleted;
    else return true;
    return false;
  });
  return { list, rest };
}

/** Hundredths cannot express a third decimal, and an amount that differs from the books must not be shown (MON-8). */
function refuseFiner(currency: string): void {
  if (currency && exponentOf(currency) > 2)
    throw fail(
      "currency_mismatch",
      `Amounts are whole hundredths here, and ${currency} has smaller units: use the native API.`,
    );
}

const text = { type: "string" };
const problemSchema = {
  type: "object",
  properties: {
    ...{ error: text, message: text, code: text, details: { type: "object" }, request_id: text },
    errors: { type: "object", additionalProperties: { type: "array", items: text } },
  },
  required: ["error", "code", "details"],
};

/** The document knows no 422; real clients read it. */
const shownAs = (status: ErrorStatus, real: boolean): ErrorStatus => (status === 422 && !real ? 400 : status);
const statusIn = (code: string, profile: string) => shownAs(statusOf(code), profile === "real");

/** Backroom's code is `reason` among the details. */
const coded = (codes: readonly string[]) => ({
  type: "object",
  properties: {
    details: { type: "object", properties: { reason: { type: "string", enum: [...codes] } } },
  },
});

/** The dialect, with the variant for keys that name none. */
export const consigncloudOf = (profile: Profile): Dialect<keyof typeof contract> => ({
  name: "consigncloud",
  prefix: "/consigncloud/api/v1",
  title: "ConsignCloud",
  about:
    "The API of ConsignCloud over Backroom's data. Amounts are integers in hundredths whatever the currency.",
  ...{ contract, guide, document: new URL("openapi.json", import.meta.url) },
  examples: new URL("examples.json", import.meta.url),
  credentials: bearer,
  unauthorized: "Send an API key as 'Authorization: Bearer <key>'.",
  unknown: "refuse",
  // The real service ignores this parameter, and its clients rely on that (21.2).
  refusesFilter: (name, wire) => wire.profile === "real" && /^(created|updated)_[gl]te?$/.test(name),
  guard: ({ principal }) => refuseFiner(principal?.org.currency ?? ""),
  profiles: [profile, ...profiles.filter((each) => each !== profile)],
  nulls: (variant) => variant === "real",
  paging: {
    parameters: ({ sorts }) => [
      { name: "cursor", schema: text, about: "`next_cursor` of the previous page." },
      { name: "limit", schema: { type: "integer", minimum: 1, maximum: MAX_LIMIT } },
      {
        ...{ name: "sort_by", schema: text },
        about: `One of ${[...sorts.keys()].join(", ") || "created"}; descending with a leading - or :desc behind it.`,
      },
      { name: "deleted", schema: { type: "string", enum: deletions } },
    ],
    read: (query, { sorts }) => readPage(query, sorts),
    present: ({ data, next_cursor, count }) => ({
      ...(count === undefined ? {} : { count }),
      data,
      next_cursor,
    }),
    schema: (items) => ({
      type: "object",
      properties: {
        count: { type: "integer" },
        data: { type: "array", items },
        next_cursor: { type: ["string", "null"] },
      },
      required: ["data", "next_cursor"],
    }),
  },
  removed: "entity",
  problem(problem) {
    const real = (problem.profile ?? profile) === "real";
    const status = shownAs(problem.status, real);
    return { status, body: problemBody(problem, status), content_type: "application/json; charset=utf-8" };
  },
  refusals: { media: "application/json", coded, status: statusIn, schema: problemSchema },
});

/** Fields under our own names: amounts in hundredths, rates as fractions. */
export const own = derivedBy({ money: hundredths, rate: fraction });

/** Whether a request is answered as the real service would. */
export const speaksReal = ({ wire }: DialectContext): boolean => wire.profile === "real";
