/**
 * One node: a Moleculer broker with the services that are loaded into it. A middleware of the broker finds or
 * starts what they share before they start, serves HTTP if the service `gateway` is among them, and stops everything in
 * an order that loses nothing.
 */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { ServiceBroker } from "moleculer";
import type { DialectOptions } from "../gateway/dialects/index.ts";
import type { Limits } from "../gateway/limits.ts";
import type { ServiceName } from "../services/index.ts";
import { lastVerification } from "../services/platform/public.ts";
import type { Carrier } from "../shared/events/carrier.ts";
import { inProcessCarrier } from "../shared/events/in-process.ts";
import { jetStreamCarrier } from "../shared/events/jetstream.ts";
import type { Meta } from "../shared/meta.ts";
import { mongoPing } from "../shared/provision/mongo-ping.ts";
import { provideHost } from "../shared/service/host.ts";
import { kernelStatus, type ServiceStatus } from "../shared/service/kernel-actions.ts";
import type { ActionRef, InputOf, OutputOf } from "../shared/service/reference.ts";
import type { Log } from "../shared/service/runtime.ts";
import type { ServiceSettings } from "../shared/service/settings.ts";
import { type Metrics, metricsOf } from "./metrics.ts";
import { type Nightly, startNightly } from "./nightly.ts";
import type { TracingOptions } from "./tracing/options.ts";

export const nodeNames = [
  "gateway",
  "catalog",
  "inventory",
  "sales",
  "accounts",
  "contracts",
  "platform",
] as const;
export type NodeName = (typeof nodeNames)[number];
/** The services with a database. */
export const serviceNames = nodeNames.filter((name): name is ServiceName => name !== "gateway");

/** The shared parts of a node, once found or started. */
export type Opened = {
  mongo_url: string;
  secret_key: string;
  /** Names of what the node still waits for; each is removed when it is there. */
  awaited?: ReadonlySet<string>;
  /** Throws the refusal for callers while nothing can be written; reads continue. */
  mayWrite?: () => void;
};

export type NodeOptions = {
  nats_url?: string;
  /** Servers that keep each event; 1 without a cluster. */
  nats_replicas?: number;
  namespace: string;
  host: string;
  port: number;
  /** Rate limits of a key; null for none. */
  rate: Limits | null;
  request_timeout_ms: number;
  shutdown_timeout_ms: number;
  log: Log;
  /** Bearer token for the metrics; without it only this machine may read them. */
  metrics_token?: string;
  /** Origins of pages that may call the API from a browser; absent: none but its own. */
  cors_origins?: readonly string[];
  dialects?: Partial<DialectOptions>;
  /** Settings of the services by variable name. */
  settings?: ServiceSettings;
  /** Replaces NATS or the in-process carrier. */
  carrier?: Carrier;
  /** Time of the nightly verification in UTC ("03:00") where `platform` runs; absent: only on request. */
  verify_at?: string | undefined;
  /** Where traces are sent; absent: nowhere, and none are made. */
  tracing?: TracingOptions;
  /** For one command beside running services: answers calls and starts no work of its own. */
  alone?: boolean;
};

/** Steps around the life of a node, in their order. */
export type NodeSteps = {
  /** Before the services of these names start. */
  open(names: readonly NodeName[]): Promise<Opened>;
  /** After all services have started. */
  started?(node: RunningNode): Promise<void>;
  /** After all services have stopped. */
  closed?(): Promise<void>;
};

export type RunningNode = {
  names: readonly NodeName[];
  /** Where the gateway listens, if it runs here. */
  url: string | null;
  /** An internal call, for the command line and the first start. */
  call<R extends ActionRef<never, unknown>>(ref: R, input: InputOf<R>, meta?: Meta): Promise<OutputOf<R>>;
  ready(): Promise<{ ready: boolean }>;
  /** The Prometheus metrics of this node. */
  metrics(): Promise<{ type: string; text: string }>;
  /** The verification of the stored data, where `platform` runs. */
  nightly: Pick<Nightly, "run" | "look"> | null;
};

/** moleculer-web keeps its HTTP server on the service. */
type Gateway = { server?: Server };

type GatewayFor = typeof import("./gateway.ts")["gatewayFor"];

type State = {
  broker: ServiceBroker;
  options: NodeOptions;
  opened: Opened;
  names: readonly NodeName[];
  hosted: readonly ServiceName[];
  carrier: Carrier;
  mongo: ReturnType<typeof mongoPing>;
  metrics: Metrics;
  /** Makes the gateway, where it runs here. */
  gatewayFor: GatewayFor | null;
  gateway: Gateway | null;
  nightly: Nightly | null;
};

export type Node = {
  /** For the options of the broker. */
  middleware: object;
  /** Rejects when the gateway cannot listen. */
  unlistenable: Promise<never>;
  /** Once the broker has started. */
  running(): RunningNode;
};

export function nodeOf(options: NodeOptions, steps: NodeSteps): Node {
  const unlistenable = Promise.withResolvers<never>();
  const started = Promise.withResolvers<void>();
  unlistenable.promise.catch(() => undefined);
  let state: State | undefined;
  let running: RunningNode | undefined;
  return {
    unlistenable: unlistenable.promise,
    middleware: {
      name: "Backroom",
      async starting(broker: ServiceBroker) {
        state = await openState(options, { ...steps, everyone: started.promise }, broker);
        if (state.gatewayFor) state.gateway = serveHttp(state, state.gatewayFor, unlistenable.reject);
      },
      async started() {
        started.resolve();
        running = runningOf(state!);
        await steps.started?.(running);
      },
      stopping: () => state && wound(state),
      async stopped() {
        await state?.mongo.close();
        await steps.closed?.();
      },
    },
    running() {
      if (!running) throw new TypeError("The broker of this node has not started.");
      return running;
    },
  };
}

/** `everyone`: once all services of this node have started. */
type Opening = NodeSteps & { everyone: Promise<void> };

async function openState(options: NodeOptions, steps: Opening, broker: ServiceBroker): Promise<State> {
  const loaded = new Set(broker.services.map(({ name }) => name));
  const names = nodeNames.filter((name) => loaded.has(name));
  const hosted = serviceNames.filter((name) => loaded.has(name));
  // Loaded while the databases are found or started, and only where it serves.
  const loading = names.includes("gateway") ? import("./gateway.ts") : null;
  const [opened, gatewayModule] = await Promise.all([steps.open(names), loading]);
  const carrier = options.carrier ?? (await carrierOf(options, steps.everyone));
  const { mongo_url, secret_key, mayWrite } = opened;
  const { namespace, log, settings, alone } = options;
  provideHost(broker, {
    mongo_url,
    namespace,
    carrier,
    log,
    background: !alone,
    secret_key,
    mayWrite,
    ...(settings ? { settings } : {}),
  });
  const { call } = callsOf(broker);
  const metrics = metricsOf({
    statuses: () => Promise.all(hosted.map((name) => ownStatus(broker, name))),
    lag: carrier.lag,
    verification: () => (hosted.includes("platform") ? call(lastVerification, {}) : Promise.resolve(null)),
  });
  const mongo = mongoPing(mongo_url);
  const gatewayFor = gatewayModule?.gatewayFor ?? null;
  const parts = { broker, options, opened, names, hosted, carrier, mongo, metrics, gatewayFor };
  return { ...parts, gateway: null, nightly: null };
}

const carrierOf = async (
  { nats_url, nats_replicas = 1, namespace, log }: NodeOptions,
  after: Promise<void>,
): Promise<Carrier> => {
  if (!nats_url) return inProcessCarrier({ after });
  const onError = (err: unknown) => log.warn({ err }, "events");
  return jetStreamCarrier({ url: nats_url, replicas: nats_replicas, namespace, onError });
};

function serveHttp(state: State, gatewayFor: GatewayFor, reject: (error: Error) => void): Gateway {
  const { broker, options, opened, metrics } = state;
  const { secret_key } = opened;
  const schema = gatewayFor({ ...options, secret_key, metrics, ready: () => readiness(state), reject });
  return broker.createService(schema) as Gateway;
}

/** Moleculer knows an action by its name alone, without types. */
const callsOf = (broker: ServiceBroker): Pick<RunningNode, "call"> => ({
  call: (ref, input, meta) =>
    broker.call(ref.name, input as never, meta ? { meta: { ...meta } } : {}) as never,
});

const ownStatus = (broker: ServiceBroker, name: string): Promise<ServiceStatus> =>
  broker.call(kernelStatus(name).name, {}, { nodeID: broker.nodeID });

async function readiness({ broker, names, hosted, opened, mongo, carrier }: State) {
  const registered = (broker.registry as unknown as { services: { services: { name: string }[] } }).services;
  const present = new Set(registered.services.map((each) => each.name));
  const needed = names.includes("gateway") ? serviceNames : hosted;
  const absent = needed.filter((name) => !present.has(name));
  const database = (await mongo.answers()) ? [] : ["mongodb"];
  const missing = [...absent, ...(opened.awaited ?? []), ...database];
  const events = carrier.healthy();
  return { ready: missing.length === 0 && events, missing, events };
}

function runningOf(state: State): RunningNode {
  const { broker, options, opened, names, hosted, metrics, gateway } = state;
  const { mongo_url, secret_key } = opened;
  const { namespace, log, verify_at, host, alone } = options;
  const { call } = callsOf(broker);
  if (hosted.includes("platform") && !alone)
    state.nightly = startNightly({ mongo_url, namespace, secret_key, log, call, verify_at });
  const address = gateway?.server?.address() as AddressInfo | undefined;
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    names,
    url: address ? `http://${shown}:${address.port}` : null,
    call,
    ready: () => readiness(state),
    metrics: metrics.read,
    nightly: state.nightly,
  };
}

/** Refuses new requests and waits for the current ones. */
async function wound({ broker, options, hosted, carrier, gateway, nightly }: State): Promise<void> {
  await nightly?.stop();
  // Moleculer types its services apart from what `createService` is known to return here.
  if (gateway) await broker.destroyService(gateway as never);
  if (!options.alone)
    await handedOver(
      hosted.map((name) => () => ownStatus(broker, name)),
      carrier,
    );
  // Stop events first: reactions could not finish once the services are gone. The outboxes keep the rest.
  await carrier.drain();
}

const HAND_OVER_MS = 2000;
const LOOK_MS = 30;

/**
 * Publishes finished work before the end, within a time limit. Work of other copies, or work that cannot be published now,
 * does not delay the end: the outbox has it.
 */
async function handedOver(
  statuses: readonly (() => Promise<ServiceStatus>)[],
  carrier: Carrier,
): Promise<void> {
  const until = performance.now() + HAND_OVER_MS;
  while (carrier.healthy() && performance.now() < until) {
    const open = await Promise.all(statuses.map((status) => status().catch(() => null)));
    if (open.every((each) => each === null || each.unpublished + each.sagas === 0)) return;
    await pause(LOOK_MS);
  }
}
