/** Pages of other origins that may call the API from a browser, and the headers they may read there (Fetch Standard). */
import type { IncomingMessage, ServerResponse } from "node:http";
import cors from "cors";

/** Adds the headers for the request's origin; answers a preflight request itself and then returns true. */
export type CrossOrigin = (request: IncomingMessage, response: ServerResponse) => boolean;

const PREFLIGHT_AGE_S = 600;
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const exposedHeaders = [
  ...["ETag", "Location", "Retry-After", "Idempotency-Replayed", "X-Request-Id"],
  ...["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"],
  ...["Content-Disposition", "Content-Range", "Accept-Ranges"],
];

/** "*" admits every page, but none with cookies; without origins browsers keep all other pages away. */
export function crossOrigin(origins: readonly string[]): CrossOrigin {
  if (origins.length === 0) return () => false;
  const any = origins.includes("*");
  const policy = cors({
    ...{ origin: any ? "*" : [...origins], credentials: !any },
    ...{ methods, exposedHeaders, maxAge: PREFLIGHT_AGE_S },
  });
  return (request, response) => {
    const isPreflight =
      request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
    // The library takes every OPTIONS request for a preflight one.
    if (request.method === "OPTIONS" && !isPreflight) return false;
    policy(request, response, () => undefined);
    return isPreflight;
  };
}
