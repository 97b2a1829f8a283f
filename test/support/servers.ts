/** Servers that operators may have and Backroom cannot use, and processes by their folder. */
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMongod, findNatsServer } from "../../shared/provision/binaries.ts";
import { freePort, untilAccepting } from "../../shared/provision/port.ts";
import { startTied } from "../../shared/provision/tied-process.ts";

export type Server = { port: number; stop(): Promise<void> };

async function startServer(binary: string, argsOf: (port: number, dir: string) => string[]): Promise<Server> {
  const dir = await mkdtemp(join(tmpdir(), "backroom-server-"));
  await mkdir(join(dir, "db"));
  const port = await freePort();
  const server = await startTied(binary, argsOf(port, dir), dir);
  const ended = new AbortController();
  void server.exited.then(() => ended.abort());
  await untilAccepting(port, ended.signal);
  return {
    port,
    async stop() {
      server.kill("SIGKILL");
      await server.exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A mongod with these arguments, and no replica set unless they say so. */
export async function mongodWith(...args: string[]): Promise<Server> {
  const { path } = await findMongod();
  return startServer(path, (port, dir) => [
    ...["--bind_ip", "127.0.0.1", "--port", String(port), "--dbpath", join(dir, "db"), "--nounixsocket"],
    ...["--quiet", "--logpath", join(dir, "log"), ...args],
  ]);
}

/** A nats-server with these arguments, and no JetStream unless they say so. */
export async function natsWith(...args: string[]): Promise<Server> {
  const { path } = await findNatsServer();
  return startServer(path, (port, dir) => [
    ...["-a", "127.0.0.1", "-p", String(port), "-l", join(dir, "log"), ...args],
  ]);
}

/** The same MongoDB at another port of this machine, through a proxy. */
export function throughPort(mongo_url: string, port: number): string {
  const url = new URL(mongo_url);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return url.href;
}

/** Every process with this folder in its environment or arguments. */
export async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
      const [given, command, state] = await Promise.all([read("environ"), read("cmdline"), read("stat")]);
      // A zombie has ended.
      const ours = (given + command).includes(folder) && !/\) Z /.test(state);
      return ours ? [command.replaceAll("\0", " ")] : [];
    }),
  );
  return found.flat();
}
