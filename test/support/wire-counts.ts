/**
 * Counts commands to mongod by a proxy that reads each of them. A transaction that marks an inbox or moves a
 * head is background work, as are commands of the relay, the leases, the sweepers and the driver itself.
 */
import { connect, createServer, type Socket } from "node:net";
import mongoose from "mongoose";
import { throughPort } from "./servers.ts";

export type Command = {
  name: string;
  db: string;
  collection: string;
  /** "request", or the kind of background work. */
  kind: "request" | "background";
  transaction: string | null;
  body: Record<string, unknown>;
};

export type WireCounts = {
  /** For a driver: it connects to the proxy and stays there. */
  url: string;
  /** Commands since the last call of `reset`. */
  commands(): Command[];
  reset(): void;
  stop(): Promise<void>;
};

const { BSON } = mongoose.mongo;
const OP_MSG = 2013;
const HEADER = 16;
const own = new Set([
  "hello",
  "ismaster",
  "isMaster",
  "ping",
  "endSessions",
  "buildInfo",
  "saslStart",
  "saslContinue",
  "getMore",
  "killCursors",
  "listCollections",
  "createIndexes",
  "listIndexes",
  "create",
]);

/** The section of kind 0 is the command; those of kind 1 are lists that belong to it. */
function commandIn(message: Buffer): Record<string, unknown> | null {
  if (message.readInt32LE(12) !== OP_MSG) return null;
  let command: Record<string, unknown> = {};
  const lists: Record<string, unknown[]> = {};
  let at = HEADER + 4;
  while (at < message.length) {
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    if (message[at] === 0) command = BSON.deserialize(section);
    else {
      const end = section.indexOf(0, 4);
      const rows: unknown[] = [];
      for (let from = end + 1; from < size; from += section.readInt32LE(from))
        rows.push(BSON.deserialize(section.subarray(from, from + section.readInt32LE(from))));
      lists[section.toString("utf8", 4, end)] = rows;
    }
    at += 1 + size;
  }
  return { ...command, ...lists };
}

const pendingOf = (body: Record<string, unknown>) =>
  JSON.stringify(body.filter ?? body.q ?? "").includes("pending");

function isBackground(name: string, collection: string, body: Record<string, unknown>): boolean {
  if (own.has(name) || collection === "_leases" || collection === "_heads") return true;
  if (/^(event |schedule$|relay$)/.test(String(body.comment ?? ""))) return true;
  if (collection === "_inbox" || collection === "_dead_letters") return true;
  if (collection === "_log")
    return name === "aggregate" || name === "update" || (name === "find" && pendingOf(body));
  // The sweeper finds overdue sagas, and ends are marked together after the answer; progress belongs to the request.
  return (
    collection === "_sagas" &&
    (name === "findAndModify" || /ended_at|lease_until":{"\$lt/.test(JSON.stringify(body)))
  );
}

function recorder() {
  let seen: Command[] = [];
  /** One command of a transaction decides the kind of all its commands, even when the commit comes after a reset. */
  const background = new Set<string>();
  return {
    note(body: Record<string, unknown>) {
      const [name = "", target] = Object.entries(body)[0] ?? [];
      const collection = typeof target === "string" ? target : "";
      const lsid = body.lsid as { id: { toString(encoding: string): string } } | undefined;
      const transaction =
        body.autocommit === false ? `${lsid?.id.toString("hex")}:${String(body.txnNumber)}` : null;
      const kind = isBackground(name, collection, body) ? "background" : "request";
      if (transaction && kind === "background") background.add(transaction);
      seen.push({ name, db: String(body.$db), collection, kind, transaction, body });
    },
    commands: () =>
      seen.map(
        (each): Command =>
          each.transaction && background.has(each.transaction) ? { ...each, kind: "background" } : each,
      ),
    reset() {
      seen = [];
    },
  };
}

export async function wireCounts(mongo_url: string): Promise<WireCounts> {
  const target = new URL(mongo_url);
  const { note, commands, reset } = recorder();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let buffered = Buffer.alloc(0);
    client.on("data", (chunk) => {
      upstream.write(chunk);
      buffered = buffered.length ? Buffer.concat([buffered, chunk]) : chunk;
      while (buffered.length >= HEADER && buffered.length >= buffered.readInt32LE(0)) {
        const size = buffered.readInt32LE(0);
        const body = commandIn(buffered.subarray(0, size));
        if (body) note(body);
        buffered = buffered.subarray(size);
      }
    });
    upstream.on("data", (chunk) => client.write(chunk));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: throughPort(mongo_url, port),
    commands,
    reset,
    async stop() {
      for (const each of sockets) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
