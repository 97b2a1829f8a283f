/** A process's connection to JetStream, its names there, and its streams, which are recreated if lost. */
import { setTimeout as pause } from "node:timers/promises";
import { connect, type JetStreamClient, type JetStreamManager, type NatsConnection, nanos } from "nats";
import { provisionError } from "../provision/provision-error.ts";
import { natsAccess } from "./nats-url.ts";

export const RETRY_MS = 1000;
const DAY_MS = 86_400_000;
const RETENTION_MS = 7 * DAY_MS;
const DUPLICATES_MS = 120_000;

export type LineOptions = {
  url: string;
  /** Servers that keep each message: 1, or an odd number of those in a cluster. */
  replicas: number;
  namespace: string;
  onError(error: unknown): void;
};

export type Line = LineOptions & {
  connection: NatsConnection;
  manager: JetStreamManager;
  client: JetStreamClient;
  /** By service, the callback for when its stream has lost its messages. */
  provided: Map<string, () => void>;
  connected: boolean;
  stopping: boolean;
};

export async function openLine(options: LineOptions): Promise<Line> {
  const { url, namespace, onError } = options;
  const connection = await connect({
    ...natsAccess(url),
    name: `${namespace}-events`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    waitOnFirstConnect: true,
  });
  const manager = await connection.jetstreamManager({ checkAPI: false });
  const client = connection.jetstream({ timeout: 5000 });
  const state = { provided: new Map(), connected: true, stopping: false };
  const line: Line = { ...options, connection, manager, client, ...state };
  follow(line).catch(onError);
  return line;
}

/** Keeps `connected` up to date; after a reconnect the server may have lost its streams. */
async function follow(line: Line): Promise<void> {
  for await (const status of line.connection.status()) {
    if (status.type === "disconnect") line.connected = false;
    if (status.type !== "reconnect") continue;
    line.connected = true;
    recoverAll(line).catch(line.onError);
  }
}

export const isOpen = ({ connected, connection, stopping }: Line): boolean =>
  connected && !connection.isClosed() && !stopping;

const wireName = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, "_");

export const streamOf = ({ namespace }: Line, service: string): string => wireName(`${namespace}_${service}`);
export const durableOf = (group: string, service: string): string => wireName(`${group}_from_${service}`);
export const subjectOf = (
  { namespace }: Line,
  { service, org = "*", type }: { service: string; org?: string; type: string },
): string => `${namespace}.events.${service}.${org}.${type}`;
export const everythingOf = ({ namespace }: Line, service: string): string =>
  `${namespace}.events.${service}.>`;
export const wakeSubject = ({ namespace }: Line, service: string): string => `${namespace}.wake.${service}`;

/** True when the stream had to be created: all its earlier messages are lost. */
export async function ensureStream(line: Line, service: string): Promise<boolean> {
  try {
    await line.manager.streams.info(streamOf(line, service));
    return false;
  } catch (error) {
    if ((error as { code?: string }).code !== "404") throw error;
    await line.manager.streams.add({
      name: streamOf(line, service),
      subjects: [everythingOf(line, service)],
      max_age: nanos(RETENTION_MS),
      duplicate_window: nanos(DUPLICATES_MS),
      num_replicas: line.replicas,
    });
    return true;
  }
}

/** The codes of JetStream for a cluster that is none, or has too few servers. */
const TOO_FEW = new Set([10_005, 10_074]);

/**
 * Creates the stream, or brings it to the wanted number of copies, which its consumers follow. Returns true when
 * it had to be created. Throws a provision error when NATS has too few servers.
 */
export async function provideStream(line: Line, service: string): Promise<boolean> {
  const { manager, replicas } = line;
  try {
    if (await ensureStream(line, service)) return true;
    const { config } = await manager.streams.info(streamOf(line, service));
    if (config.num_replicas !== replicas)
      await manager.streams.update(streamOf(line, service), { num_replicas: replicas });
    return false;
  } catch (error) {
    const { api_error } = error as { api_error?: { err_code: number } };
    if (!TOO_FEW.has(api_error?.err_code ?? 0)) throw error;
    throw provisionError(
      `NATS_REPLICAS is ${replicas}, but NATS has fewer servers with JetStream now: start them as one cluster, or set a lower number.`,
      error,
    );
  }
}

/** Recreates the stream if it is gone, and requests its events again. */
export async function recover(line: Line, service: string): Promise<void> {
  if (await ensureStream(line, service)) line.provided.get(service)?.();
}

/** A server that has just started needs a moment to load its streams. */
async function recoverAll(line: Line): Promise<void> {
  const open = new Set(line.provided.keys());
  while (open.size > 0 && line.connected && !line.stopping) {
    for (const service of open) await recover(line, service).then(() => open.delete(service), line.onError);
    if (open.size > 0) await pause(RETRY_MS);
  }
}
