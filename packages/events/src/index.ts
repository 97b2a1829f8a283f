/** Events of Backroom for services beside it: typed, at least once, from a durable consumer of JetStream (docs/events.md). */
import { setTimeout as pause } from "node:timers/promises";
import { AckPolicy, connect, type JsMsg, type NatsConnection } from "nats";
import { type Envelope, type EventType, services } from "./events.ts";

export * from "./events.ts";

export type Consuming<Type extends EventType> = {
  /** One or more addresses of NATS, as Backroom has them. */
  nats_url: string;
  /** The NAMESPACE of Backroom, "backroom" by default. */
  namespace?: string;
  /** Names the consumer: what it has not handled waits for it for seven days. Copies under one name share the events. */
  name: string;
  types: readonly Type[];
  /**
   * An event may come twice: store its `id` in the transaction of your effect. If this throws, the event comes again after five
   * seconds.
   */
  handle(event: Envelope<Type>): Promise<void> | void;
  /** Ends the consumer when it aborts, after the event at work. */
  signal?: AbortSignal;
  /** Told of failures; by default they go to standard error. */
  report?(error: unknown): void;
};

const AGAIN_MS = 5000;
const RECONNECT_MS = 1000;

/** Handles events until the signal aborts. */
export async function consume<Type extends EventType>(consuming: Consuming<Type>): Promise<void> {
  const connection = await connect({ servers: consuming.nats_url.split(","), maxReconnectAttempts: -1 });
  const streams = new Map<string, Type[]>();
  for (const type of consuming.types)
    streams.set(services[type], [...(streams.get(services[type]) ?? []), type]);
  await Promise.all(
    [...streams].map(([service, types]) => consumeOne(connection, consuming, service, types)),
  );
  await connection.drain();
}

/** Begins again when the server has lost the stream or the consumer: Backroom rebuilds its streams. */
async function consumeOne<Type extends EventType>(
  connection: NatsConnection,
  consuming: Consuming<Type>,
  service: string,
  types: readonly Type[],
): Promise<void> {
  const { signal, report = console.error } = consuming;
  while (!signal?.aborted) {
    try {
      await read(connection, consuming, service, types);
    } catch (error) {
      report(error);
      await pause(RECONNECT_MS, undefined, { ...(signal ? { signal } : {}) }).catch(() => undefined);
    }
  }
}

async function read<Type extends EventType>(
  connection: NatsConnection,
  consuming: Consuming<Type>,
  service: string,
  types: readonly Type[],
): Promise<void> {
  const { namespace = "backroom", name: durable_name, signal } = consuming;
  const stream = `${namespace}_${service}`;
  const filter_subjects = types.map((type) => `${namespace}.events.${service}.*.${type}`);
  const manager = await connection.jetstreamManager();
  await manager.consumers.add(stream, { durable_name, filter_subjects, ack_policy: AckPolicy.Explicit });
  const messages = await (await connection.jetstream().consumers.get(stream, durable_name)).consume();
  const stop = () => messages.stop();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  for await (const message of messages) await handleMessage(consuming, message);
  signal?.removeEventListener("abort", stop);
}

async function handleMessage<Type extends EventType>(
  { handle, report = console.error }: Consuming<Type>,
  message: JsMsg,
): Promise<void> {
  try {
    // A message holds one event or several of one type, one a line.
    for (const line of message.string().split("\n")) await handle(JSON.parse(line));
    message.ack();
  } catch (error) {
    report(error);
    message.nak(AGAIN_MS);
  }
}
