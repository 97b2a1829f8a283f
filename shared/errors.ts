/**
 * Errors that a caller is told of. A subclass of ours would arrive from another node as a plain Error, so they are made
 * by a factory and told apart by `type`; the catalogue says which status each code answers with (API-3).
 */
import { Errors } from "moleculer";
import { MOST_VIOLATIONS, type Violation } from "./fields/index.ts";

const catalogue = {
  validation_failed: 400,
  invalid_cursor: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  invalid_transition: 409,
  in_use: 409,
  not_deletable: 409,
  locked: 409,
  request_in_progress: 409,
  insufficient_stock: 409,
  insufficient_balance: 409,
  item_not_available: 409,
  already_refunded: 409,
  total_changed: 409,
  last_location: 409,
  last_owner: 409,
  last_key: 409,
  feed_expired: 410,
  precondition_failed: 412,
  payload_too_large: 413,
  uri_too_long: 414,
  unsupported_media_type: 415,
  reference_not_found: 422,
  inactive_reference: 422,
  currency_mismatch: 422,
  insufficient_payment: 422,
  invalid_payment: 422,
  idempotency_mismatch: 422,
  fees_exceed_subtotal: 422,
  unprocessable: 422,
  too_many_requests: 429,
  header_too_large: 431,
  internal_error: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof catalogue;

/**
 * What travels beside the message: `errors` names fields, the first hundred of them, and `error_count` all when there are
 * more; anything else explains the state that refused.
 */
export type Details = { errors?: Violation[]; error_count?: number; [key: string]: unknown };

export type Failure = Error & { code: number; type: ErrorCode; data: Details };

/** An error that a caller is told of; throw it. */
export function fail(code: ErrorCode, message: string, details: Details = {}): Failure {
  const { errors = [] } = details;
  const told =
    errors.length > MOST_VIOLATIONS
      ? { error_count: errors.length, ...details, errors: errors.slice(0, MOST_VIOLATIONS) }
      : details;
  return new Errors.MoleculerError(message, catalogue[code], code, told) as Failure;
}

/** Refused input with its violations; `count` when not all of them are named. */
export const invalid = (violations: Violation[], count = violations.length): Failure =>
  fail("validation_failed", violations[0]?.message ?? "The input is not valid.", {
    ...(count > violations.length ? { error_count: count } : {}),
    errors: violations,
  });

/** One wrong field. */
export const invalidField = (pointer: string, code: string, message: string): Failure =>
  invalid([{ pointer, code, message }]);

export const notFound = (what: string, id?: string): Failure =>
  fail("not_found", `There is no ${what.replaceAll("_", " ")} with this id.`, id ? { id } : {});

/** A refusal with its fields named otherwise: what a part refuses, in the words of the whole. */
export function repointed(error: unknown, place: (pointer: string) => string): unknown {
  if (!isFailure(error) || !error.data?.errors) return error;
  const errors = error.data.errors.map((each) => ({ ...each, pointer: place(each.pointer) }));
  error.data = { ...error.data, errors };
  return error;
}

export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error &&
  "type" in error &&
  typeof error.type === "string" &&
  Object.hasOwn(catalogue, error.type);

/** The status a code answers with. */
export const statusOf = (code: ErrorCode): number => catalogue[code];
