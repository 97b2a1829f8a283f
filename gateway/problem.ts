/** From any error to what the caller is told: RFC 9457 natively, a dialect's own body elsewhere. */
import { isPartAway } from "../shared/away.ts";
import { type Details, type ErrorCode, fail, isFailure, statusOf } from "../shared/errors.ts";
import type { JsonSchema } from "../shared/fields/index.ts";
import { problemType } from "./problem-pages.ts";

export type Problem = {
  status: number;
  code: ErrorCode;
  detail: string;
  details: Details;
  request_id: string;
  instance: string;
  headers: Record<string, string>;
  /** Of the amounts among the details, once it is known who asks. */
  currency?: string;
  /** The variant of a dialect that his key is spoken to in. */
  profile?: string;
};

/** Names under which details tell amounts in minor units. */
export const amountNames: ReadonlySet<string> = new Set([
  "available",
  "asked",
  "total",
  "paid",
  "due",
  "balance",
]);

const titles: Partial<Record<ErrorCode, string>> = {
  validation_failed: "The request is not valid",
  unauthorized: "Sign in with an API key",
  forbidden: "Not allowed",
  not_found: "Not found",
  too_many_requests: "Too many requests",
  unavailable: "Not available at the moment",
  internal_error: "Internal error",
};

const retryAfter: Partial<Record<ErrorCode, string>> = { unavailable: "1", request_in_progress: "1" };

/** Between processes a body is one message, whose size the operator's NATS limits. */
const beyondTransport = () =>
  fail("payload_too_large", "The body is larger than the messages that this installation's NATS carries.");

/** Never a driver's or a transport's own words; a service that is away is 503, anything unknown 500. */
export function problemOf(error: unknown, request_id: string, instance: string): Problem {
  const base = { request_id, instance };
  if (isFailure(error)) {
    const { $replayed, ...details } = (error.data ?? {}) as Details & { $replayed?: boolean };
    const headers: Record<string, string> = { ...(details.headers as Record<string, string> | undefined) };
    delete details.headers;
    if ($replayed) headers["Idempotency-Replayed"] = "true";
    if (retryAfter[error.type]) headers["Retry-After"] ??= retryAfter[error.type]!;
    if (error.type === "unauthorized") headers["WWW-Authenticate"] = 'Bearer realm="backroom"';
    return {
      ...base,
      status: statusOf(error.type),
      code: error.type,
      detail: error.message,
      details,
      headers,
    };
  }
  if ((error as { code?: unknown } | null)?.code === "MAX_PAYLOAD_EXCEEDED")
    return problemOf(beyondTransport(), request_id, instance);
  const gone = isPartAway(error);
  const code: ErrorCode = gone ? "unavailable" : "internal_error";
  const detail = gone
    ? "A part of the system does not answer; try again."
    : "Something went wrong on our side.";
  return {
    ...base,
    status: statusOf(code),
    code,
    detail,
    details: {},
    headers: gone ? { "Retry-After": "1" } : {},
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
  // What explains the state may be called `status` or `type` as well: the members of RFC 9457 stay what they are.
  return { ...own, ...problem.details, ...own };
}

/** What `problemBody` looks like. */
export const problemSchema: JsonSchema = {
  type: "object",
  properties: {
    type: { type: "string", format: "uri-reference", description: "Leads to what it means." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    code: { type: "string" },
    request_id: { type: "string" },
    error_count: { type: "integer", description: "All errors, when there are more than the hundred named." },
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
