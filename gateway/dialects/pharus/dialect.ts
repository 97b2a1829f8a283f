/** Pharus: camel case, decimals as text, bounded lists whole, `{deletedId}`, the organization in a header. */
import { startOfDate } from "../../../shared/dates.ts";
import { type ErrorCode, notFound } from "../../../shared/errors.ts";
import { isLocalDate } from "../../../shared/fields/index.ts";
import { exponentOf } from "../../../shared/money.ts";
import { DEFAULT_LIMIT } from "../../../shared/page.ts";
import {
  bearer,
  type Dialect,
  derivedBy,
  inUnits,
  objectWith,
  type Problem,
  pathOf,
} from "../../kit/index.ts";
import * as paging from "../../kit/paging.ts";
import { type Codec, instant } from "../../shapes/codecs.ts";
import { moneyText, percentText, quantityText, shownDecimal } from "../../shapes/decimal-text.ts";
import { spelled } from "../../shapes/derive.ts";
import contract from "./contract.json" with { type: "json" };
import { guide } from "./guide.ts";

const cursor: paging.PageWord = (listing) => ({
  ...paging.cursor(listing)!,
  about: "`nextCursor` of the previous page.",
});
const ORGANIZATION = "x-org-id";

/** The words that Pharus's clients know, and ours for what concerns the transport alone. */
const words: Readonly<Record<ErrorCode, string>> = {
  ...{ validation_failed: "validation_failed", invalid_cursor: "validation_failed" },
  ...{ unauthorized: "unauthorized", forbidden: "forbidden", not_found: "not_found" },
  ...{ conflict: "conflict", precondition_failed: "conflict", request_in_progress: "conflict" },
  ...{ locked: "conflict", feed_expired: "conflict", idempotency_mismatch: "conflict" },
  ...{ invalid_transition: "invalid_transition", in_use: "in_use", not_deletable: "in_use" },
  ...{ reference_not_found: "validation_failed", inactive_reference: "validation_failed" },
  ...{ currency_mismatch: "validation_failed", unprocessable: "validation_failed" },
  ...{ internal_error: "internal_error", unavailable: "unavailable" },
  ...{ method_not_allowed: "method_not_allowed", not_acceptable: "not_acceptable" },
  ...{ payload_too_large: "payload_too_large", uri_too_long: "uri_too_long" },
  ...{ unsupported_media_type: "unsupported_media_type", header_too_large: "header_too_large" },
  too_many_requests: "too_many_requests",
};

/** What a service declares itself, by its status. */
const byStatus: Readonly<Record<number, string>> = {
  ...{ 400: "validation_failed", 403: "forbidden", 404: "not_found" },
  ...{ 409: "conflict", 410: "conflict", 422: "validation_failed" },
};

const isGeneral = (code: string): code is ErrorCode => Object.hasOwn(words, code);

/** Names at every depth as Pharus spells them (DEL-8). */
const inCamel = (named: object) =>
  Object.fromEntries(Object.entries(named).map(([name, value]) => [spelled(name, "camel"), within(value)]));

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === "object" && value !== null ? inCamel(value) : value;
}

/** A sentence of a service with Pharus's names of the objects. */
const inPharusNames = (said: string): string =>
  said.replaceAll(/\b(?:goods|make|business) (receipt|order|customer)/g, "$1").replace("wholesale", "sales");

/** The native code is the `reason` in the details, whose figures are decimal text under the wire's names. */
function problemBody(problem: Problem) {
  const { code, status, detail, request_id } = problem;
  const word = isGeneral(code) ? words[code] : (byStatus[status] ?? "conflict");
  const { errors = [], ...told } = inUnits(problem, {
    money: (minor, currency) => shownDecimal(minor, exponentOf(currency), 4),
    micro: (millionths) => shownDecimal(millionths, 6, 4, 6),
  });
  const fields = errors.map(({ pointer, code: reason, message: said }) => {
    return { field: pathOf(pointer), code: reason, message: inPharusNames(said) };
  });
  const message = inPharusNames(detail);
  const own = { reason: code, ...inCamel(told), ...(fields.length ? { errors: fields } : {}) };
  return { error: { code: word, message, details: { ...own, requestId: request_id } } };
}

const text = { type: "string" };
const detail = objectWith({ field: text, code: text, message: text }, []);
const errors = { type: "array", items: detail };
const details = objectWith({ reason: text, requestId: text, errors }, ["reason", "requestId"]);

export const dialect: Dialect<keyof typeof contract> = {
  name: "pharus",
  prefix: "/pharus/api",
  title: "Pharus",
  about: "The API of Pharus over Backroom's data: vendors, materials, stock, making and wholesale orders.",
  ...{
    contract,
    guide,
    document: new URL("openapi.json", import.meta.url),
    examples: new URL("examples.json", import.meta.url),
  },
  credentials(headers) {
    const credential = bearer(headers);
    const named = headers[ORGANIZATION];
    return credential && typeof named === "string" ? { ...credential, org: named.toLowerCase() } : credential;
  },
  unauthorized: "Send an API key, a personal token or an identity token as 'Authorization: Bearer <token>'.",
  unknown: "ignore",
  profiles: ["documented"],
  nulls: () => false,
  guard({ headers, principal }) {
    const named = headers[ORGANIZATION];
    if (principal && named !== undefined && String(named).toLowerCase() !== principal.org.id)
      throw notFound("organization");
  },
  paging: {
    // Oldest first, so that entries added while a client reads page by page come last.
    ...paging.pageWords({ cursor, limit: paging.pageLimit() }, { limit: DEFAULT_LIMIT, sort: "created_at" }),
    ...paging.envelope("data", { nextCursor: paging.nextCursor }),
  },
  created: ({ row }) => (row.historical ? { headers: { "Backroom-Historical": "true" } } : {}),
  removed: ({ id }) => ({ deletedId: id }),
  problem: (problem) => ({ status: problem.status, body: problemBody(problem) }),
  refusals: {
    code: "error.details.reason",
    schema: objectWith({ error: objectWith({ code: text, message: text, details }, ["code", "message"]) }),
  },
};

/** A moment; a bare date is the first moment of that day in the organization's zone (ORD-2, TIM-2). */
const moment: Codec<string> = {
  ...instant,
  taken: { type: "string", description: "A moment, or a date for its first moment." },
  in: (given, wire) =>
    typeof given === "string" && isLocalDate(given)
      ? { value: startOfDate(given, wire.timezone) }
      : instant.in(given, wire),
};

const codecs = { money: moneyText, rate: percentText, micro: quantityText, instant: moment };

/** Fields under our names or those of Pharus; optional ones without a value are null. */
export const { own } = derivedBy(codecs, "camel", { nulls: true });
