/**
 * Errors that a caller reads. Factories create them and `type` distinguishes them, because a subclass of ours
 * would arrive from another node as a plain Error. Every service may use the codes below; a service declares
 * its own with `declareError`.
 */
import { Errors } from "moleculer";
import { type FieldTable, MOST_VIOLATIONS, type Values, type Violation } from "./fields/index.ts";
import { spokenMicro } from "./money.ts";

/** Status codes of refusals (API-3). */
export type ErrorStatus =
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 409)
  | (410 | 412 | 413 | 414 | 415 | 422 | 429 | 431)
  | (500 | 503);

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
  feed_expired: 410,
  precondition_failed: 412,
  payload_too_large: 413,
  uri_too_long: 414,
  unsupported_media_type: 415,
  reference_not_found: 422,
  inactive_reference: 422,
  currency_mismatch: 422,
  idempotency_mismatch: 422,
  unprocessable: 422,
  too_many_requests: 429,
  header_too_large: 431,
  internal_error: 500,
  unavailable: 503,
} as const satisfies Record<string, ErrorStatus>;

/** Codes that any service may use. */
export type ErrorCode = keyof typeof catalogue;

/**
 * Accompanies the message: `errors` names up to the first hundred wrong fields, and `error_count` gives the
 * total when there are more; anything else explains the state that refused. `$error` names the declaration, `$what` the object
 * whose id is among them.
 */
export type Details = {
  errors?: Violation[];
  error_count?: number;
  $error?: string;
  $what?: string;
  [key: string]: unknown;
};

export type Failure = Error & { code: ErrorStatus; type: string; data: Details };

/** An error that a service declares. */
export type DeclaredError = {
  readonly kind: "error";
  /** Unique; several errors may share a code. */
  readonly id: string;
  /** The code on the wire. */
  readonly code: string;
  readonly status: ErrorStatus;
  /** The details by kind: money appears in the caller's units, anything else unchanged. */
  readonly details: FieldTable;
  /** The sentence, with details in braces: "Payments are {due} short of the total.", "{left} {left?unit:units}". */
  readonly sentence: string;
  /** What it means and how its caller should react. */
  readonly meaning: string;
};

/** A field that an error concerns; code and sentence default to the error's own. */
export type At = { pointer: string; code?: string; message?: string };

export type ErrorFactory<T extends FieldTable> = DeclaredError &
  ((details: Values<T> & Record<string, unknown>, at?: readonly At[]) => Failure);

const declaredErrors = new Map<string, DeclaredError>();
const statuses = new Map<string, ErrorStatus>(Object.entries(catalogue));

type Declaration<T extends FieldTable> = Omit<DeclaredError, "kind" | "id" | "details"> & {
  /** Defaults to the code. */
  id?: string;
  details: T;
};

/** Declares an error; call the result to create an error to throw. */
export function declareError<const T extends FieldTable>(declaration: Declaration<T>): ErrorFactory<T> {
  const declared = { kind: "error" as const, id: declaration.code, ...declaration };
  if (declaredErrors.has(declared.id)) throw new TypeError(`The error '${declared.id}' is declared twice.`);
  declaredErrors.set(declared.id, declared);
  statuses.set(declared.code, declared.status);
  const make = (details: Details, at: readonly At[] = []): Failure => {
    const message = sentenceOf(declared, details);
    const errors = at.map((each) => ({ code: declared.code, message, ...each }));
    const data = { ...details, ...(errors.length ? { errors } : {}), $error: declared.id };
    return failure(declared.code, declared.status, message, data);
  };
  return Object.assign(make, declared);
}

/** The declaration of a failure, if a service declared it. */
export const declarationOf = ({ data }: Pick<Failure, "data">): DeclaredError | undefined =>
  data?.$error === undefined ? undefined : declaredErrors.get(data.$error);

/** {due}, or {units?unit:units} for a word that depends on the number. */
const PLACE = /\{(\w+)(?:\?([^:}]*):([^}]*))?\}/g;

/** The error's sentence with its details filled in, quantities in readable form; `amount` formats money. */
export function sentenceOf(
  { sentence, details: table }: DeclaredError,
  details: Details,
  amount: (minor: number) => string = String,
): string {
  return sentence.replace(PLACE, (_, name: string, one?: string, many?: string) => {
    const value = details[name];
    if (one !== undefined) return value === 1 ? one : String(many);
    const spoken = { money: amount, micro: spokenMicro }[table[name]?.kind ?? ""];
    return spoken && typeof value === "number" ? spoken(value) : String(value);
  });
}

function failure(code: string, status: ErrorStatus, message: string, details: Details): Failure {
  const { errors = [] } = details;
  const told =
    errors.length > MOST_VIOLATIONS
      ? { error_count: errors.length, ...details, errors: errors.slice(0, MOST_VIOLATIONS) }
      : details;
  return new Errors.MoleculerError(message, status, code, told) as Failure;
}

/** Creates an error with a code that any service may use; the caller throws it. */
export const fail = (code: ErrorCode, message: string, details: Details = {}): Failure =>
  failure(code, catalogue[code], message, details);

/** Recreates a failure from its stored form. */
export const failAgain = ({
  code,
  message,
  data,
}: {
  code: string;
  message: string;
  data: Details;
}): Failure => failure(code, statusOf(code), message, data);

/** Refused input with its violations; pass `count` when the list is not complete. */
export const invalid = (violations: Violation[], count = violations.length): Failure =>
  fail("validation_failed", violations[0]?.message ?? "The input is not valid.", {
    ...(count > violations.length ? { error_count: count } : {}),
    errors: violations,
  });

/** One wrong field. */
export const invalidField = (pointer: string, code: string, message: string): Failure =>
  invalid([{ pointer, code, message }]);

export const notFound = (what: string, id?: string): Failure =>
  fail("not_found", `There is no ${what.replaceAll("_", " ")} with this id.`, {
    ...(id ? { id } : {}),
    $what: what,
  });

/** A refusal with renamed fields: turns the pointers of a part into pointers of the whole input. */
export function repointed(error: unknown, place: (pointer: string) => string): unknown {
  if (!isFailure(error) || !error.data?.errors) return error;
  const errors = error.data.errors.map((each) => ({ ...each, pointer: place(each.pointer) }));
  error.data = { ...error.data, errors };
  return error;
}

export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && "type" in error && typeof error.type === "string" && statuses.has(error.type);

/** The HTTP status of a code. */
export function statusOf(code: string): ErrorStatus {
  const status = statuses.get(code);
  if (status === undefined) throw new TypeError(`Nobody has declared the error '${code}'.`);
  return status;
}
