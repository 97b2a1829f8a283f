/** Refusals that an operation may answer, by what it does; dialects show them in their own body. */
import type { Refusable, Refusal } from "./dialect.ts";

const sentences: Readonly<Record<number, string>> = {
  400: "The request is not valid; the body names the fields and what is allowed.",
  401: "The credentials are missing, unknown, expired or revoked.",
  403: "The credentials do not allow this.",
  404: "No such object exists in this organization.",
  409: "The object's current state does not allow this.",
  412: "If-Match names a version that is not the current one.",
  413: "The body is too large.",
  422: "The request is valid but cannot be carried out.",
  429: "Too many requests; retry after `Retry-After` seconds.",
  500: "Server error.",
  503: "A required service is unavailable; retry after `Retry-After` seconds.",
};

const changes = ["PATCH", "PUT", "DELETE"];

/** Statuses that an operation may refuse with. */
function mayRefuseWith({ method, path, body }: Refusable): number[] {
  return [
    ...[400, 401, 403, ...(path.includes("{") ? [404] : []), ...(method === "GET" ? [] : [409])],
    ...(changes.includes(method) ? [412] : []),
    ...(body ? [413, 422] : []),
    ...[429, 500, 503],
  ];
}

/** The refusals of an operation, without the statuses that a dialect does not have. */
export const refusalsBut =
  (...unknown: readonly number[]) =>
  (of: Refusable): readonly Refusal[] =>
    mayRefuseWith(of)
      .filter((status) => !unknown.includes(status))
      .map((status) => ({ status, about: sentences[status]! }));
