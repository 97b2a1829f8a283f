/** The gateway: moleculer-web's server, our own routing by an indexed table, one log line per request. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Context, ServiceSchema } from "moleculer";
import ApiGateway from "moleculer-web";
import { fail, invalidField, isFailure } from "../shared/errors.ts";
import { canonicalJson } from "../shared/events/canonical.ts";
import { newId, sha256 } from "../shared/ids.ts";
import type { Headers, Meta } from "../shared/meta.ts";
import type { Call } from "../shared/service/reference.ts";
import type { Log } from "../shared/service/runtime.ts";
import { readJson } from "./body.ts";
import type { Prefix } from "./dialects/root.ts";
import { admitted, type Rate, type Taken } from "./limits.ts";
import { native } from "./native/rows.ts";
import type { StaticPages } from "./pages.ts";
import { type Principal, type Principals, principalsBy } from "./principals.ts";
import { problemOf } from "./problem.ts";
import { splitQuery } from "./query.ts";
import { respond, type Served, sendProblem, sendStream } from "./respond.ts";
import { routerOf } from "./router.ts";
import type { Asked, RouteRow } from "./row.ts";
import { type SharedLimits, sharedLimits } from "./shared-limits.ts";

export type GatewayOptions = {
  host: string;
  port: number;
  rows: readonly RouteRow[];
  /** Whose words are spoken below which prefix, the longest first. */
  dialects: readonly Prefix[];
  pages: StaticPages;
  /** Null: none is limited. */
  rate: Rate | null;
  request_timeout_ms: number;
  log: Log;
  /** The server cannot listen. */
  failed: (error: Error, busy: boolean) => void;
  /** Whether this process and what it depends on can serve. */
  ready: () => Promise<{ ready: boolean; [part: string]: unknown }>;
  /** Told of every answered request of a row. */
  observe: (request: Observed) => void;
  /** The text of the metrics for who may read them, else null. */
  metrics: (request: IncomingMessage) => Promise<Text> | null;
};

type Text = { type: string; text: string };
/** One answered request; `route` is the row's pattern. */
type Observed = { dialect: string; method: string; route: string; status: number; seconds: number };

const MAX_URL = 8192;
/** How long another gateway may take to say how full a bucket is. */
const ASK_TIMEOUT_MS = 500;
const MAX_HEADER_BYTES = 65_536;
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;
const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;
/** What a gateway without limits answers one that has some. */
const unlimited: Taken = { passes: true, level: 0 };
/** The bucket of callers without a key, per address. */
const anonymous = (request: IncomingMessage) => `ip:${request.socket.remoteAddress}`;

type Registry = {
  registry: {
    services: { services: { name: string; node: { id: string; available: boolean } }[] };
    nodes: { delete(id: string): void };
  };
};

const gatewaysOf = (broker: unknown): string[] =>
  (broker as Registry).registry.services.services
    .filter(({ name, node }) => name === "api" && node.available)
    .map(({ node }) => node.id);

type Broker = { call(name: string, input: unknown, options: object): Promise<unknown> };

export function gatewaySchema(options: GatewayOptions): ServiceSchema {
  const router = routerOf(options.rows);
  let principals: Principals;
  const { rate } = options;
  let limits: SharedLimits | null = null;
  const take = async (key: string) => (limits && rate ? admitted(await limits.take(key), rate) : {});
  let stopping = false;

  async function authenticate(row: RouteRow, request: IncomingMessage): Promise<Principal | null> {
    if (row.scope === null) return null;
    try {
      return await principals.of(request.headers.authorization);
    } catch (error) {
      // Guessing keys is limited by address before anything is told.
      if (isFailure(error) && error.type === "unauthorized") await take(anonymous(request));
      throw error;
    }
  }

  async function serve(ctx: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const served: Served = {
      started: performance.now(),
      request_id: ctx.requestID ?? newId(),
      request,
      response,
    };
    const url = request.url ?? "/";
    const cut = url.indexOf("?");
    const path = cut < 0 ? url : url.slice(0, cut);
    const dialect =
      options.dialects.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))?.dialect ??
      native;
    try {
      if (url.length > MAX_URL)
        throw fail("uri_too_long", `The address may be at most ${MAX_URL} characters.`);
      if (await options.pages.serve(path, served)) return;
      if (path === "/health/live") return respond(served, { status: 200, body: { status: "live" } });
      if (path === "/health/ready") return await health(served);
      if (path === "/metrics") return await scrape(served);
      const found = router.find(
        request.method ?? "GET",
        path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path,
      );
      if (found.kind === "none") throw fail("not_found", "There is nothing at this address.");
      if (request.method === "OPTIONS")
        return respond(served, {
          status: 204,
          body: undefined,
          headers: { Allow: allowOf(found, router, path) },
        });
      if (found.kind === "method") {
        throw fail("method_not_allowed", `Allowed here: ${found.allow.join(", ")}.`, {
          headers: { Allow: found.allow.join(", ") },
        });
      }
      await serveRow(ctx, served, found.row, found.params, cut < 0 ? "" : url.slice(cut + 1));
    } catch (error) {
      const problem = { ...problemOf(error, served.request_id, path), ...askedBy(served.principal) };
      if (problem.status === 500)
        options.log.error({ err: error, request_id: served.request_id }, "request failed");
      sendProblem(served, problem, dialect);
    } finally {
      logLine(served, path);
    }
  }

  async function serveRow(
    ctx: Context,
    served: Served,
    row: RouteRow,
    values: string[],
    search: string,
  ): Promise<void> {
    const { request } = served;
    served.row = row;
    accepts(request.headers.accept);
    const principal = await authenticate(row, request);
    served.principal = principal;
    served.headers = await take(principal?.key ?? anonymous(request));
    if (typeof row.scope === "string" && principal) refuseWithout(row.scope, principal);
    const asked: Asked = {
      params: paramsOf(row, values),
      query: splitQuery(search),
      body: row.method === "GET" ? undefined : await readJson(request, row.body_limit),
      principal,
      request_id: served.request_id,
    };
    refuseBody(row, asked.body);
    const replay = { replayed: false };
    const call = caller(
      ctx.broker as unknown as Broker,
      asked,
      headersOf(served, row, asked),
      metaOf(served, principal),
      replay,
    );
    const answer = await row.answer(asked, call);
    if (answer.stream) return sendStream(served, answer);
    respond(served, {
      ...answer,
      headers: { ...answer.headers, ...(replay.replayed ? { "Idempotency-Replayed": "true" } : {}) },
    });
  }

  /**
   * Calls of one request: the idempotency key and If-Match go along, `$replayed` comes back. A request that makes several
   * calls has a key for each, or the second would be answered with what the first one did.
   */
  function caller(
    broker: Broker,
    _asked: Asked,
    headers: Headers,
    meta: Meta | null,
    replay: { replayed: boolean },
  ): Call {
    const made = new Map<string, number>();
    return async (ref, input, { trial = false } = {}) => {
      const own: Record<string, unknown> = { ...(meta ?? {}) };
      const nth = made.get(ref.name) ?? 0;
      if (!trial) made.set(ref.name, nth + 1);
      const result = await broker.call(ref.name, input, {
        meta: own,
        headers: trial ? ifMatchOf(headers) : headersOfCall(headers, ref.name, nth),
        timeout: options.request_timeout_ms,
      });
      if (own.$replayed) replay.replayed = true;
      return result as never;
    };
  }

  async function health(served: Served): Promise<void> {
    const state = stopping ? { ready: false, stopping } : await options.ready();
    respond(served, {
      status: state.ready ? 200 : 503,
      body: state,
      ...(state.ready ? {} : { headers: { "Retry-After": "1" } }),
    });
  }

  async function scrape(served: Served): Promise<void> {
    const read = options.metrics(served.request);
    if (!read) throw fail("not_found", "There is nothing at this address.");
    const { type, text } = await read;
    served.response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" });
    served.response.end(text);
  }

  function logLine(served: Served, path: string): void {
    const { request, response, principal, request_id, started, row } = served;
    if (row)
      options.observe({
        dialect: row.dialect.name,
        method: row.method,
        route: row.path,
        status: response.statusCode,
        seconds: (performance.now() - started) / 1000,
      });
    options.log.info(
      {
        method: request.method,
        path,
        status: response.statusCode,
        ms: Math.round((performance.now() - started) * 10) / 10,
        request_id,
        ...(principal ? { org: principal.org.id, actor: principal.actor.id } : {}),
      },
      "request",
    );
  }

  return {
    name: "api",
    mixins: [ApiGateway as never],
    settings: {
      $secureSettings: ["routes", "rootCallOptions"],
      port: options.port,
      ip: options.host,
      routes: [],
      logRequest: null,
      logResponse: null,
      logRouteRegistration: null,
      rootCallOptions: (call: { requestID?: string }, request: IncomingMessage) => {
        const given = request.headers["x-request-id"];
        call.requestID = typeof given === "string" && REQUEST_ID.test(given) ? given : newId();
      },
    } as object,
    actions: {
      rest: {
        visibility: "private",
        async handler(ctx: Context<{ req: IncomingMessage; res: ServerResponse }>) {
          await serve(ctx, ctx.params.req, ctx.params.res);
          return true;
        },
      },
      /** Another gateway counts a call of a key whose bucket is kept here. */
      take: {
        handler: (ctx: Context<{ key: string }>) => limits?.kept(ctx.params.key) ?? unlimited,
      },
      listAliases: false,
      addRoute: false,
      removeRoute: false,
    },
    methods: {
      createServer() {
        // biome-ignore lint/suspicious/noExplicitAny: moleculer-web keeps its server and handler on `this`.
        const service = this as any;
        service.server = createServer(
          {
            maxHeaderSize: MAX_HEADER_BYTES,
            requestTimeout: options.request_timeout_ms,
            headersTimeout: Math.min(15_000, options.request_timeout_ms),
            connectionsCheckingInterval: 2000,
            keepAliveTimeout: 72_000,
          },
          service.httpHandler,
        );
        service.server.once("error", (error: Error & { code?: string }) => {
          options.failed(error, error.code === "EADDRINUSE");
          // moleculer-web, asked next, would end the process at once and without a word.
          error.code = "EREPORTED";
        });
        service.isHTTPS = false;
      },
    },
    events: {
      "$services.changed"() {
        limits?.changed();
      },
      /** A copy that was stopped has gone; one that broke off stays in the list for a while, as an operator should see it. */
      "$node.disconnected"(ctx: Context<{ node: { id: string }; unexpected: boolean }>) {
        const { node, unexpected } = ctx.params;
        if (!unexpected) (ctx.broker as unknown as Registry).registry.nodes.delete(node.id);
      },
    },
    created() {
      const { broker } = this;
      limits =
        rate &&
        sharedLimits(rate, {
          own: broker.nodeID,
          all: () => gatewaysOf(broker),
          ask: (nodeID, key) =>
            broker.call("api.take", { key }, { nodeID, timeout: ASK_TIMEOUT_MS, retries: 0 }),
        });
      principals = principalsBy(
        (ref, input) => this.broker.call(ref.name, input as never, { timeout: 5000 }) as never,
      );
    },
    async stopped() {
      stopping = true;
    },
  };
}

/** What a dialect needs to know of who asks, to word a refusal. */
const askedBy = (principal: Principal | null | undefined) =>
  principal
    ? { currency: principal.org.currency, ...(principal.profile ? { profile: principal.profile } : {}) }
    : {};
function refuseWithout(scope: string, { scopes }: Principal): void {
  if (scopes.has(scope) || scopes.has("*")) return;
  throw fail("forbidden", `This key lacks the scope '${scope}'.`, { required_scope: scope });
}

/** What is no object is never taken for an empty one (API-1); whether a list will do the row says. */
function refuseBody(row: RouteRow, body: unknown): void {
  if (body === undefined) {
    if (row.body?.required) throw invalidField("", "required", "A JSON body is needed.");
    return;
  }
  const isEmpty = isObject(body) && Object.keys(body).length === 0;
  if (!row.body && !isEmpty) throw invalidField("", "unexpected_body", "This takes no body.");
  if (!isObject(body) && !Array.isArray(body))
    throw invalidField("", "object", "The body must be an object.");
}

const isObject = (body: unknown): body is object =>
  typeof body === "object" && body !== null && !Array.isArray(body);

function allowOf(
  found: { kind: string; allow?: string[] },
  router: ReturnType<typeof routerOf>,
  path: string,
): string {
  if (found.allow) return found.allow.join(", ");
  const other = router.find("OPTIONS", path);
  return other.kind === "method" ? other.allow.join(", ") : "OPTIONS";
}

function paramsOf(row: RouteRow, values: string[]): Record<string, string> {
  const names = [...row.path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);
  return Object.fromEntries(names.map((name, i) => [name, decodeParam(values[i]!)]));
}

function decodeParam(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw fail("not_found", "There is nothing at this address.");
  }
}

function accepts(header: string | undefined): void {
  if (!header || /\*\/\*|application\/(\*|json|problem\+json)|text\/\*/i.test(header)) return;
  throw fail("not_acceptable", "Answers are application/json.");
}

/** The key's scope is tenant, principal, method and path; the fingerprint is the whole request (API-9). */
function headersOf({ request, principal }: Served, row: RouteRow, asked: Asked): Headers {
  const headers: Headers = {};
  const match = request.headers["if-match"];
  if (match !== undefined && match !== "*") {
    const version = /^(?:W\/)?"(\d{1,15})(?:-[0-9a-f]+)?"$/.exec(match);
    if (!version) throw fail("precondition_failed", 'If-Match must be an ETag of this object, like "3".');
    headers.if_match = Number(version[1]);
  }
  const key = request.headers["idempotency-key"];
  if (key === undefined || row.method === "GET") return headers;
  if (typeof key !== "string" || !IDEMPOTENCY_KEY.test(key)) {
    throw invalidField(
      "Idempotency-Key",
      "invalid_value",
      "Idempotency-Key must be 1 to 255 printable characters.",
    );
  }
  const path = Object.entries(asked.params).reduce(
    (at, [name, value]) => at.replace(`{${name}}`, value),
    row.path,
  );
  const query = [...asked.query].sort();
  headers.idempotency_key = sha256(
    JSON.stringify([principal?.org.id, principal?.key, row.method, path, key]),
  );
  headers.fingerprint = sha256(canonicalJson([row.method, path, query, asked.body]));
  return headers;
}

/** A trial is of the version that is to be changed as well, and keeps no answer. */
const ifMatchOf = ({ if_match }: Headers): Headers => (if_match === undefined ? {} : { if_match });

const headersOfCall = (headers: Headers, action: string, nth: number): Headers =>
  headers.idempotency_key
    ? { ...headers, idempotency_key: sha256(`${headers.idempotency_key} ${action} ${nth}`) }
    : headers;

function metaOf({ request, request_id }: Served, principal: Principal | null): Meta | null {
  if (!principal) return null;
  const agent = request.headers["user-agent"];
  return {
    org: principal.org,
    actor: principal.actor,
    scopes: [...principal.scopes],
    ...(principal.store_ids ? { store_ids: principal.store_ids } : {}),
    request_id,
    ...(request.socket.remoteAddress ? { ip: request.socket.remoteAddress } : {}),
    ...(agent ? { user_agent: agent.slice(0, 200) } : {}),
  };
}
