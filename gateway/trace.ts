/** What traces tell about a request: neither its address, which may have a token in it, nor its content. */
import type { Exchange } from "./exchange.ts";

/** A span of the caller, as Moleculer names its parts. */
export type ParentSpan = { traceID: string; id: string; sampled: boolean };

const TRACEPARENT =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** The parent in a header `traceparent`; one that is not as the W3C's Trace Context has it is ignored. */
export function parentOf(header: string | string[] | undefined): ParentSpan | null {
  const [, version, traceID, id, flags, more] = TRACEPARENT.exec(String(header ?? "")) ?? [];
  if (!traceID || !id || !flags || (version === "00" && more !== undefined)) return null;
  return { traceID, id, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

type Span = { name: string; addTags(tags: Record<string, unknown>): unknown };

/** Names the span of an answered request. */
export function describe(span: Span, { request, response, route, principal, request_id }: Exchange): void {
  const { method = "GET" } = request;
  span.name = route ? `${method} ${route.path}` : method;
  span.addTags({
    "http.request.method": method,
    "http.route": route?.path,
    "http.response.status_code": response.statusCode,
    "backroom.dialect": route?.dialect.name,
    "backroom.request_id": request_id,
    "backroom.organization_id": principal?.org.id,
  });
}
