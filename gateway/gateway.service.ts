/** The gateway: moleculer-web's server, our own routing by an indexed table, one log line per request. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Context, ServiceBroker, ServiceSchema } from "moleculer";
import ApiGateway from "moleculer-web";
import { noteAccess } from "../services/accounts/public.ts";
import { newId } from "../shared/ids.ts";
import { kernelOwners } from "../shared/service/kernel-actions.ts";
import type { Log } from "../shared/service/runtime.ts";
import { crossOrigin } from "./cross-origin.ts";
import { resources } from "./declared.ts";
import type { Dialect } from "./kit/dialect.ts";
import type { Route } from "./kit/route.ts";
import { admitted, type LimitKind, type Limits, type Rate, ratesOf, type Taken } from "./limits.ts";
import type { StaticPages } from "./pages.ts";
import type { Prefix } from "./prefixes.ts";
import { principalsBy } from "./principals.ts";
import { type Refusals, refusals } from "./refusals.ts";
import { routerOf } from "./router.ts";
import { type Server, serve } from "./serve.ts";
import { type SharedLimits, sharedLimits } from "./shared-limits.ts";
import { describe, type ParentSpan, parentOf } from "./trace.ts";

export type GatewayOptions = {
  host: string;
  port: number;
  routes: readonly Route[];
  /** The dialect of each prefix, the longest prefix first; `fallback` answers at all other addresses. */
  prefixes: readonly Prefix[];
  fallback: Dialect;
  pages: StaticPages;
  native: Server["native"];
  /** Null: no caller is limited. */
  rate: Limits | null;
  /** Origins of pages that may call the API from a browser; "*": all. */
  cors_origins: readonly string[];
  request_timeout_ms: number;
  log: Log;
  /** The server cannot listen. */
  failed: (error: Error, busy: boolean) => void;
  /** Whether this process and what it depends on can serve. */
  ready: Server["ready"];
  /** Called with every answered request of a route. */
  observe: Server["observe"];
  /** The text of the metrics for callers who may read them, else null. */
  metrics: Server["metrics"];
};

/** How long another gateway may take to count a call. */
const ASK_TIMEOUT_MS = 500;
const RESOLVE_TIMEOUT_MS = 5000;
/** How often refusals are recorded, and how long that may take. */
const RECORD_MS = 5000;
const RECORD_TIMEOUT_MS = 3000;
const MAX_HEADER_BYTES = 65_536;
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;
/** The answer of a gateway without limits to one that has limits. */
const unlimited: Taken = { passes: true, level: 0 };

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

type Broker = {
  nodeID: string;
  call<R>(name: string, input: unknown, options: object): Promise<R>;
};

/** What changes while the gateway runs. */
type State = {
  recording: NodeJS.Timeout | undefined;
  server: Server | null;
  limits: ReadonlyMap<LimitKind, Limit>;
  stopping: boolean;
};

type Limit = { rate: Rate; buckets: SharedLimits };

/** The buckets of each kind. */
function limitsOf(broker: Broker, limits: Limits | null): ReadonlyMap<LimitKind, Limit> {
  const rates = limits ? [...ratesOf(limits)] : [];
  return new Map(
    rates.map(([kind, rate]): [LimitKind, Limit] => {
      const buckets = sharedLimits(rate, {
        own: broker.nodeID,
        all: () => gatewaysOf(broker),
        ask: (nodeID, key) =>
          broker.call("api.take", { key, kind }, { nodeID, timeout: ASK_TIMEOUT_MS, retries: 0 }),
      });
      return [kind, { rate, buckets }];
    }),
  );
}

/** Counts refusals, and records them through the services. */
function refusalsBy(broker: Broker, log: Log): Refusals {
  const services = new Map(resources.map((each) => [each.name, each.service]));
  return refusals({
    note: (meta, access) => broker.call(noteAccess.name, access, { meta, timeout: RECORD_TIMEOUT_MS }),
    async owners(resource, ids) {
      const service = services.get(resource);
      const asked = { resource, ids };
      return service ? broker.call(kernelOwners(service).name, asked, { timeout: RECORD_TIMEOUT_MS }) : [];
    },
    report: (err) => log.warn({ err }, "refusals are not recorded yet"),
  });
}

function serverOf(options: GatewayOptions, broker: Broker, state: State): Server {
  const { prefixes, fallback, pages, native, request_timeout_ms, log, observe, metrics } = options;
  return {
    crossOrigin: crossOrigin(options.cors_origins),
    ...{ prefixes, fallback, pages, native, request_timeout_ms, log, observe, metrics, broker },
    router: routerOf(options.routes),
    refusals: refusalsBy(broker, log),
    principals: principalsBy((ref, input) => broker.call(ref.name, input, { timeout: RESOLVE_TIMEOUT_MS })),
    async take(key, kind = "request") {
      const limit = state.limits.get(kind);
      return limit ? admitted(await limit.buckets.take(key), limit.rate, kind) : {};
    },
    ready: async () => (state.stopping ? { ready: false, stopping: true } : options.ready()),
  };
}

/** The HTTP server, with time limits for slow callers. */
function listen(this: { server?: unknown; httpHandler?: never; isHTTPS?: boolean }, options: GatewayOptions) {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout: options.request_timeout_ms,
      headersTimeout: Math.min(15_000, options.request_timeout_ms),
      connectionsCheckingInterval: 2000,
      keepAliveTimeout: 72_000,
    },
    this.httpHandler,
  );
  server.once("error", (error: Error & { code?: string }) => {
    options.failed(error, error.code === "EADDRINUSE");
    // moleculer-web would end the process at once, without a message.
    error.code = "EREPORTED";
  });
  this.server = server;
  this.isHTTPS = false;
}

/** Options of moleculer-web's call of `rest`. */
type RootCall = { requestID: string | null; parentSpan?: ParentSpan | null };

function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && REQUEST_ID.test(given) ? given : newId();
}

type RestContext = Context<{ req: IncomingMessage; res: ServerResponse }>;

const actionsOf = (state: State) => ({
  rest: {
    visibility: "private",
    async handler({ params, span }: RestContext) {
      const { req: request, res: response } = params;
      const exchange = { started: performance.now(), request_id: requestIdOf(request), request, response };
      if (state.server) await serve(state.server, exchange);
      if (span) describe(span, exchange);
      return true;
    },
  },
  /** Counts a call for another gateway: this one holds the bucket of the key. */
  take: {
    handler: ({ params: { key, kind = "request" } }: Context<{ key: string; kind?: LimitKind }>) =>
      state.limits.get(kind)?.buckets.kept(key) ?? unlimited,
  },
  listAliases: false,
  addRoute: false,
  removeRoute: false,
});

const settingsOf = ({ port, host }: GatewayOptions): object => ({
  $secureSettings: ["routes", "rootCallOptions"],
  ...{ port, ip: host, routes: [], logRequest: null, logResponse: null, logRouteRegistration: null },
  rootCallOptions(this: object, call: RootCall, request: IncomingMessage) {
    // Moleculer's id of a request is the trace, which a caller's request id is not.
    call.requestID = null;
    const { broker } = this as { broker: ServiceBroker };
    if (broker.isTracingEnabled()) call.parentSpan = parentOf(request.headers.traceparent);
  },
});

export function gatewaySchema(options: GatewayOptions): ServiceSchema {
  const state: State = { recording: undefined, server: null, limits: new Map(), stopping: false };
  return {
    name: "api",
    // moleculer-web types its mixin apart from Moleculer's schemas.
    mixins: [ApiGateway as never],
    settings: settingsOf(options),
    actions: actionsOf(state) as NonNullable<ServiceSchema["actions"]>,
    methods: {
      createServer(this: object) {
        listen.call(this, options);
      },
    },
    events: {
      "$services.changed"() {
        for (const { buckets } of state.limits.values()) buckets.changed();
      },
      /** A stopped copy disappears; a crashed copy stays listed for a while, so that operators see it. */
      "$node.disconnected"(ctx: Context<{ node: { id: string }; unexpected: boolean }>) {
        const { node, unexpected } = ctx.params;
        if (!unexpected) (ctx.broker as unknown as Registry).registry.nodes.delete(node.id);
      },
    },
    created() {
      const broker = this.broker as unknown as Broker;
      state.limits = limitsOf(broker, options.rate);
      const server = serverOf(options, broker, state);
      state.server = server;
      state.recording = setInterval(() => server.refusals.write(), RECORD_MS).unref();
    },
    async stopped() {
      state.stopping = true;
      clearInterval(state.recording);
      await state.server?.refusals.write(true);
    },
  };
}
