/**
 * Carries events over NATS JetStream: one stream per emitting service, one durable pull consumer per group
 * and stream. JetStream acknowledges before it flushes and may lose its store, so the outbox is the record: a
 * process that finds the stream gone recreates it and asks the relay to publish again (event ids prevent
 * duplicates).
 */
import type { Carrier } from "./carrier.ts";
import { type Consumers, consume, consumersOn, endConsumers } from "./jetstream-consumer.ts";
import {
  isOpen,
  type Line,
  type LineOptions,
  openLine,
  provideStream,
  streamOf,
  wakeSubject,
} from "./jetstream-line.ts";
import { publishing } from "./jetstream-publish.ts";

export async function jetStreamCarrier(options: LineOptions): Promise<Carrier> {
  const line = await openLine(options);
  const consumers = consumersOn(line);
  let drained: Promise<void> | undefined;
  return {
    async provide(service, lost) {
      line.provided.set(service, lost);
      if (await provideStream(line, service)) lost();
    },
    async subscribe(subscription) {
      for (const service of new Set(subscription.sources.map((source) => source.service)))
        consume(consumers, subscription, service).catch(line.onError);
    },
    publish: publishing(line),
    lag: () => lagOf(consumers),
    nudge(service, carrying) {
      if (isOpen(line)) line.connection.publish(wakeSubject(line, service), carrying.join(" "));
    },
    nudged(service, wake) {
      line.connection.subscribe(wakeSubject(line, service), {
        callback: (_error, message) => wake(message.string().split(" ")),
      });
    },
    healthy: () => isOpen(line),
    drain() {
      line.stopping = true;
      drained ??= close(line, consumers);
      return drained;
    },
  };
}

async function lagOf({ line, durables }: Consumers): Promise<Record<string, number>> {
  const waiting: Record<string, number> = {};
  await Promise.all(
    durables.map(async ({ group, service, durable }) => {
      const info = await line.manager.consumers.info(streamOf(line, service), durable);
      waiting[group] = (waiting[group] ?? 0) + info.num_pending + info.num_ack_pending;
    }),
  );
  return waiting;
}

async function close(line: Line, consumers: Consumers): Promise<void> {
  await endConsumers(consumers);
  if (line.connected && !line.connection.isClosed()) await line.connection.drain();
  else await line.connection.close();
}
