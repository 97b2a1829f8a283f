/**
 * Carries events over NATS JetStream: one stream per emitting service, one durable pull consumer per group and stream.
 * JetStream acknowledges before it flushes and may lose its store: the record is the outbox, and whoever finds the stream
 * gone creates it again and asks the relay to publish once more (messages are told apart by event id).
 */
import { setTimeout as pause } from "node:timers/promises";
import {
  AckPolicy,
  type ConsumerMessages,
  connect,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  type NatsConnection,
  nanos,
} from "nats";
import { backoffAfter, type Carrier, type Subscription } from "./carrier.ts";
import type { Envelope } from "./event.ts";
import { natsAccess } from "./nats-url.ts";

const DAY_MS = 86_400_000;
const ACK_WAIT_MS = 30_000;
const RETENTION_MS = 7 * DAY_MS;
const CONCURRENCY = 32;
const RETRY_MS = 1000;

type Options = { url: string; namespace: string; onError(error: unknown): void };

export async function jetStreamCarrier({ url, namespace, onError }: Options): Promise<Carrier> {
  const connection: NatsConnection = await connect({
    ...natsAccess(url),
    name: `${namespace}-events`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    waitOnFirstConnect: true,
  });
  const manager: JetStreamManager = await connection.jetstreamManager({ checkAPI: false });
  const client: JetStreamClient = connection.jetstream({ timeout: 5000 });
  const provided = new Map<string, () => void>();
  const running = new Set<Promise<void>>();
  const consumers = new Set<ConsumerMessages>();
  const reading = new Set<Promise<void>>();
  const durables: { group: string; service: string; durable: string }[] = [];
  let connected = true;
  let drained: Promise<void> | undefined;
  const stopping = () => drained !== undefined;

  const streamOf = (service: string) => `${namespace}_${service}`.replace(/[^A-Za-z0-9_-]/g, "_");
  const subjectOf = (service: string, org: string, type: string) =>
    `${namespace}.events.${service}.${org}.${type}`;

  const wakeSubject = (service: string) => `${namespace}.wake.${service}`;

  /** True when the stream had to be created: everything it held before is gone. */
  async function ensureStream(service: string): Promise<boolean> {
    try {
      await manager.streams.info(streamOf(service));
      return false;
    } catch (error) {
      if ((error as { code?: string }).code !== "404") throw error;
      await manager.streams.add({
        name: streamOf(service),
        subjects: [`${namespace}.events.${service}.>`],
        max_age: nanos(RETENTION_MS),
        duplicate_window: nanos(120_000),
      });
      return true;
    }
  }

  async function recover(service: string): Promise<void> {
    if (await ensureStream(service)) provided.get(service)?.();
  }

  /** A server that has just started takes a moment until it knows its streams. */
  async function recoverAll(): Promise<void> {
    const open = new Set(provided.keys());
    while (open.size > 0 && connected && !stopping()) {
      for (const service of open) await recover(service).then(() => open.delete(service), onError);
      if (open.size > 0) await pause(RETRY_MS);
    }
  }

  (async () => {
    for await (const status of connection.status()) {
      if (status.type === "disconnect") connected = false;
      if (status.type !== "reconnect") continue;
      connected = true;
      recoverAll().catch(onError);
    }
  })().catch(onError);

  /** Tells the server what became of a message; should it not arrive, the message comes again. */
  function tell(said: () => void): void {
    try {
      said();
    } catch (error) {
      onError(error);
    }
  }

  async function handle(subscription: Subscription, message: JsMsg): Promise<void> {
    const working = setInterval(() => tell(() => message.working()), ACK_WAIT_MS / 3);
    const attempt = message.info.redeliveryCount === 0 ? 1 : message.info.redeliveryCount;
    try {
      await subscription.handle(message.json<Envelope>(), attempt);
      tell(() => message.ack());
    } catch (error) {
      tell(() => message.nak(backoffAfter(attempt, error)));
    } finally {
      clearInterval(working);
    }
  }

  async function read(subscription: Subscription, messages: ConsumerMessages): Promise<void> {
    const busy = new Set<Promise<void>>();
    for await (const message of messages) {
      if (busy.size >= CONCURRENCY) await Promise.race(busy);
      if (stopping()) {
        // Fetched, but not begun: another copy may have it at once.
        tell(() => message.nak());
        continue;
      }
      const work: Promise<void> = handle(subscription, message).finally(() => {
        busy.delete(work);
        running.delete(work);
      });
      busy.add(work);
      running.add(work);
    }
  }

  async function consume(subscription: Subscription, service: string): Promise<void> {
    const types = subscription.sources
      .filter((source) => source.service === service)
      .map((source) => source.type);
    const durable = `${subscription.group}_from_${service}`.replace(/[^A-Za-z0-9_-]/g, "_");
    durables.push({ group: subscription.group, service, durable });
    const filters = types.includes("*")
      ? [`${namespace}.events.${service}.>`]
      : types.map((type) => subjectOf(service, "*", type));
    while (!stopping()) {
      try {
        await ensureStream(service).then((created) => created && provided.get(service)?.());
        await manager.consumers.add(streamOf(service), {
          durable_name: durable,
          ack_policy: AckPolicy.Explicit,
          ack_wait: nanos(ACK_WAIT_MS),
          max_ack_pending: 1000,
          ...(filters.length === 1 ? { filter_subject: filters[0]! } : { filter_subjects: filters }),
        });
        const consumer = await client.consumers.get(streamOf(service), durable);
        const messages = await consumer.consume({ max_messages: 200 });
        consumers.add(messages);
        (async () => {
          for await (const status of await messages.status()) {
            // The consumer or its stream is gone: end this iterator, the loop makes both anew.
            if (status.type === "consumer_not_found" || status.type === "stream_not_found") messages.stop();
          }
        })().catch(onError);
        const all = read(subscription, messages).finally(() => reading.delete(all));
        reading.add(all);
        await all;
        consumers.delete(messages);
      } catch (error) {
        if (stopping()) return;
        onError(error);
      }
      if (!stopping()) await pause(RETRY_MS);
    }
  }

  return {
    async provide(service, lost) {
      provided.set(service, lost);
      if (await ensureStream(service)) lost();
    },
    async subscribe(subscription) {
      for (const service of new Set(subscription.sources.map((source) => source.service))) {
        consume(subscription, service).catch(onError);
      }
    },
    async publish(service, events) {
      try {
        await Promise.all(
          events.map((event) =>
            client.publish(subjectOf(service, event.org_id, event.type), JSON.stringify(event), {
              msgID: event.id,
              expect: { streamName: streamOf(service) },
            }),
          ),
        );
      } catch (error) {
        if ((error as { code?: string }).code === "503") await recover(service);
        throw error;
      }
    },
    async lag() {
      const waiting: Record<string, number> = {};
      await Promise.all(
        durables.map(async ({ group, service, durable }) => {
          const info = await manager.consumers.info(streamOf(service), durable);
          waiting[group] = (waiting[group] ?? 0) + info.num_pending + info.num_ack_pending;
        }),
      );
      return waiting;
    },
    nudge(service) {
      if (connected && !connection.isClosed() && !stopping()) connection.publish(wakeSubject(service));
    },
    nudged(service, wake) {
      connection.subscribe(wakeSubject(service), { callback: wake });
    },
    healthy: () => connected && !connection.isClosed() && !stopping(),
    drain() {
      drained ??= Promise.resolve().then(async () => {
        for (const messages of consumers) messages.stop();
        await Promise.allSettled(reading);
        await Promise.allSettled(running);
        if (connected && !connection.isClosed()) await connection.drain();
        else await connection.close();
      });
      return drained;
    },
  };
}
