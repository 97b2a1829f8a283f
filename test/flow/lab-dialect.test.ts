/** What the kit can say and no dialect of ours needs yet: sessions, forms, files, bytes, bodies and ids in other places. */

import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { ServiceBroker } from "moleculer";
import { gatewaySchema } from "../../gateway/gateway.service.ts";
import { pagesOf } from "../../gateway/pages.ts";
import { until } from "../support/backroom.ts";
import { lab, labRoutes, PAPER } from "../support/lab-dialect.ts";
import { type Cluster, startCluster } from "../support/processes.ts";

let cluster: Cluster;
let broker: ServiceBroker;
let url: string;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const silent = { info() {}, warn() {}, error() {}, debug() {} };

beforeAll(async () => {
  cluster = await startCluster({ services: ["accounts", "catalog"] });
  broker = new ServiceBroker({
    namespace: cluster.namespace,
    logger: false,
    transporter: { type: "NATS", options: { url: process.env.TEST_NATS_URL! } },
  });
  const port = await freePort();
  broker.createService(
    gatewaySchema({
      ...{ host: "127.0.0.1", port, routes: labRoutes, prefixes: [{ prefix: "/lab", dialect: lab }] },
      ...{
        fallback: lab,
        pages: pagesOf([]),
        native: () => ({}),
        rate: null,
        cors_origins: [],
        request_timeout_ms: 30_000,
      },
      log: silent as never,
      failed: (error) => {
        throw error;
      },
      ready: async () => ({ ready: true }),
      observe: () => undefined,
      metrics: () => null,
    }),
  );
  await broker.start();
  await broker.waitForServices(["accounts", "catalog"]);
  url = `http://127.0.0.1:${port}/lab`;
});
afterAll(async () => {
  await broker?.stop();
  await cluster?.stop();
});

type Options = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | FormData | URLSearchParams;
};
const send = (path: string, { method = "GET", headers = {}, body }: Options = {}) =>
  fetch(`${url}${path}`, { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) });
const withKey = () => ({ authorization: `Bearer ${cluster.owner.key}` });
const json = (body: object) => ({
  headers: { ...withKey(), "content-type": "application/json" },
  body: JSON.stringify(body),
});

const signedIn = async () => {
  const reply = await send("/sessions", {
    method: "POST",
    body: new URLSearchParams({ key: cluster.owner.key }),
  });
  expect(reply.status).toBe(201);
  return { reply, ...((await reply.json()) as { token: string; expires_at: string }) };
};

describe("sessions", () => {
  test("a form signs in; the token is good as bearer, in a header of its own and in a cookie", async () => {
    const { reply, token, expires_at } = await signedIn();
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now());
    expect(reply.headers.getSetCookie()).toEqual([`lab=${token}`, "seen=1"]);
    const ways: Record<string, string>[] = [
      { authorization: `Bearer ${token}` },
      { "x-session-token": token },
      { cookie: `a=b; lab=${token}` },
      withKey(),
    ];
    const replies = await Promise.all(ways.map((headers) => send("/me", { headers })));
    const bodies = await Promise.all(replies.map((each) => each.json()));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(bodies.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(bodies[0]).toMatchObject({ name: expect.any(String), agent: expect.any(String) });
  });

  test("a changed token, one of somebody else's key and none at all are refused alike", async () => {
    const { token } = await signedIn();
    const [head, payload, signature = ""] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ iss: "backroom", key: "x", exp: 4e9 })).toString("base64url");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const tokens = [
      `${head}.${forged}.${signature}`,
      `${none}.${payload}.`,
      `${head}.${payload}.${signature.slice(0, -4)}AAAA`,
    ];
    for (const each of tokens) {
      const reply = await send("/me", { headers: { "x-session-token": each } });
      expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([401, "unauthorized"]);
    }
    expect((await send("/me")).status).toBe(401);
    const unknown = await send("/sessions", {
      method: "POST",
      body: new URLSearchParams({ key: "br_live_x" }),
    });
    expect(unknown.status).toBe(401);
  });

  test("a session ends with its key", async () => {
    const { id, key } = await cluster.owner.ok.post("/api-keys", { name: "Short", access: "read_only" });
    const opened = await send("/sessions", { method: "POST", body: new URLSearchParams({ key }) });
    const { token } = (await opened.json()) as { token: string };
    expect((await cluster.owner.delete(`/api-keys/${id}`)).status).toBe(200);
    // Nobody has asked with it yet, so nothing is cached.
    expect((await send("/me", { headers: { "x-session-token": token } })).status).toBe(401);
  });
});

describe("ids, methods, statuses and envelopes of other kinds", () => {
  test("created by POST, changed by PUT with the id in the body, deleted by the id in the query", async () => {
    const made = await send("/brands", { method: "POST", ...json({ name: "Acme" }) });
    expect(made.status).toBe(201);
    const { id, ...rest } = (await made.json()) as { id: string };
    expect(rest).toEqual({});
    const changed = await send("/brands", { method: "PUT", ...json({ id, name: "Acme & Co" }) });
    expect(await changed.json()).toMatchObject({ id, name: "Acme & Co", createdAt: expect.any(String) });
    const listed = (await (
      await send("/brands?name=Acme%20%26%20Co", { headers: withKey() })
    ).json()) as object[];
    expect(listed).toHaveLength(1);
    const gone = await send(`/brands?id=${id}`, { method: "DELETE", headers: withKey() });
    expect([gone.status, await gone.json()]).toEqual([200, { ok: true }]);
    const remove = async (query: string) =>
      (await send(`/brands${query}`, { method: "DELETE", headers: withKey() })).status;
    expect([await remove("?id=7"), await remove(""), await remove(`?id=${id}0`)]).toEqual([400, 400, 400]);
    expect(await remove(`?id=${id.slice(0, -4)}0000`)).toBe(404);
  });

  test("204 has no body, 302 has an address", async () => {
    const done = await send("/nothing", { method: "POST", headers: withKey() });
    expect([done.status, await done.text()]).toEqual([204, ""]);
    const moved = await send("/elsewhere");
    expect([moved.status, moved.headers.get("location")]).toEqual([302, "/lab/paper"]);
  });
});

describe("files", () => {
  const form = (...files: [name: string, content: string][]) => {
    const data = new FormData();
    data.set("title", "Näme");
    for (const [name, content] of files)
      data.append("file", new Blob([content], { type: "text/plain" }), name);
    return data;
  };
  const upload = (body: FormData, headers = {}) =>
    send("/files", { method: "POST", headers: { ...withKey(), ...headers }, body });

  test("a multipart body has its fields, and its files with size and digest until the request ends", async () => {
    const reply = await upload(form(["größe.txt", "0123456789abc"], ["b.txt", "b"]));
    const { title, files } = (await reply.json()) as { title: string; files: { path: string }[] };
    expect([reply.status, title]).toEqual([201, "Näme"]);
    expect(files).toMatchObject([
      { name: "file", filename: "größe.txt", type: "text/plain", size: 13, text: "0123456789" },
      { filename: "b.txt", size: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    // The answer goes out first.
    await until(async () => files.every(({ path }) => !existsSync(path)), "the files are gone");
  });

  test("one over the limit is refused while it is read, a missing field by name, another type by 415", async () => {
    const large = await upload(form(["large.txt", "x".repeat(300_000)])).catch((error: Error) => error);
    if (!(large instanceof Error)) expect(large.status).toBe(413);
    const untitled = new FormData();
    untitled.set("other", "x");
    const refused = await upload(untitled);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ pointer: "/title", code: "required" }] });
    expect((await send("/files", { method: "POST", ...json({ title: "x" }) })).status).toBe(415);
    const broken = await send("/files", {
      method: "POST",
      headers: { ...withKey(), "content-type": "multipart/form-data; boundary=x" },
      body: "--x\r\nContent-Disposition: form-data; name=title\r\n\r\nNever en",
    });
    expect(broken.status).toBe(400);
  });

  test("an idempotency key stands for the content: the same again is fine, another file is not the same", async () => {
    // The stored answer is the service's; this route calls none, so only the refusals of the header can be seen.
    const bad = await upload(form(["a.txt", "a"]), { "idempotency-key": "k".repeat(300) });
    expect(bad.status).toBe(400);
  });
});

describe("bytes", () => {
  const paper = (headers = {}) => send("/paper", { headers: { ...withKey(), ...headers } });

  test("whole, with their type and length", async () => {
    const reply = await paper({ accept: "application/pdf" });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("application/pdf");
    expect(reply.headers.get("accept-ranges")).toBe("bytes");
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(PAPER);
  });

  test.each([
    ["bytes=0-3", 206, [0, 4]],
    ["bytes=10-", 206, [10, PAPER.length]],
    ["bytes=-5", 206, [PAPER.length - 5, PAPER.length]],
    ["bytes=0-9999", 206, [0, PAPER.length]],
    ["bytes=5-2", 200, [0, PAPER.length]],
    ["lines=1-2", 200, [0, PAPER.length]],
  ] as const)("the range %s is answered %i (RFC 9110)", async (range, status, [start, end]) => {
    const reply = await paper({ range });
    expect(reply.status).toBe(status);
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(PAPER.subarray(start, end));
    if (status === 206)
      expect(reply.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/${PAPER.length}`);
  });

  test("a range behind the end is 416; another type than is there is 406", async () => {
    const outside = await paper({ range: "bytes=9999-" });
    expect([outside.status, outside.headers.get("content-range")]).toEqual([416, `bytes */${PAPER.length}`]);
    expect((await paper({ accept: "image/png" })).status).toBe(406);
  });
});

test("nothing of production knows the lab", () => {
  expect(readFileSync("gateway/dialects/index.ts", "utf8")).not.toContain("lab");
});
