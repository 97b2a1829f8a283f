/** Writes answers: JSON with ETag and conditional GET, problems in the dialect's own body. */
import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Principal } from "./principals.ts";
import type { Problem } from "./problem.ts";
import type { Answer, Dialect, RouteRow } from "./row.ts";

/** One request being served. */
export type Served = {
  started: number;
  request_id: string;
  request: IncomingMessage;
  response: ServerResponse;
  principal?: Principal | null;
  /** The route, once it is found. */
  row?: RouteRow;
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

/** Sends a stream as it comes, no faster than the caller takes it; one that breaks cuts the connection. */
export async function sendStream(served: Served, { status, stream, headers = {} }: Answer): Promise<void> {
  const { request, response } = served;
  const parts = stream![Symbol.asyncIterator]();
  // The first part may still be refused with a problem.
  const first = await parts.next();
  response.writeHead(status, {
    "X-Request-Id": served.request_id,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    ...served.headers,
    ...headers,
  });
  if (request.method === "HEAD") {
    await parts.return?.();
    response.end();
    return;
  }
  const rest = async function* () {
    for (let part = first; !part.done; part = await parts.next()) yield part.value;
  };
  await pipeline(rest, response).catch(() => response.destroy());
}

export function sendProblem(served: Served, problem: Problem, dialect: Dialect): void {
  const { status, body, content_type } = dialect.problem(problem);
  respond(served, {
    status,
    body,
    headers: { ...problem.headers, "Content-Type": content_type },
  });
}

/** The version, and a digest of what is shown: balances change without the account's version. */
function etagOf(body: unknown, text: string): string | null {
  const version = (body as { version?: unknown } | null | undefined)?.version;
  if (typeof version !== "number") return null;
  return `"${version}-${hash("sha1", text, "hex").slice(0, 12)}"`;
}

function matches(header: string | undefined, tag: string): boolean {
  if (!header) return false;
  return header === "*" || header.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}
