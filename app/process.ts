/** One process: a Moleculer broker with the chosen services, joined to the others by NATS when there is one. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { ServiceBroker } from "moleculer";
import { compose } from "../gateway/compose.ts";
import type { DialectOptions } from "../gateway/dialects/index.ts";
import { gatewaySchema } from "../gateway/gateway.service.ts";
import { services } from "../services/index.ts";
import { lastVerification } from "../services/platform/public.ts";
import type { Carrier } from "../shared/events/carrier.ts";
import { inProcessCarrier } from "../shared/events/in-process.ts";
import { jetStreamCarrier } from "../shared/events/jetstream.ts";
import { liveness } from "../shared/events/liveness.ts";
import { natsAccess } from "../shared/events/nats-url.ts";
import { newId } from "../shared/ids.ts";
import type { Meta } from "../shared/meta.ts";
import { mongoPing } from "../shared/provision/mongo-ping.ts";
import { kernelStatus, type ServiceStatus } from "../shared/service/actions.ts";
import { serviceSchema } from "../shared/service/define-service.ts";
import type { ActionRef, InputOf, OutputOf } from "../shared/service/reference.ts";
import type { Log } from "../shared/service/runtime.ts";
import type { ServiceSettings } from "../shared/service/settings.ts";

import { cannotListen } from "./health.ts";
import { type Metrics, mayScrape, metricsOf } from "./metrics.ts";
import { type Nightly, startNightly } from "./nightly.ts";
import { mayGoElsewhere } from "./retries.ts";

export const processNames = [
  "gateway",
  "catalog",
  "inventory",
  "sales",
  "accounts",
  "contracts",
  "platform",
] as const;
export type ProcessName = (typeof processNames)[number];
/** Those with a database. */
export const serviceNames = processNames.filter((name) => name !== "gateway");

export type ProcessOptions = {
  /** What runs here; all of it when there is no NATS. */
  names: readonly ProcessName[];
  mongo_url: string;
  nats_url?: string;
  namespace: string;
  host: string;
  port: number;
  /** How much one key may ask; null: as much as it likes. */
  rate: { capacity: number; per_second: number } | null;
  request_timeout_ms: number;
  shutdown_timeout_ms: number;
  log: Log;
  secret_key: string;
  /** Whoever has it may read the metrics; without it, this machine. */
  metrics_token?: string;
  dialects?: Partial<DialectOptions>;
  /** For the services, by the names of the environment. */
  settings?: ServiceSettings;
  /** Carries events in place of NATS or of this process. */
  carrier?: Carrier;
  /** When the verifier runs each night ("03:00" in UTC), where `platform` is; absent: only when it is asked for. */
  verify_at?: string;
  /** What has to be there before this process is ready, by name: whoever starts it takes out what has come. */
  awaited?: ReadonlySet<string>;
  /** Throws while nothing can be written, with what callers are told; reading goes on. */
  mayWrite?: () => void;
  /** Beside the running services, for one command: answers calls and does nothing by itself. */
  alone?: boolean;
};

export type RunningProcess = {
  /** Where the gateway listens, if it runs here. */
  url: string | null;
  /** An internal call, for the command line and the first start. */
  call<R extends ActionRef<never, unknown>>(ref: R, input: InputOf<R>, meta?: Meta): Promise<OutputOf<R>>;
  ready(): Promise<{ ready: boolean }>;
  /** What this process tells Prometheus. */
  metrics(): Promise<{ type: string; text: string }>;
  /** The verification of the stored data, where `platform` runs. */
  nightly: Pick<Nightly, "run" | "look"> | null;
  stop(): Promise<void>;
};

export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { names, log, nats_url } = options;
  const broker = new ServiceBroker({
    namespace: options.namespace,
    nodeID: `${names.length > 1 ? "backroom" : names[0]}-${hostname()}-${process.pid}-${newId().slice(-6)}`,
    logger: false,
    transporter: nats_url ? { type: "NATS", options: natsAccess(nats_url) } : null,
    validator: false,
    requestTimeout: 0,
    maxCallLevel: 20,
    tracking: { enabled: true, shutdownTimeout: options.shutdown_timeout_ms },
    retryPolicy: {
      enabled: true,
      retries: 8,
      delay: 50,
      maxDelay: 500,
      factor: 2,
      check: mayGoElsewhere,
    },
    heartbeatInterval: 2,
    heartbeatTimeout: 6,
    middlewares: [liveness()],
    skipProcessEventRegistration: true,
  } as never);
  const carrier = options.carrier ?? (await carrierOf(options));
  const mongo = mongoPing(options.mongo_url);

  const hosted = names.filter((name) => name !== "gateway" && name in services);
  for (const name of hosted) {
    const definition = services[name as keyof typeof services];
    broker.createService(
      serviceSchema(definition, {
        mongo_url: options.mongo_url,
        namespace: options.namespace,
        carrier,
        log,
        background: !options.alone,
        secret_key: options.secret_key,
        mayWrite: options.mayWrite,
        ...(options.settings ? { settings: options.settings } : {}),
      }),
    );
  }
  const needed = serviceNames.filter((name) => name in services);
  const ready = async () => {
    const present = new Set(broker.registry.services.services.map((each: { name: string }) => each.name));
    const absent = (names.includes("gateway") ? needed : hosted).filter((name) => !present.has(name));
    const database = (await mongo.answers()) ? [] : ["mongodb"];
    const missing = [...absent, ...(options.awaited ?? []), ...database];
    const events = carrier.healthy();
    return { ready: missing.length === 0 && events, missing, events };
  };
  const call: RunningProcess["call"] = (ref, input, meta) =>
    broker.call(ref.name, input as never, meta ? { meta: { ...meta } } : {}) as never;
  const ownStatus = (name: string): Promise<ServiceStatus> =>
    broker.call(kernelStatus(name).name, {}, { nodeID: broker.nodeID });
  const metrics = metricsOf({
    statuses: () => Promise.all(hosted.map(ownStatus)),
    lag: carrier.lag,
    verification: () => (hosted.includes("platform") ? call(lastVerification, {}) : Promise.resolve(null)),
  });
  const unlistenable = Promise.withResolvers<never>();
  unlistenable.promise.catch(() => undefined);
  // moleculer-web keeps its HTTP server on the service.
  let gateway: { server?: Server } | null = null;
  if (names.includes("gateway"))
    gateway = broker.createService(gatewayOf(options, ready, metrics, unlistenable.reject)) as {
      server?: Server;
    };
  await Promise.race([broker.start(), unlistenable.promise]);
  const address = gateway?.server?.address() as AddressInfo | undefined;
  const { mongo_url, namespace, secret_key, verify_at } = options;
  const nightly =
    hosted.includes("platform") && !options.alone
      ? startNightly({ mongo_url, namespace, secret_key, log, call, ...(verify_at ? { verify_at } : {}) })
      : null;

  return {
    url: address
      ? `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${address.port}`
      : null,
    call,
    ready,
    metrics: metrics.read,
    nightly,
    async stop() {
      await nightly?.stop();
      if (gateway) await broker.destroyService(gateway as never);
      if (!options.alone)
        await handedOver(
          hosted.map((name) => () => ownStatus(name)),
          carrier,
        );
      // Events first: what they would start could not finish once the services are gone. The outboxes keep the rest.
      await carrier.drain();
      await broker.stop();
      await mongo.close();
    },
  };
}

const HAND_OVER_MS = 2000;
const LOOK_MS = 30;

/**
 * Nobody asks any more: what is done is handed over before the end, for as long as that may take at most. What other copies do
 * meanwhile, or what cannot be handed over now, keeps nobody waiting longer: the outbox has it.
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

const carrierOf = async ({ nats_url, namespace, log }: ProcessOptions): Promise<Carrier> =>
  nats_url
    ? jetStreamCarrier({ url: nats_url, namespace, onError: (err) => log.warn({ err }, "events") })
    : inProcessCarrier();

function gatewayOf(
  options: ProcessOptions,
  ready: () => Promise<{ ready: boolean }>,
  metrics: Metrics,
  reject: (error: Error) => void,
) {
  return gatewaySchema({
    host: options.host,
    port: options.port,
    ...compose({
      secret: options.secret_key,
      rates: metrics.seconds,
      ...(options.dialects ? { dialects: options.dialects } : {}),
    }),
    rate: options.rate,
    request_timeout_ms: options.request_timeout_ms,
    log: options.log,
    ready,
    observe: metrics.observe,
    metrics: (request) => (mayScrape(options.metrics_token, request) ? metrics.read() : null),
    failed: (error, busy) => reject(cannotListen("PORT", options, error, busy)),
  });
}
