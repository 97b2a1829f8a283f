/** Prometheus metrics of a process: requests, queued work, connections, the process itself. */
import type { IncomingMessage } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { nowMs } from "../shared/clock.ts";
import type { ServiceStatus } from "../shared/service/kernel-actions.ts";

/** One answered request; `route` is the pattern, never the address. */
export type Observed = { dialect: string; method: string; route: string; status: number; seconds: number };

export type Metrics = {
  observe(request: Observed): void;
  /** Requests of the last five minutes, second by second, the oldest first. */
  seconds(): Second[];
  /** All metrics as text, with their content type. */
  read(): Promise<{ type: string; text: string }>;
};

export type Sources = {
  /** Of the services in this process. */
  statuses(): Promise<ServiceStatus[]>;
  /** Events that wait for each consumer of this process. */
  lag(): Promise<Record<string, number>>;
  /** The latest verification, where `platform` keeps its runs; null elsewhere. */
  verification(): Promise<{ last: Verified | null } | null>;
};

type Verified = { finished_at: string | null; checks: readonly { check: string; breaches: number }[] };

type Second = { at: number; requests: number; failed: number };
const KEPT_SECONDS = 300;

/** Answered requests per second, including seconds without requests. */
function lately(): { count(failed: boolean): void; read(): Second[] } {
  const known = new Map<number, Second>();
  const now = () => Math.floor(Date.now() / 1000);
  return {
    count(failed) {
      const at = now();
      const second = known.get(at) ?? { at, requests: 0, failed: 0 };
      second.requests += 1;
      if (failed) second.failed += 1;
      known.set(at, second);
      for (const old of known.keys()) {
        if (old >= at - KEPT_SECONDS) break;
        known.delete(old);
      }
    },
    read() {
      const last = now();
      return Array.from({ length: KEPT_SECONDS }, (_, i) => {
        const at = last - KEPT_SECONDS + 1 + i;
        return known.get(at) ?? { at, requests: 0, failed: 0 };
      });
    },
  };
}

const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function metricsOf(sources: Sources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "backroom_" });
  const { requests, latency } = requestMetrics(registry);
  const collect = workMetrics(registry, sources);
  const recent = lately();
  return {
    observe({ dialect, method, route, status, seconds }) {
      requests.inc({ dialect, method, route, status: String(status) });
      latency.observe({ dialect, method, route }, seconds);
      recent.count(status >= 500);
    },
    seconds: recent.read,
    async read() {
      await collect();
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

function requestMetrics(registry: Registry) {
  const registers = [registry];
  const requests = new Counter({
    name: "backroom_requests_total",
    help: "Requests answered.",
    labelNames: ["dialect", "method", "route", "status"] as const,
    registers,
  });
  const latency = new Histogram({
    name: "backroom_request_seconds",
    help: "Time from a request to its answer.",
    labelNames: ["dialect", "method", "route"] as const,
    buckets,
    registers,
  });
  return { requests, latency };
}

/** Registers the gauges of queued work and of the latest verification; the returned function refreshes them. */
function workMetrics(registry: Registry, { statuses, lag, verification }: Sources): () => Promise<void> {
  const gauge = (name: string, help: string, label = "service") =>
    new Gauge({ name: `backroom_${name}`, help, labelNames: [label], registers: [registry] });
  const gauges: [Gauge, (status: ServiceStatus) => number][] = [
    [gauge("outbox_rows", "Commands whose events are not handed over yet."), (each) => each.unpublished],
    [gauge("outbox_age_seconds", "Age of the oldest of them."), (each) => each.oldest_unpublished_ms / 1000],
    [gauge("dead_letters", "Events that their consumer has given up."), (each) => each.dead_letters],
    [gauge("sagas_running", "Processes that have not ended."), (each) => each.sagas],
    [gauge("saga_age_seconds", "Age of the oldest of them."), (each) => each.oldest_saga_ms / 1000],
    [gauge("mongo_connections_open", "Connections to MongoDB."), (each) => each.pool.open],
    [gauge("mongo_connections_in_use", "Connections that do something."), (each) => each.pool.in_use],
    [gauge("mongo_requests_waiting", "Requests that wait for a connection."), (each) => each.pool.waiting],
  ];
  const waiting = gauge("consumer_lag_events", "Events that wait for a consumer.", "consumer");
  const breaches = gauge("verifier_breaches", "Breaches that the last run of the verifier found.", "check");
  const age = gauge("verifier_age_seconds", "Since the last run of the verifier ended; +Inf: none ever did.");

  const tellVerified = ({ last }: { last: Verified | null }) => {
    breaches.reset();
    for (const each of last?.checks ?? []) breaches.set({ check: each.check }, each.breaches);
    const ended_ms = last?.finished_at ? Date.parse(last.finished_at) : Number.NEGATIVE_INFINITY;
    age.set({ service: "platform" }, (nowMs() - ended_ms) / 1000);
  };
  return async () => {
    const [all, lags, found] = await Promise.all([statuses(), lag(), verification()]);
    if (found) tellVerified(found);
    for (const status of all)
      for (const [each, value] of gauges) each.set({ service: status.service }, value(status));
    for (const [consumer, events] of Object.entries(lags)) waiting.set({ consumer }, events);
  };
}

/** Headers by which a proxy names its client. */
const FORWARDED = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * Metrics are for operators: with a token for whoever presents it, without one only for this machine, and never when a request
 * was forwarded, because a proxy on this machine may serve anyone.
 */
export function mayScrape(token: string | undefined, { headers, socket }: IncomingMessage): boolean {
  if (token) return headers.authorization === `Bearer ${token}`;
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  const address = socket.remoteAddress ?? "";
  return address === "::1" || address.replace(/^::ffff:/, "").startsWith("127.");
}
