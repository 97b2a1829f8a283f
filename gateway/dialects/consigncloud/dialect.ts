/** ConsignCloud: REST with cursors, hundredths and eight error codes; documented and as the real service is (D36). */
import { type ErrorStatus, fail, statusOf } from "../../../shared/errors.ts";
import { exponentOf } from "../../../shared/money.ts";
import { MAX_LIMIT } from "../../../shared/page.ts";
import {
  bearer,
  c,
  type Dialect,
  derivedBy,
  inUnits,
  objectWith,
  type Problem,
  pathOf,
} from "../../kit/index.ts";
import * as paging from "../../kit/paging.ts";
import { type Profile, profiles } from "../names.ts";
import contract from "./contract.json" with { type: "json" };
import { guide } from "./guide.ts";

/** The eight codes of the document, for every status that a refusal may have. */
const codes: Record<ErrorStatus, string> = {
  ...{ 401: "invalid_api_key", 403: "access_denied", 404: "entity_not_found", 409: "conflict" },
  ...{ 402: "invalid_request_data", 413: "payload_too_large", 429: "too_many_requests" },
  ...{ 500: "internal_server_error", 503: "internal_server_error" },
  ...{ 400: "invalid_request_data", 405: "invalid_request_data", 406: "invalid_request_data" },
  ...{ 410: "invalid_request_data", 412: "invalid_request_data", 414: "invalid_request_data" },
  ...{ 415: "invalid_request_data", 422: "invalid_request_data", 431: "invalid_request_data" },
};

/** Clients read `error` or `message`, and `errors` by field; `details` says why in our own words (21.1). */
function problemBody(problem: Problem, status: ErrorStatus): object {
  const { detail, code, request_id } = problem;
  const { errors = [], ...state } = inUnits(problem, {
    money: (minor, currency) => minor * 10 ** (2 - exponentOf(currency)),
  });
  return {
    error: detail,
    message: detail,
    code: codes[status],
    details: { reason: code, ...state, ...(errors.length ? { errors } : {}) },
    ...(errors.length ? { errors: byField(errors) } : {}),
    request_id,
  };
}

function byField(errors: readonly { pointer: string; message: string }[]): Record<string, string[]> {
  const groups = Map.groupBy(errors, ({ pointer }) => pathOf(pointer) || "body");
  // A caller's field may be called like what every object has.
  return Object.fromEntries([...groups].map(([field, all]) => [field, all.map(({ message }) => message)]));
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
const messages = { type: "array", items: text };
const problem = { error: text, message: text, code: text, details: { type: "object" }, request_id: text };

/** The document knows no 422; real clients read it. */
const shownAs = (status: ErrorStatus, real: boolean): ErrorStatus => (status === 422 && !real ? 400 : status);

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
  knowsInclude: (variant) => variant === "real",
  paging: {
    ...paging.pageWords(
      {
        cursor: paging.cursor,
        limit: paging.pageLimit(),
        sort_by: paging.sortWord(["created", "updated"]),
        deleted: paging.deleted,
      },
      { limit: MAX_LIMIT },
    ),
    ...paging.envelope("data", { count: paging.count, next_cursor: paging.nextCursor }),
  },
  removed: "entity",
  problem(problem) {
    const status = shownAs(problem.status, (problem.profile ?? profile) === "real");
    return { status, body: problemBody(problem, status) };
  },
  refusals: {
    code: "details.reason",
    status: (code, variant) => shownAs(statusOf(code), variant === "real"),
    schema: objectWith({ ...problem, errors: { type: "object", additionalProperties: messages } }, [
      "error",
      "code",
      "details",
    ]),
  },
});

/** Fields under our own names: amounts in hundredths, rates as fractions. */
export const { own, shapeOf } = derivedBy({ money: c.hundredths, rate: c.fraction });
