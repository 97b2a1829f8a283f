/** Durable pull consumers: one per group and stream, recreated if the server has lost them. */
import { setTimeout as pause } from "node:timers/promises";
import { AckPolicy, type ConsumerMessages, type JsMsg, nanos } from "nats";
import { backoffAfter, type Subscription } from "./carrier.ts";
import {
  durableOf,
  everythingOf,
  type Line,
  RETRY_MS,
  recover,
  streamOf,
  subjectOf,
} from "./jetstream-line.ts";
import { eventsIn } from "./jetstream-publish.ts";

const ACK_WAIT_MS = 30_000;
/**
 * How long one request for messages stands. The client waits as long again when it cannot find its consumer after a server has
 * gone, because no other leads it yet: with its default of half a minute, events would rest that long.
 */
const REQUEST_MS = 10_000;
/**
 * In a cluster the server that leads a consumer may die while ours lives, and with it what we asked of it. Two missed
 * heartbeats make the client ask the next leader; by default that takes half a minute.
 */
const CLUSTER_HEARTBEAT_MS = 3000;
/** Messages, of up to sixteen events each. */
const CONCURRENCY = 16;

export type Consumers = {
  line: Line;
  /** Messages in progress. */
  running: Set<Promise<void>>;
  consumers: Set<ConsumerMessages>;
  /** Loops that read messages. */
  reading: Set<Promise<void>>;
  durables: { group: string; service: string; durable: string }[];
};

export const consumersOn = (line: Line): Consumers => ({
  line,
  running: new Set(),
  consumers: new Set(),
  reading: new Set(),
  durables: [],
});

/** Delivers the events of a service to a group for as long as the connection is open. */
export async function consume(all: Consumers, subscription: Subscription, service: string): Promise<void> {
  const { line } = all;
  const durable = durableOf(subscription.group, service);
  all.durables.push({ group: subscription.group, service, durable });
  while (!line.stopping) {
    try {
      await readOnce(all, subscription, { service, durable });
    } catch (error) {
      if (line.stopping) return;
      line.onError(error);
    }
    if (!line.stopping) await pause(RETRY_MS);
  }
}

/** Reads until the consumer or its stream is gone. */
async function readOnce(
  all: Consumers,
  subscription: Subscription,
  { service, durable }: { service: string; durable: string },
): Promise<void> {
  const { line, consumers, reading } = all;
  await recover(line, service);
  const filters = filtersOf(line, subscription, service);
  await line.manager.consumers.add(streamOf(line, service), {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ACK_WAIT_MS),
    max_ack_pending: 1000,
    ...(filters.length === 1 ? { filter_subject: filters[0]! } : { filter_subjects: filters }),
  });
  const consumer = await line.client.consumers.get(streamOf(line, service), durable);
  const messages = await consumer.consume({
    max_messages: 200,
    expires: REQUEST_MS,
    ...(line.replicas > 1 ? { idle_heartbeat: CLUSTER_HEARTBEAT_MS } : {}),
  });
  consumers.add(messages);
  stopWhenGone(messages).catch(line.onError);
  const work = read(all, subscription, messages).finally(() => reading.delete(work));
  reading.add(work);
  await work;
  consumers.delete(messages);
}

function filtersOf(line: Line, { sources }: Subscription, service: string): string[] {
  const types = sources.filter((source) => source.service === service).map(({ type }) => type);
  if (types.includes("*")) return [everythingOf(line, service)];
  return types.map((type) => subjectOf(line, { service, type }));
}

async function stopWhenGone(messages: ConsumerMessages): Promise<void> {
  for await (const status of await messages.status())
    if (status.type === "consumer_not_found" || status.type === "stream_not_found") messages.stop();
}

async function read(all: Consumers, subscription: Subscription, messages: ConsumerMessages): Promise<void> {
  const { line, running } = all;
  const busy = new Set<Promise<void>>();
  for await (const message of messages) {
    if (busy.size >= CONCURRENCY) await Promise.race(busy);
    if (line.stopping) {
      // Fetched, but not begun: release it for another copy at once.
      tell(line, () => message.nak());
      continue;
    }
    const work: Promise<void> = handle(line, subscription, message).finally(() => {
      busy.delete(work);
      running.delete(work);
    });
    busy.add(work);
    running.add(work);
  }
}

async function handle(line: Line, subscription: Subscription, message: JsMsg): Promise<void> {
  const working = setInterval(() => tell(line, () => message.working()), ACK_WAIT_MS / 3);
  const attempt = message.info.redeliveryCount === 0 ? 1 : message.info.redeliveryCount;
  try {
    // The inbox recognizes events that are done when the message comes again for the others.
    const handled = eventsIn(message.string()).map((event) => subscription.handle(event, attempt));
    const failed = (await Promise.allSettled(handled)).find((each) => each.status === "rejected");
    if (failed) throw failed.reason;
    tell(line, () => message.ack());
  } catch (error) {
    tell(line, () => message.nak(backoffAfter(attempt, error)));
  } finally {
    clearInterval(working);
  }
}

/** Reports the outcome of a message to the server; if that is lost, the server delivers it again. */
function tell({ onError }: Line, said: () => void): void {
  try {
    said();
  } catch (error) {
    onError(error);
  }
}

/** Stops taking new messages and waits for those in progress. */
export async function endConsumers({ consumers, reading, running }: Consumers): Promise<void> {
  for (const messages of consumers) messages.stop();
  await Promise.allSettled(reading);
  await Promise.allSettled(running);
}
