/** Three nats-servers with JetStream that form one cluster on this machine. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type JetStreamManager } from "nats";
import { natsAccess } from "../../shared/events/nats-url.ts";
import { findNatsServer } from "../../shared/provision/binaries.ts";
import { freePort } from "../../shared/provision/port.ts";
import { startTied, type TiedProcess } from "../../shared/provision/tied-process.ts";
import { until } from "./backroom.ts";

const NAMES = ["n1", "n2", "n3"] as const;
export type ServerName = (typeof NAMES)[number];

export type NatsCluster = {
  /** The addresses of all three, as in `NATS_URL`. */
  url: string;
  /** Asks whichever server answers. */
  ask<T>(question: (manager: JetStreamManager) => Promise<T>): Promise<T>;
  /** kill -9; keeps its store. */
  kill(name: ServerName): Promise<void>;
  start(name: ServerName): Promise<void>;
  stop(): Promise<void>;
};

export async function startNatsCluster(): Promise<NatsCluster> {
  const folder = await mkdtemp(join(tmpdir(), "backroom-nats-cluster-"));
  const { path } = await findNatsServer();
  const portsOf = async () => ({ client: await freePort(), route: await freePort() });
  const ports = { n1: await portsOf(), n2: await portsOf(), n3: await portsOf() };
  const routes = NAMES.map((name) => `nats://127.0.0.1:${ports[name].route}`).join(",");
  const url = NAMES.map((name) => `nats://127.0.0.1:${ports[name].client}`).join(",");
  const running = new Map<ServerName, TiedProcess>();

  const start = async (name: ServerName) => {
    const { client, route } = ports[name];
    const own = ["-a", "127.0.0.1", "-p", String(client), "-n", name, "-l", join(folder, `${name}.log`)];
    const joined = ["--cluster_name", "test", "--cluster", `nats://127.0.0.1:${route}`, "--routes", routes];
    running.set(name, await startTied(path, [...own, "-js", "-sd", join(folder, name), ...joined]));
  };
  const end = async (name: ServerName, signal: NodeJS.Signals) => {
    const server = running.get(name);
    running.delete(name);
    server?.kill(signal);
    await server?.exited;
  };
  const ask = async <T>(question: (manager: JetStreamManager) => Promise<T>): Promise<T> => {
    const connection = await connect({ ...natsAccess(url), waitOnFirstConnect: true });
    try {
      return await question(await connection.jetstreamManager({ checkAPI: false }));
    } finally {
      await connection.close();
    }
  };

  await Promise.all(NAMES.map(start));
  const agreed = (manager: JetStreamManager) =>
    manager.streams
      .add({ name: "probe", num_replicas: NAMES.length })
      .then(() => manager.streams.delete("probe"))
      .catch(() => false);
  await ask((manager) => until(() => agreed(manager), "a cluster that has elected its leader", 60_000));
  return {
    url,
    ask,
    kill: (name) => end(name, "SIGKILL"),
    start,
    async stop() {
      await Promise.all([...running.keys()].map((name) => end(name, "SIGTERM")));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
