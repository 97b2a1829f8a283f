/** Writes answers: JSON with ETag and conditional GET, streams, ranges of bytes, problems in the dialect's own body. */
import { hash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type { Exchange } from "./exchange.ts";
import type { Dialect } from "./kit/dialect.ts";
import type { GatewayResponse, RangedBytes } from "./kit/request.ts";
import type { Problem } from "./problem.ts";

type ResponseHeaders = Record<string, string | string[]>;

const headersOf = ({ request_id, headers }: Exchange, own: ResponseHeaders): ResponseHeaders => ({
  "X-Request-Id": request_id,
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
  ...headers,
  ...own,
});

export async function respond(exchange: Exchange, answer: GatewayResponse): Promise<void> {
  const { response } = exchange;
  if (response.headersSent || response.destroyed) return;
  if (answer.stream) await sendStream(exchange, answer, answer.stream);
  else if (answer.bytes) await sendBytes(exchange, answer, answer.bytes);
  else sendJson(exchange, answer);
}

function sendJson(exchange: Exchange, { status, body, headers = {} }: GatewayResponse): void {
  const { request, response } = exchange;
  const text = body === undefined ? "" : JSON.stringify(body);
  const type: ResponseHeaders =
    body === undefined ? {} : { "Content-Type": "application/json; charset=utf-8" };
  const all = headersOf(exchange, { ...type, ...headers });
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

/** Sends a stream at the caller's pace; when the stream fails, the connection is cut. */
async function sendStream(
  exchange: Exchange,
  { status, headers = {} }: GatewayResponse,
  stream: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const { request, response } = exchange;
  const parts = stream[Symbol.asyncIterator]();
  // The first part may still be refused with a problem.
  const first = await parts.next();
  response.writeHead(status, headersOf(exchange, headers));
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

/** Sends bytes, or the range of them that the caller asks for (RFC 9110, 14). */
async function sendBytes(
  exchange: Exchange,
  { status, headers = {} }: GatewayResponse,
  bytes: RangedBytes,
): Promise<void> {
  const { size } = bytes;
  const { ETag } = headers;
  const known = exchange.request.headers["if-none-match"];
  if (typeof ETag === "string" && matches(known, ETag)) {
    const { "Content-Type": _none, ...rest } = headers;
    exchange.response.writeHead(304, headersOf(exchange, rest));
    exchange.response.end();
    return;
  }
  const range = exchange.request.method === "GET" ? rangeOf(exchange.request.headers.range, size) : null;
  if (range === "outside") {
    const { response } = exchange;
    response.writeHead(
      416,
      headersOf(exchange, { "Content-Range": `bytes */${size}`, "Content-Length": "0" }),
    );
    response.end();
    return;
  }
  const [start, end] = range ?? [0, size];
  const own: ResponseHeaders = {
    ...headers,
    "Accept-Ranges": "bytes",
    "Content-Length": String(end - start),
  };
  if (range) own["Content-Range"] = `bytes ${start}-${end - 1}/${size}`;
  const answer = { status: range ? 206 : status, headers: own };
  await sendStream(exchange, answer, bytes.read(start, end));
}

/** A single range as [start, end); null, for all bytes, when there are several ranges or none that is well-formed. */
function rangeOf(header: string | undefined, size: number): [number, number] | "outside" | null {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  if (from !== "" && to !== "" && Number(to) < start) return null;
  return start < end ? [start, end] : "outside";
}

export function sendProblem(exchange: Exchange, problem: Problem, dialect: Dialect): void {
  const { response } = exchange;
  if (response.headersSent || response.destroyed) return;
  const { status, body } = dialect.problem(problem);
  const { media } = dialect.refusals;
  const type = media ? { "Content-Type": media } : {};
  sendJson(exchange, { status, body, headers: { ...problem.headers, ...type } });
}

/** The version and a digest of the body, because balances change without the account's version. */
function etagOf(body: unknown, text: string): string | null {
  const version = (body as { version?: unknown } | null | undefined)?.version;
  if (typeof version !== "number") return null;
  return `"${version}-${hash("sha1", text, "hex").slice(0, 12)}"`;
}

function matches(header: string | undefined, tag: string): boolean {
  if (!header) return false;
  return header === "*" || header.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}
