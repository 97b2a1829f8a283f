/** Serves a request: finds the route, signs in, limits, reads the body, runs the behavior and writes the answer. */
import type { IncomingMessage } from "node:http";
import { fail, invalidField, isFailure } from "../shared/errors.ts";
import type { Log } from "../shared/service/runtime.ts";
import { type Address, addressOf } from "./address.ts";
import { identityOf, noBody, readBody } from "./body/body.ts";
import { callerOf, headersOf, metaOf, originOf } from "./caller.ts";
import type { CrossOrigin } from "./cross-origin.ts";
import type { Exchange } from "./exchange.ts";
import type { Dialect } from "./kit/dialect.ts";
import { splitQuery } from "./kit/query.ts";
import { OPTIONAL_KEY, type Query } from "./kit/request.ts";
import type { Route } from "./kit/route.ts";
import type { LimitKind } from "./limits.ts";
import { MCP, serveMcp } from "./mcp/serve-mcp.ts";
import type { StaticPages } from "./pages.ts";
import type { Prefix } from "./prefixes.ts";
import type { Principal, Principals } from "./principals.ts";
import { problemOf } from "./problem.ts";
import { STRIPE_EVENTS, takeStripeEvent } from "./provider-events.ts";
import type { Refusals } from "./refusals.ts";
import { respond, sendProblem } from "./respond.ts";
import type { Found, Router } from "./router.ts";

/** One answered request; `route` is its pattern. */
export type Observed = { dialect: string; method: string; route: string; status: number; seconds: number };

/** The parts that serving needs, created once at start. */
export type Server = {
  router: Router;
  prefixes: readonly Prefix[];
  /** The dialect of all other addresses. */
  fallback: Dialect;
  pages: StaticPages;
  /** The native document. */
  native: () => object;
  crossOrigin: CrossOrigin;
  principals: Principals;
  /** Counts a call, or what has a stricter bucket; answers the headers of the rate limit, or throws 429. */
  take(key: string, kind?: LimitKind): Promise<Record<string, string>>;
  broker: { call(name: string, input: unknown, options: object): Promise<unknown> };
  request_timeout_ms: number;
  log: Log;
  ready(): Promise<{ ready: boolean; [part: string]: unknown }>;
  observe(request: Observed): void;
  refusals: Refusals;
  metrics(request: IncomingMessage): Promise<{ type: string; text: string }> | null;
};

const MAX_URL = 8192;
const noRoute = () => fail("not_found", "No such route.");

/** The bucket of callers without a key, per address. */
const anonymous = (request: IncomingMessage) => `ip:${request.socket.remoteAddress}`;

export async function serve(server: Server, exchange: Exchange): Promise<void> {
  const address = addressOf(server, exchange.request.url ?? "/");
  try {
    if (server.crossOrigin(exchange.request, exchange.response)) return;
    await answer(server, exchange, address);
  } catch (error) {
    const { request_id, principal } = exchange;
    const problem = problemOf(error, { request_id, instance: address.path, ...askedBy(principal) });
    if (problem.status === 500)
      server.log.error({ err: error, request_id: exchange.request_id }, "request failed");
    sendProblem(exchange, problem, address.dialect);
    server.refusals.count(exchange, problem);
  } finally {
    logLine(server, exchange, address.path);
  }
}

/** The facts about the caller that a refusal depends on. */
const askedBy = (principal: Principal | null | undefined) =>
  principal
    ? { currency: principal.org.currency, ...(principal.profile ? { profile: principal.profile } : {}) }
    : {};

async function answer(server: Server, exchange: Exchange, { path, search }: Address): Promise<void> {
  const { request } = exchange;
  if ((request.url ?? "").length > MAX_URL)
    throw fail("uri_too_long", `The address may be at most ${MAX_URL} characters.`);
  if (await server.pages.serve(path, exchange)) return;
  if (path === "/health/live") return respond(exchange, { status: 200, body: { status: "live" } });
  if (path === "/health/ready") return health(server, exchange);
  if (path === STRIPE_EVENTS) return takeStripeEvent(server, exchange);
  if (path === MCP)
    return serveMcp({ native: server.native, signIn: (each) => signInHere(server, each) }, exchange);
  if (path === "/metrics") return scrape(server, exchange);
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const found = server.router.find(request.method ?? "GET", trimmed);
  if (found.kind === "none") throw noRoute();
  if (request.method === "OPTIONS") {
    const headers = { Allow: allowed(server.router, found, trimmed) };
    return respond(exchange, { status: 204, headers });
  }
  if (found.kind === "method") {
    const Allow = found.allow.join(", ");
    throw fail("method_not_allowed", `Allowed here: ${Allow}.`, { headers: { Allow } });
  }
  await serveRoute(server, exchange, found.route, paramsOf(found.route, found.params), search);
}

function allowed(router: Router, found: Found, path: string): string {
  const methods = found.kind === "method" ? found : router.find("OPTIONS", path);
  return methods.kind === "method" ? methods.allow.join(", ") : "OPTIONS";
}

async function serveRoute(
  server: Server,
  exchange: Exchange,
  route: Route,
  params: Record<string, string>,
  search: string,
): Promise<void> {
  const { request, request_id } = exchange;
  exchange.route = route;
  refuseUnacceptable(request.headers.accept, [route.media, ...route.files]);
  const principal = await signIn(server, exchange, route);
  exchange.principal = principal;
  const bucket = principal?.key ?? anonymous(request);
  exchange.headers = await server.take(bucket);
  const query = splitQuery(search);
  if (principal) authorize(route, principal, query);
  const body = route.method === "GET" ? noBody : await readBody(request, route.body);
  try {
    refuseBody(route, body.value);
    const content = { params, query, identity: identityOf(body) };
    const { call, replayed, record } = callerOf({
      broker: server.broker,
      headers: headersOf(exchange, route, content),
      meta: metaOf(exchange, principal && (await actingOf(server, exchange, principal, body.value))),
      origin: originOf(exchange),
      timeout_ms: server.request_timeout_ms,
      take: (kind) => server.take(bucket, kind),
      operation: `${route.method} ${route.path}`,
    });
    const response = await route.answer(
      {
        ...{ params, query, principal, request_id },
        method: route.method,
        headers: request.headers,
        body: body.value,
        files: body.files,
      },
      call,
    );
    await record(response, route.method === "GET");
    if (replayed()) response.headers = { ...response.headers, "Idempotency-Replayed": "true" };
    await respond(exchange, response);
  } finally {
    await body.dispose();
  }
}

/** With a key of the native API, where no route says so. */
async function signInHere(server: Server, exchange: Exchange): Promise<void> {
  const principal = await signIn(server, exchange, { scope: "any", dialect: server.fallback });
  exchange.principal = principal;
  exchange.headers = await server.take(principal?.key ?? anonymous(exchange.request));
}

type Door = Pick<Route, "scope" | "dialect">;

async function signIn(server: Server, { request }: Exchange, route: Door): Promise<Principal | null> {
  if (route.scope === null) return null;
  const isOpen = route.scope === OPTIONAL_KEY;
  const credential = route.dialect.credentials(request.headers);
  try {
    if (!credential && isOpen) return null;
    if (!credential) throw fail("unauthorized", route.dialect.unauthorized);
    return await server.principals.of(credential);
  } catch (error) {
    const isUnknown = isFailure(error) && error.type === "unauthorized";
    // Limit by address before answering, so that keys cannot be guessed.
    if (isUnknown) await server.take(anonymous(request));
    // Clients send the last session they had; who needs no key needs none either.
    if (isUnknown && isOpen && credential?.kind === "marketplace_session") return null;
    throw error;
  }
}

/** The caller as the body lets them act. A business unit that was made just now may be missing in what is remembered of them. */
async function actingOf(
  { principals }: Server,
  { request, route }: Exchange,
  principal: Principal,
  body: unknown,
): Promise<Principal> {
  const { acting, credentials } = route?.dialect ?? {};
  if (!acting || !route) return principal;
  const own = acting(principal, body, route.tag);
  if (own) return own;
  const credential = credentials?.(request.headers);
  const again = credential && acting(await principals.of(credential, true), body, route.tag);
  if (again) return again;
  throw fail("forbidden", "Forbidden");
}

function authorize(route: Route, principal: Principal, query: Query): void {
  const { dialect, scope } = route;
  if (dialect.authorize) dialect.authorize(principal, route, query);
  else if (typeof scope === "string") refuseWithout(scope, principal);
}

function refuseWithout(scope: string, { scopes, member_id }: Principal): void {
  if (scopes.has(scope) || scopes.has("*")) return;
  if (member_id === null)
    throw fail("forbidden", "You are signed in as a person: name the organization in which to act.");
  throw fail("forbidden", `Requires the scope ${scope}.`, { required_scope: scope });
}

/** A body that is not an object must not count as empty (API-1); the behavior decides whether a list is allowed. */
function refuseBody({ body: taken }: Route, body: unknown): void {
  if (body === undefined) {
    if (taken?.required) throw invalidField("", "required", "This operation requires a JSON body.");
    return;
  }
  const isEmpty = isObject(body) && Object.keys(body).length === 0;
  if (!taken && !isEmpty) throw invalidField("", "unexpected_body", "This operation takes no request body.");
  if (!isObject(body) && !Array.isArray(body))
    throw invalidField("", "object", "The body must be an object.");
}

const isObject = (body: unknown): body is object =>
  typeof body === "object" && body !== null && !Array.isArray(body);

function paramsOf(route: Route, values: string[]): Record<string, string> {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);
  return Object.fromEntries(names.map((name, i) => [name, decodeParam(values[i]!)]));
}

function decodeParam(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw noRoute();
  }
}

/** Of an answer whose type is that of what is stored. */
const ANY_MEDIA = "*/*";

/** Refusals are JSON, so a caller that accepts JSON is always served. */
function refuseUnacceptable(header: string | undefined, media: readonly string[]): void {
  if (!header || /\*\/\*|application\/(\*|json|problem\+json)|text\/\*/i.test(header)) return;
  const served = (type: string): boolean =>
    type === ANY_MEDIA || header.includes(type) || header.includes(`${type.split("/")[0]}/*`);
  if (!media.some(served)) throw fail("not_acceptable", `The answer is ${media.join(" or ")}.`);
}

async function health(server: Server, exchange: Exchange): Promise<void> {
  const state = await server.ready();
  await respond(exchange, {
    status: state.ready ? 200 : 503,
    body: state,
    ...(state.ready ? {} : { headers: { "Retry-After": "1" } }),
  });
}

async function scrape(server: Server, { request, response }: Exchange): Promise<void> {
  const read = server.metrics(request);
  if (!read) throw noRoute();
  const { type, text } = await read;
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" });
  response.end(text);
}

function logLine(server: Server, exchange: Exchange, path: string): void {
  const { request, response, principal, request_id, started, route } = exchange;
  const ms = performance.now() - started;
  const { method } = request;
  const status = response.statusCode;
  if (route)
    server.observe({
      ...{ dialect: route.dialect.name, method: route.method, route: route.path, status },
      seconds: ms / 1000,
    });
  const by = principal ? { org: principal.org.id, actor: principal.actor.id } : {};
  server.log.info({ method, path, status, ms: Math.round(ms * 10) / 10, request_id, ...by }, "request");
}
