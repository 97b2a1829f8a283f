/** What stands in the way of a start is told in one sentence. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import mongoose from "mongoose";
import { until } from "../support/backroom.ts";
import { giveBack, takeNamespace } from "../support/namespaces.ts";
import { programs, run, startNode, stopNode } from "../support/processes.ts";
import { mongodWith, natsWith, processesOf, type Server } from "../support/servers.ts";

const start = (env: Record<string, string>, ...names: string[]) =>
  run(process.execPath, [programs.start, ...names], { PORT: "0", ...env });

test.each(["PORT", "HEALTH_PORT"])("a busy %s", async (setting) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const MONGO_URL = process.env.TEST_MONGO_URL!;
  const NAMESPACE = await takeNamespace(MONGO_URL);
  const { code, errors } = await start({
    [setting]: String(port),
    MONGO_URL,
    NAMESPACE,
    LOG_LEVEL: "silent",
  });
  other.close();
  await giveBack(MONGO_URL, NAMESPACE);
  expect(code).toBe(1);
  expect(errors).toBe(`Port ${port} of 127.0.0.1 is in use: set ${setting} or HOST to another one.\n`);
});

test.each([
  [{ PORT: "x" }, [], /^PORT is "x" but must be a whole number from 0 to 65535\.\n$/],
  [
    { MONGO_URL: "mongodb://a:b@c:d:e/" },
    [],
    /^MONGO_URL cannot be read \(.*\): write it like mongodb:.*\n$/,
  ],
  [
    { MONGO_URL: "mongodb://127.0.0.1:1/?replicaSt=x" },
    [],
    /^MONGO_URL cannot be read \(.*replicast.*\): write it like mongodb:.*\n$/,
  ],
  [{ NATS_URL: "nats://127.0.0.1:1" }, [], /^NATS does not answer \(.*\): start it, check NATS_URL, .*\n$/],
  [{ NATS_URL: "nats://127.0.0.1:x" }, [], /^NATS_URL cannot be read \(.*\): write it like nats:.*\n$/],
  [{}, ["till"], /^There is no service 'till': choose from gateway, .*\n$/],
  [{}, ["sales"], /^Services in separate processes find each other over NATS: set NATS_URL, .*\n$/],
  [{ MONGO_URL: "mongodb://127.0.0.1:1/" }, [], /^MongoDB does not answer \(.*\): check MONGO_URL, .*\n$/],
])("%j %j", async (env, names, sentence) => {
  const { code, errors } = await start({ LOG_LEVEL: "silent", ...env } as Record<string, string>, ...names);
  expect(code).toBe(1);
  expect(errors).toMatch(sentence);
});

async function refusal(env: Record<string, string>): Promise<{ code: number | null; errors: string }> {
  const { code, errors } = await start({ LOG_LEVEL: "silent", PORT: "0", ...env });
  return { code, errors };
}
const one = (sentence: RegExp) => ({ code: 1, errors: expect.stringMatching(sentence) });

async function beside(server: Server, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await server.stop();
  }
}

test("a MongoDB that is no replica set", async () => {
  const server = await mongodWith();
  await beside(server, async () => {
    for (const query of ["", "?directConnection=true", "?replicaSet=rs0"])
      expect(await refusal({ MONGO_URL: `mongodb://127.0.0.1:${server.port}/${query}` })).toEqual(
        one(/^This MongoDB is no replica set, which transactions need: start it with --replSet rs0 .*\.\n$/),
      );
  });
});

test("a replica set that nobody has initiated, for the command line as well; another name; no primary", async () => {
  const server = await mongodWith("--replSet", "shop");
  const url = `mongodb://127.0.0.1:${server.port}/`;
  await beside(server, async () => {
    const uninitiated =
      /^The replica set of MONGO_URL is not initiated: run rs\.initiate\(\) in mongosh.*\.\n$/;
    for (const query of ["", "?replicaSet=shop"])
      expect(await refusal({ MONGO_URL: url + query })).toEqual(one(uninitiated));
    const command = await run(process.execPath, [programs.cli, "organizations"], { MONGO_URL: url });
    expect(command).toMatchObject(one(uninitiated));
    const client = await mongoose.mongo.MongoClient.connect(`${url}?directConnection=true`);
    await client.db("admin").command({
      replSetInitiate: { _id: "shop", members: [{ _id: 0, host: `127.0.0.1:${server.port}` }] },
    });
    await client.close();
    expect(await refusal({ MONGO_URL: `${url}?replicaSet=rs0` })).toEqual(
      one(/^The replica set of MONGO_URL has another name \(shop, not rs0\): correct replicaSet= .*\.\n$/),
    );
  });
});

test("a user or password that MongoDB does not know", async () => {
  const MONGO_URL = process.env.TEST_MONGO_URL!.replace(/\/\/(.*@)?/, "//me:hunter2@");
  const { code, errors } = await refusal({ MONGO_URL });
  expect({ code, errors }).toEqual(one(/^MongoDB does not know the user or password of MONGO_URL: .*\.\n$/));
  expect(errors).not.toContain("hunter2");
});

test("a NATS with a user and a password, or a token, is worked with", async () => {
  for (const [args, who] of [
    [["--user", "me", "--pass", "p@ss:word"], "me:p%40ss%3Aword"],
    [["--auth", "a-token"], "a-token"],
  ] as const) {
    const server = await natsWith("-js", ...args);
    const MONGO_URL = process.env.TEST_MONGO_URL!;
    const NAMESPACE = await takeNamespace(MONGO_URL);
    await beside(server, async () => {
      const NATS_URL = `nats://${who}@127.0.0.1:${server.port}`;
      const running = await startNode([], { MONGO_URL, NAMESPACE, NATS_URL });
      expect(running.output()).toMatch(/^Documentation /m);
      expect(await stopNode(running)).toBe("0");
    });
    await giveBack(MONGO_URL, NAMESPACE);
  }
});

test("a NATS without JetStream, and one that does not know the password", async () => {
  const bare = await natsWith();
  await beside(bare, async () =>
    expect(await refusal({ NATS_URL: `nats://127.0.0.1:${bare.port}` })).toEqual(
      one(/^This NATS has no JetStream, which keeps the events: start nats-server with -js.*\.\n$/),
    ),
  );
  const closed = await natsWith("--user", "me", "--pass", "secret");
  await beside(closed, async () =>
    expect(await refusal({ NATS_URL: `nats://me:wrong@127.0.0.1:${closed.port}` })).toEqual(
      one(/^NATS refuses the user, password or token of NATS_URL: .*\.\n$/),
    ),
  );
});

/** As a user does it: npm, which starts a shell, which starts node, which starts mongod. */
function npmStart(folder: string): { npm: ChildProcess; said: () => string; ended: Promise<unknown> } {
  const npm = spawn("npm", ["start", "--silent"], {
    cwd: join(import.meta.dirname, "../.."),
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: process.env.HOME,
      DATA_DIR: folder,
      PORT: "0",
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk) => (text += chunk));
  return { npm, said: () => text, ended: new Promise((resolve) => npm.once("close", resolve)) };
}

/** One signal to the one process that the user knows of. */
async function endQuietly(folder: string, { npm, said, ended }: ReturnType<typeof npmStart>): Promise<void> {
  npm.kill("SIGTERM");
  await ended;
  await until(async () => (await processesOf(folder)).length === 0, "the end of all", 60_000);
  // What npm itself says of a script that a signal ended is not ours.
  expect(said()).not.toMatch(/at .*:\d+:\d+|Error|"level":50/);
}

test("one SIGTERM to npm ends all of it, at ten moments of the start and afterwards, and nothing is left running", async () => {
  const folders: string[] = [];
  const fresh = async () => {
    folders.push(await mkdtemp(join(tmpdir(), "backroom-start-")));
    return folders.at(-1)!;
  };
  const isUp = (started: ReturnType<typeof npmStart>) => async () => /^Documentation /m.test(started.said());
  try {
    const begun = performance.now();
    const folder = await fresh();
    const whole = npmStart(folder);
    await until(isUp(whole), "a whole start", 60_000);
    const took_ms = performance.now() - begun;
    expect((await processesOf(folder)).some((command) => command.includes("mongod"))).toBe(true);
    await endQuietly(folder, whole);
    for (let moment = 1; moment <= 10; moment++) {
      const place = await fresh();
      const started = npmStart(place);
      await pause((took_ms * moment) / 11);
      await endQuietly(place, started);
    }
    const again = npmStart(folder);
    await until(isUp(again), "a start after all these", 60_000);
    await endQuietly(folder, again);
  } finally {
    await Promise.all(folders.map((each) => rm(each, { recursive: true, force: true })));
  }
}, 600_000);
