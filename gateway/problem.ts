/** Turns any error into a response: RFC 9457 natively, the dialect's own body elsewhere. */

import {
  type DeclaredError,
  type Details,
  declarationOf,
  type ErrorStatus,
  type Failure,
  fail,
  isFailure,
  sentenceOf,
  statusOf,
} from "../shared/errors.ts";
import type { FieldTable, JsonSchema } from "../shared/fields/index.ts";
import { MICRO } from "../shared/micro.ts";
import { formatDecimal } from "../shared/money.ts";
import { isPartUnavailable } from "../shared/unavailable.ts";
import { problemType } from "./problem-pages.ts";

export type Measure = "money" | "micro";

export type Problem = {
  status: ErrorStatus;
  code: string;
  detail: string;
  details: Details;
  /** Our name of the object whose id is among the details, or which was not found. */
  what?: string;
  /** Which of the details are amounts in minor units, and which are quantities in millionths. */
  measures: ReadonlyMap<string, Measure>;
  request_id: string;
  instance: string;
  headers: Record<string, string>;
  currency?: string;
  /** The variant of a dialect that answers the caller's key. */
  profile?: string;
};

/** The request that failed, and its caller as far as known. */
export type Asked = Pick<Problem, "request_id" | "instance" | "currency" | "profile">;

const titles: Readonly<Record<string, string>> = {
  validation_failed: "The request is not valid",
  unauthorized: "Sign in with an API key",
  forbidden: "Not allowed",
  not_found: "Not found",
  too_many_requests: "Too many requests",
  unavailable: "Not available at the moment",
  internal_error: "Internal error",
};

const retryAfter: Readonly<Record<string, string>> = { unavailable: "1", request_in_progress: "1" };

/** Between processes a body is one message, whose size the operator's NATS limits. */
const beyondTransport = () =>
  fail(
    "payload_too_large",
    "The body is larger than the message size limit of this installation's NATS server.",
  );
const partAway = () => fail("unavailable", "A required service is unavailable; retry.");
const unknownError = () => fail("internal_error", "An internal error occurred.");

const isTooLargeForTransport = (error: unknown) =>
  (error as { code?: unknown } | null)?.code === "MAX_PAYLOAD_EXCEEDED";

/** Never shows the message of a driver or transport: an unavailable service is 503, an unknown error 500. */
export function problemOf(error: unknown, asked: Asked): Problem {
  if (isFailure(error)) return problemOfFailure(error, asked);
  if (isTooLargeForTransport(error)) return problemOfFailure(beyondTransport(), asked);
  return problemOfFailure(isPartUnavailable(error) ? partAway() : unknownError(), asked);
}

function problemOfFailure(failure: Failure, asked: Asked): Problem {
  const { type: code } = failure;
  const status = statusOf(code);
  const {
    $replayed,
    $error: _name,
    $what: what,
    headers: own,
    ...details
  } = (failure.data ?? {}) as Details & { $replayed?: boolean; headers?: Record<string, string> };
  const headers: Record<string, string> = { ...own };
  if ($replayed) headers["Idempotency-Replayed"] = "true";
  if (retryAfter[code]) headers["Retry-After"] ??= retryAfter[code];
  if (code === "unauthorized") headers["WWW-Authenticate"] = 'Bearer realm="backroom"';
  const declared = declarationOf(failure);
  const measures = new Map(declared ? measuresIn(declared.details) : []);
  const said = declared ? inUnitsOf(failure, declared, details, asked.currency) : null;
  const named = { ...asked, ...(what ? { what } : {}) };
  return { ...named, status, code, detail: failure.message, details, measures, headers, ...said };
}

const measuresIn = (table: FieldTable): [string, Measure][] =>
  Object.entries(table).flatMap(([name, { kind }]) =>
    kind === "money" || kind === "micro" ? [[name, kind]] : [],
  );

/** The message, and those of its fields, with amounts in the caller's currency. */
function inUnitsOf(
  { message }: Failure,
  declared: DeclaredError,
  details: Details,
  currency: string | undefined,
): Pick<Problem, "detail" | "details"> | null {
  if (!currency) return null;
  const detail = sentenceOf(declared, details, (minor) => formatDecimal(minor, currency));
  const { errors } = details;
  if (!errors) return { detail, details };
  return {
    detail,
    details: {
      ...details,
      errors: errors.map((each) => (each.message === message ? { ...each, message: detail } : each)),
    },
  };
}

/** application/problem+json (API-2). */
export function problemBody(problem: Problem): Record<string, unknown> {
  const own = {
    type: problemType(problem.code),
    title: titles[problem.code] ?? problem.code.replaceAll("_", " "),
    status: problem.status,
    detail: problem.detail,
    instance: problem.instance,
    code: problem.code,
    request_id: problem.request_id,
  };
  // Details may contain `status` or `type`; they must not overwrite the members of RFC 9457.
  return { ...own, ...problem.details, ...own };
}

/** A field's place in a body as a path: "lines.0.quantity"; empty for the whole body. */
export const pathOf = (pointer: string): string => pointer.replace(/^\//, "").replaceAll("/", ".");

/** Details with their amounts and quantities in the dialect's units. */
export const inUnits = (
  { details, measures, currency }: Problem,
  {
    money,
    micro = (millionths) => millionths / MICRO,
  }: { money(minor: number, currency: string): unknown; micro?(millionths: number): unknown },
): Details =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (typeof value !== "number") return [name, value];
      const measure = measures.get(name);
      if (measure === "micro") return [name, micro(value)];
      return [name, measure === "money" && currency ? money(value, currency) : value];
    }),
  );

/** The schema of `problemBody`. */
export const problemSchema: JsonSchema = {
  type: "object",
  properties: {
    type: {
      type: "string",
      format: "uri-reference",
      description: "The address of a page that explains the code.",
    },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    code: { type: "string" },
    request_id: { type: "string" },
    error_count: {
      type: "integer",
      description: "The number of all errors, when there are more than the hundred listed.",
    },
    errors: {
      type: "array",
      maxItems: 100,
      items: {
        type: "object",
        properties: { pointer: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
  required: ["type", "title", "status", "detail", "code", "request_id"],
};
