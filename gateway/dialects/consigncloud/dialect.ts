/** ConsignCloud: REST with cursors, hundredths and eight error codes; documented and as the real service is (D36). */
import { fail, invalidField } from "../../../shared/errors.ts";
import { exponentOf } from "../../../shared/money.ts";
import { MAX_LIMIT } from "../../../shared/page.ts";
import { amountNames, type Problem } from "../../problem.ts";
import type { Refusal, RouteRow } from "../../row.ts";
import type { Query, Speech } from "../../wire/talk.ts";

export const profiles = ["documented", "real"] as const;
export type Profile = (typeof profiles)[number];

const codes: Record<number, string> = {
  400: "invalid_request_data",
  401: "invalid_api_key",
  403: "access_denied",
  404: "entity_not_found",
  409: "conflict",
  413: "payload_too_large",
  429: "too_many_requests",
};

const codeOf = (status: number): string =>
  codes[status] ?? (status >= 500 ? "internal_server_error" : "invalid_request_data");

/** Clients read `error` or `message`, and `errors` by field; `details` says why in our own words (21.1). */
function problemBody(problem: Problem, status: number): object {
  const { detail, code, details, currency, request_id } = problem;
  const { errors = [], ...state } = details;
  const fields = errors.map((each) => ({ ...each, field: nameOf(each.pointer) }));
  return {
    error: detail,
    message: detail,
    code: codeOf(status),
    details: { reason: code, ...inHundredths(state, currency), ...(errors.length ? { errors } : {}) },
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

function inHundredths(state: object, currency: string | undefined): object {
  const scale = currency ? 10 ** (2 - exponentOf(currency)) : 1;
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) =>
      amountNames.has(name) && Number.isSafeInteger(value) ? [name, value * scale] : [name, value],
    ),
  );
}

const refusals: Record<number, string> = {
  400: "Request not valid",
  401: "Key missing or not valid",
  403: "Not allowed",
  404: "Not there",
  409: "Conflict",
  413: "Body too large",
  429: "Too many requests; `Retry-After` tells when to come back",
  500: "Server failed",
  503: "A part of the system does not answer; `Retry-After` tells when to come back",
};

/** The documented ones first; 503 is ours. */
function refusalsOf({ method, path, body }: RouteRow): Refusal[] {
  const one = path.includes("{");
  const statuses = [
    400,
    401,
    403,
    ...(one ? [404] : []),
    ...(method === "GET" ? [] : [409]),
    ...(body ? [413] : []),
    429,
    500,
    503,
  ];
  return statuses.map((status) => ({ status, about: refusals[status]! }));
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

function limitOf(value: string): number {
  const limit = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw invalidField("limit", "out_of_range", `'limit' must be a whole number from 1 to ${MAX_LIMIT}.`);
}

/** Whole hundredths cannot tell a third decimal: another amount than the one in the books would be a lie (MON-8). */
function refuseFiner(currency: string): void {
  if (currency && exponentOf(currency) > 2)
    throw fail(
      "currency_mismatch",
      `Amounts are whole hundredths here, and ${currency} has smaller units: use the native API.`,
    );
}

/** The dialect with the variant that keys speak which name none. */
export const consigncloudOf = (profile: Profile): Speech => ({
  name: "consigncloud",
  prefix: "/consigncloud/api/v1",
  title: "ConsignCloud",
  about:
    "The API of ConsignCloud over Backroom's data. Amounts are integers in hundredths whatever the currency.",
  problem(problem) {
    const real = (problem.profile ?? profile) === "real";
    // The document knows no 422; real clients read it.
    const status = problem.status === 422 && !real ? 400 : problem.status;
    return { status, body: problemBody(problem, status), content_type: "application/json; charset=utf-8" };
  },
  refusals: {
    media: "application/json",
    of: refusalsOf,
    schema: {
      type: "object",
      properties: {
        error: { type: "string" },
        message: { type: "string" },
        code: { type: "string" },
        details: { type: "object" },
        errors: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
        request_id: { type: "string" },
      },
      required: ["error", "code", "details"],
    },
  },
  unknown: "refuse",
  // The real service knows no such parameter, and its clients know that (21.2).
  refuses: (name, wire) => wire.profile === "real" && /^(created|updated)_[gl]te?$/.test(name),
  guard: ({ principal }) => refuseFiner(principal?.org.currency ?? ""),
  profile,
  nulls: (variant) => variant === "real",
  profileOf: (principal) => profiles.find((each) => each === principal.profile) ?? profile,
  paging: {
    parameters: [
      { name: "cursor", schema: { type: "string" }, about: "Token of the next page." },
      { name: "limit", schema: { type: "integer", minimum: 1, maximum: MAX_LIMIT } },
      { name: "sort_by", schema: { type: "string" }, about: "created, -created, created:asc …" },
      { name: "deleted", schema: { type: "string", enum: ["exclude", "include", "only"] } },
    ],
    read(query, sorts) {
      const list: {
        limit: number;
        cursor?: string;
        sort?: string;
        deleted?: "exclude" | "include" | "only";
      } = { limit: MAX_LIMIT };
      const rest: Query = query.filter(([name, value]) => {
        if (name === "limit") list.limit = limitOf(value);
        else if (name === "cursor") list.cursor = value;
        else if (name === "sort_by") list.sort = sortOf(value, sorts);
        else if (name === "deleted" && (value === "include" || value === "only" || value === "exclude"))
          list.deleted = value;
        else return true;
        return false;
      });
      return { list, rest };
    },
    body: ({ data, next_cursor, count }) => ({
      ...(count === undefined ? {} : { count }),
      data,
      next_cursor,
    }),
    schema: (item) => ({
      type: "object",
      properties: {
        count: { type: "integer" },
        data: { type: "array", items: item },
        next_cursor: { type: ["string", "null"] },
      },
      required: ["data", "next_cursor"],
    }),
  },
});
