/** A service's background work: its consumers, workers and schedules. */
import { subscriptionOf } from "../events/consumer.ts";
import type { Envelope } from "../events/event.ts";
import { leaseOn } from "../events/lease.ts";
import type { Schedule, ServiceDefinition, Worker } from "./definition.ts";
import { type Global, globalOf } from "./global.ts";
import type { Host, Runtime } from "./runtime.ts";

export type Background = {
  definition: ServiceDefinition;
  host: Host;
  runtime: Runtime;
  relay: { republish(): void };
  report(error: unknown): void;
};

type Stop = () => Promise<void>;

/** Starts all of it; returns a function that stops it. */
export async function startBackground(background: Background): Promise<Stop> {
  const { definition, host, runtime, relay } = background;
  await host.carrier.provide(definition.name, relay.republish);
  await subscribe(background);
  const global = globalOf(runtime.db, runtime.transact);
  const stops = [
    ...(definition.workers ?? []).map((each) => startWorker(background, global, each)),
    ...(definition.schedules ?? []).map((each) => startSchedule(background, global, each)),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function subscribe({ definition, host, runtime }: Background): Promise<void> {
  const { name, reactions = [] } = definition;
  for (const each of reactions) {
    const failed = (err: unknown, event: Envelope) => {
      const { org_id: org, request_id, causation_id } = event;
      const about = { err, reaction: each.name, event: event.id, org, request_id, causation_id };
      host.log.warn(about, "reaction failed");
    };
    const way = { ...runtime, group: `${name}.${each.name}` };
    await host.carrier.subscribe(subscriptionOf(way, each, failed));
  }
}

function startSchedule({ runtime, report }: Background, global: Global, schedule: Schedule): Stop {
  const lease = leaseOn(runtime.db, `schedule:${schedule.name}`);
  let running: Promise<void> | null = null;
  const turn = async () => {
    if (running || !(await lease.hold())) return;
    running = schedule
      .run(global, runtime.callFor)
      .catch(report)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(() => turn().catch(report), schedule.every_ms);
  return async () => {
    clearInterval(timer);
    await lease.release().catch(report);
    await running;
  };
}

function startWorker({ runtime, report }: Background, global: Global, { name, start }: Worker): Stop {
  const { callFor } = runtime;
  const { cipher, settings } = runtime.db;
  const lease = leaseOn(runtime.db, `worker:${name}`);
  const { stop } = start({ global, callFor, lease, cipher, settings, report });
  return async () => {
    await stop().catch(report);
    await lease.release().catch(report);
  };
}
