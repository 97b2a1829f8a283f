/** Refusals of an operation: the codes that it may answer with, by status. */
import { statusOf } from "../../shared/errors.ts";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { Dialect } from "../kit/dialect.ts";
import type { Route } from "../kit/route.ts";
import { mayMatch, pathNames } from "./parameters.ts";

const meanings: Record<number, string> = {
  400: "The request is not valid; the errors name the fields and what is allowed.",
  401: "The key is missing, unknown, expired or revoked.",
  402: "A payment failed, and nothing was done.",
  403: "The key does not allow this.",
  404: "No such object exists in this organization.",
  406: "`Accept` excludes the media type of the answer.",
  409: "The object's current state does not allow this.",
  410: "The position is older than the changes that are kept.",
  412: "If-Match names a version that is not the current one.",
  413: "The body is too large.",
  414: "The address is too long.",
  415: "The body has another media type or charset than those accepted.",
  422: "The request is valid but cannot be carried out.",
  429: "Too many requests; retry after `Retry-After` seconds.",
  500: "The server failed; the operator finds the `request_id` in the log.",
  503: "A required service is unavailable; retry after `Retry-After` seconds.",
};

/** All codes with which this route may refuse a request. */
export function codesOf(route: Route): string[] {
  const { method, path, scope, parameters, body, refuses } = route;
  const codes: string[] = ["validation_failed", "not_acceptable", "uri_too_long", "too_many_requests"];
  codes.push("internal_error", "unavailable");
  if (scope !== null) codes.push("unauthorized");
  if (scope !== null) codes.push("forbidden");
  if (pathNames(path).length > 0) codes.push("not_found");
  if (parameters.some(({ name }) => name === "cursor")) codes.push("invalid_cursor");
  if (method !== "GET") codes.push("conflict", "request_in_progress", "idempotency_mismatch");
  if (mayMatch(route)) codes.push("precondition_failed");
  if (body) codes.push("not_found", "payload_too_large", "unsupported_media_type", "reference_not_found");
  if (body) codes.push("inactive_reference");
  return [...new Set([...codes, ...refuses])];
}

const components = "#/components/responses";
const retry = { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } };

export type Refusals = {
  /** Responses of one route, by status. */
  of(route: Route): Record<string, object>;
  /** Responses that many operations share. */
  responses(): Record<string, object>;
};

/** The schema of a refusal with one of these codes at a place of its body. */
function codedAt([name = "", ...inside]: readonly string[], codes: readonly string[]): JsonSchema {
  const value = inside.length ? codedAt(inside, codes) : { type: "string", enum: [...codes] };
  return { type: "object", properties: { [name]: value } };
}

/** Refusals with a single code are components; others name their codes in place. */
export function refusalsOf({ refusals }: Dialect, profile: string): Refusals {
  const shared = new Map<string, object>();
  const { media = "application/json", code: place, status = statusOf } = refusals;
  const response = (answered: number, codes: readonly string[]): object => {
    const schema: JsonSchema = {
      allOf: [{ $ref: "#/components/schemas/Problem" }, codedAt(place.split("."), codes)],
    };
    const listed = codes.map((code) => `\`${code}\``).join(", ");
    return {
      description: `${meanings[answered] ?? "Refused."} Codes: ${listed}.`,
      ...(answered === 429 || answered === 503 ? retry : {}),
      content: { [media]: { schema } },
    };
  };
  return {
    of: (route) =>
      Object.fromEntries(
        [...Map.groupBy(codesOf(route).sort(), (code) => status(code, profile))]
          .sort(([a], [b]) => a - b)
          .map(([answered, codes]) => {
            const [only] = codes;
            if (codes.length > 1 || !only) return [answered, response(answered, codes)];
            shared.set(only, response(answered, codes));
            return [answered, { $ref: `${components}/${only}` }];
          }),
      ),
    responses: () => Object.fromEntries([...shared].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
