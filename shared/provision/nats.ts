import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findNatsServer } from "./binaries.ts";
import { makeFolder } from "./folders.ts";
import { provisionError } from "./provision-error.ts";
import { startTied, type TiedProcess } from "./tied-process.ts";

export type NatsOptions = {
  /**
   * JetStream's data, configuration and log. nats-server does not lock it: the caller ensures one server per
   * folder.
   */
  storeDir: string;
  /** A fixed port, for a restart that clients can find again; by default any free one. */
  port?: number;
  /** Flush every message before its acknowledgement: survives a power cut, but is five times slower. */
  syncAlways?: boolean;
  /** Removes the store when this process exits. */
  ephemeral?: boolean;
  /** Called before a download. */
  log?: (message: string) => void;
};

export type LocalNats = {
  url: string;
  pid: number;
  /** Stops it cleanly; removes an ephemeral store. */
  stop(): Promise<void>;
  /** kill -9, for tests of a broken transport; keeps the store. */
  kill(): Promise<void>;
};

const anyPort = -1;
const startWithinMs = 20_000;

function configuration(options: NatsOptions, storeDir: string): string {
  const quoted = JSON.stringify;
  return [
    "host: 127.0.0.1",
    `port: ${options.port ?? anyPort}`,
    `ports_file_dir: ${quoted(storeDir)}`,
    // Above the largest body that the gateway accepts, because a call between processes is one message.
    "max_payload: 40MB",
    `log_file: ${quoted(join(storeDir, "nats.log"))}`,
    `jetstream { store_dir: ${quoted(storeDir)}${options.syncAlways ? ", sync_interval: always" : ""} }`,
    "",
  ].join("\n");
}

/** The server writes its address to a file named after program and pid once it is ready for connections. */
async function readAddress(
  server: TiedProcess,
  program: string,
  storeDir: string,
): Promise<string | undefined> {
  const file = join(storeDir, `${basename(program)}_${server.pid}.ports`);
  const deadline = Date.now() + startWithinMs;
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  while (!ended && Date.now() < deadline) {
    const text = await readFile(file, "utf8").catch(() => "");
    const complete = text.trimEnd().endsWith("}");
    if (complete) {
      await rm(file, { force: true });
      return (JSON.parse(text) as { nats: string[] }).nats[0];
    }
    await delay(5);
  }
  return undefined;
}

async function refusal({ pid }: TiedProcess, options: NatsOptions, storeDir: string): Promise<Error> {
  const logPath = join(storeDir, "nats.log");
  const said = await readFile(logPath, "utf8").catch(() => "");
  const reason = said.split("\n").findLast((line) => line.startsWith(`[${pid}]`) && line.includes("[FTL]"));
  if (reason?.includes("address already in use")) {
    return provisionError(`Port ${options.port} for nats-server is taken by another process.`, reason);
  }
  return provisionError(`nats-server did not start: see ${logPath}, or set NATS_URL.`, reason);
}

/**
 * Starts a nats-server with JetStream on loopback, tied to this process. Throws a provision error of one sentence.
 */
export async function startNats(options: NatsOptions): Promise<LocalNats> {
  const binary = await findNatsServer({ log: options.log });
  const storeDir = resolve(options.storeDir);
  await makeFolder(storeDir);
  const config = join(storeDir, "nats.conf");
  await writeFile(config, configuration(options, storeDir));
  const server = await startTied(binary.path, ["--config", config], options.ephemeral ? storeDir : "");
  const end = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await server.exited;
  };
  const url = await readAddress(server, binary.path, storeDir);
  if (url === undefined) {
    await end("SIGKILL");
    throw await refusal(server, options, storeDir);
  }
  return {
    url,
    pid: server.pid,
    async stop() {
      await end("SIGTERM");
      if (options.ephemeral) await rm(storeDir, { recursive: true, force: true });
    },
    kill: () => end("SIGKILL"),
  };
}
