/** Writes answers: JSON with ETag and conditional GET, problems in the dialect's own body. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Principal } from "./principals.ts";
import type { Problem } from "./problem.ts";
import type { Answer, Dialect } from "./row.ts";

/** One request being served. */
export type Served = {
  started: number;
  request_id: string;
  request: IncomingMessage;
  response: ServerResponse;
  principal?: Principal | null;
  /** Headers known before the answer, such as those of the rate limit. */
  headers?: Record<string, string>;
};

export function respond(served: Served, { status, body, headers = {} }: Answer): void {
  const { request, response } = served;
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined ? "" : JSON.stringify(body);
  const all: Record<string, string> = {
    "X-Request-Id": served.request_id,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    ...served.headers,
    ...(body === undefined ? {} : { "Content-Type": "application/json; charset=utf-8" }),
    ...headers,
  };
  const tag = status < 300 ? etagOf(body, text) : null;
  if (tag) all.ETag = tag;
  if (tag && request.method === "GET" && matches(request.headers["if-none-match"], tag)) {
    response.writeHead(304, { ...all, "Content-Type": "" });
    response.end();
    return;
  }
  if (status !== 204) all["Content-Length"] = String(Buffer.byteLength(text));
  response.writeHead(status, all);
  response.end(request.method === "HEAD" ? undefined : text);
}

export function sendProblem(served: Served, problem: Problem, dialect: Dialect): void {
  const { body, content_type } = dialect.problem(problem);
  respond(served, {
    status: problem.status,
    body,
    headers: { ...problem.headers, "Content-Type": content_type },
  });
}

/** The version, and a digest of what is shown: balances change without the account's version. */
function etagOf(body: unknown, text: string): string | null {
  const version = (body as { version?: unknown } | null | undefined)?.version;
  if (typeof version !== "number") return null;
  return `"${version}-${createHash("sha1").update(text).digest("hex").slice(0, 12)}"`;
}

function matches(header: string | undefined, tag: string): boolean {
  if (!header) return false;
  return header === "*" || header.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}
