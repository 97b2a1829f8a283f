/**
 * Calls an address from an outsider. The name is resolved once, all of its addresses must be public, and the connection goes
 * to one of them, so that a later resolution cannot lead elsewhere. It follows no redirect, keeps at most `max_bytes`, and
 * ends after `timeout_ms`.
 */
import { lookup as resolve } from "node:dns";
import { type ClientRequest, request as plain, type RequestOptions } from "node:http";
import { request as secure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress, portOf } from "./addresses.ts";

export type GuardedOptions = {
  timeout_ms: number;
  /** The maximum size of the answer's body. */
  max_bytes: number;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** "host:port" that may be called at any address, also without TLS. */
  allowed_hosts?: readonly string[];
  /** Whether public addresses may be called without TLS. */
  allow_http?: boolean;
  /** Truncates a longer answer instead of refusing it, for callers that need only the status. */
  cut?: boolean;
  /** Ends the call early. */
  signal?: AbortSignal;
};

export type Refusal =
  | "invalid_url"
  | "refused_address"
  | "redirected"
  | "too_large"
  | "timed_out"
  | "unreachable";

export type Guarded =
  | { ok: true; status: number; headers: Record<string, string>; body: Buffer }
  /** `location`: where a redirect leads, for a caller that follows it by another guarded call. */
  | { ok: false; reason: Refusal; message: string; status?: number; location?: string };

const messages: Record<Refusal, string> = {
  invalid_url: "Only https URLs without a user name or password can be called.",
  refused_address: "The address is not one of the public internet.",
  redirected: "The address answers with a redirect, which is not followed.",
  too_large: "The answer is too large.",
  timed_out: "The address did not answer in time.",
  unreachable: "The address cannot be reached.",
};

const refused = (reason: Refusal, more: { status?: number; location?: string } = {}): Guarded => ({
  ok: false,
  reason,
  message: messages[reason],
  ...more,
});
const because = (reason: Refusal): Error => Object.assign(new Error(messages[reason]), { reason });
const reasonOf = (error: unknown): Refusal => (error as { reason?: Refusal }).reason ?? "unreachable";

/** "[::1]" in a URL → "::1". */
const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, "");

function readUrl(text: string, options: GuardedOptions): { url: URL; trusted: boolean } | null {
  const { allowed_hosts = [], allow_http = false } = options;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const trusted = allowed_hosts.includes(`${url.hostname}:${portOf(url)}`);
  const speaks = url.protocol === "https:" || ((trusted || allow_http) && url.protocol === "http:");
  return speaks && !url.username && !url.password ? { url, trusted } : null;
}

/** Resolves the name for the connection, so that the checked address is the one that is called. */
const publicOnly: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, "", 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      return done(because("refused_address"), "", 0);
    if (options.all) return done(null, addresses);
    return done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

export async function guardedFetch(text: string, options: GuardedOptions): Promise<Guarded> {
  const read = readUrl(text, options);
  if (!read) return refused("invalid_url");
  const { url, trusted } = read;
  const host = bare(url.hostname);
  // A connection to a literal address uses no resolver.
  if (!trusted && isIP(host) && !isPublicAddress(host)) return refused("refused_address");
  const { method = "GET", headers = {}, timeout_ms } = options;
  const timeout = AbortSignal.timeout(timeout_ms);
  const how: RequestOptions = {
    method,
    headers: { ...headers, "accept-encoding": "identity" },
    signal: options.signal ? AbortSignal.any([timeout, options.signal]) : timeout,
    agent: false,
    ...(trusted ? {} : { lookup: publicOnly }),
  };
  try {
    return await exchange((url.protocol === "https:" ? secure : plain)(url, how), options);
  } catch (error) {
    return refused(timeout.aborted ? "timed_out" : reasonOf(error));
  }
}

function exchange(
  request: ClientRequest,
  { body, max_bytes, cut = false }: GuardedOptions,
): Promise<Guarded> {
  return new Promise((done, reject) => {
    const stop = (...why: Parameters<typeof refused>) => {
      request.destroy();
      done(refused(...why));
    };
    request.on("error", reject);
    request.on("response", (response) => {
      const { statusCode: status = 0, headers } = response;
      const { location } = headers;
      if (status >= 300 && status < 400)
        return stop("redirected", { status, ...(location === undefined ? {} : { location }) });
      if (!cut && Number(headers["content-length"]) > max_bytes) return stop("too_large");
      const chunks: Buffer[] = [];
      let size = 0;
      const end = () => {
        const told = Object.entries(headers).map(([name, value]) => [name, String(value)]);
        const whole = Buffer.concat(chunks).subarray(0, max_bytes);
        done({ ok: true, status, headers: Object.fromEntries(told), body: whole });
      };
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= max_bytes || cut) chunks.push(chunk);
        if (size <= max_bytes) return;
        if (!cut) return stop("too_large");
        request.destroy();
        end();
      });
      response.on("error", reject);
      response.on("end", end);
    });
    request.end(body);
  });
}
