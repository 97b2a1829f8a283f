import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isPublicAddress } from "../../../shared/net/addresses.ts";
import { type GuardedOptions, guardedFetch } from "../../../shared/net/guarded-fetch.ts";

let server: Server;
let host: string;
let hits = 0;

const routes: Record<string, RequestListener> = {
  "/ok": (_request, response) => response.writeHead(200, { "content-type": "text/plain" }).end("fine"),
  "/missing": (_request, response) => response.writeHead(404).end("no"),
  "/away": (_request, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
  "/big": (_request, response) =>
    response.writeHead(200, { "content-length": "1001" }).end(Buffer.alloc(1001)),
  "/endless": (_request, response) => {
    response.writeHead(200);
    const more = () => {
      if (!response.destroyed) response.write(Buffer.alloc(400), () => setImmediate(more));
    };
    more();
  },
  "/silent": () => undefined,
  "/echo": (request, response) => {
    response.writeHead(200, { "x-method": request.method! });
    request.pipe(response);
  },
  "/broken": (_request, response) => response.destroy(),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    routes[request.url!]!(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const limits = { timeout_ms: 5000, max_bytes: 1000 };
const call = (path: string, more: Partial<GuardedOptions> = {}) =>
  guardedFetch(`http://${host}${path}`, { ...limits, allowed_hosts: [host], ...more });

test("a listed host is called whatever its address, also without TLS", async () => {
  const found = await call("/ok");
  expect(found).toMatchObject({ ok: true, status: 200, headers: { "content-type": "text/plain" } });
  expect(found.ok && found.body.toString()).toBe("fine");
  expect(await call("/missing")).toMatchObject({ ok: true, status: 404 });
  const sent = await call("/echo", {
    method: "POST",
    body: "hello",
    headers: { "content-type": "text/plain" },
  });
  expect(sent).toMatchObject({ ok: true, headers: { "x-method": "POST" } });
  expect(sent.ok && sent.body.toString()).toBe("hello");
});

test.each([
  ["/away", "redirected"],
  ["/big", "too_large"],
  ["/endless", "too_large"],
  ["/broken", "unreachable"],
])("%s is refused: %s", async (path, reason) => {
  expect(await call(path)).toMatchObject({ ok: false, reason });
});

test("a redirect tells where it leads, for a caller that follows it by another guarded call", async () => {
  expect(await call("/away")).toMatchObject({ status: 302, location: "http://169.254.169.254/" });
});

test("who does not answer is given up", async () => {
  expect(await call("/silent", { timeout_ms: 50 })).toMatchObject({ ok: false, reason: "timed_out" });
});

test("a host that is not listed is not called on this machine, by no spelling of its address", async () => {
  const { port } = server.address() as AddressInfo;
  hits = 0;
  for (const name of [
    "127.0.0.1",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0",
  ])
    expect([name, await guardedFetch(`https://${name}:${port}/ok`, limits)]).toMatchObject([
      name,
      { ok: false, reason: "refused_address" },
    ]);
  expect(hits).toBe(0);
});

test.each([
  "http://example.com/a.png",
  "ftp://example.com/a.png",
  "file:///etc/passwd",
  "https://user:secret@example.com/a.png",
  "//example.com",
  "no url",
])("%s is no URL to call", async (url) => {
  expect(await guardedFetch(url, limits)).toMatchObject({ ok: false, reason: "invalid_url" });
});

test.each([
  ["93.184.215.14", true],
  ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", true],
  ["10.1.2.3", false],
  ["172.31.255.255", false],
  ["172.32.0.1", true],
  ["192.168.0.1", false],
  ["100.64.0.1", false],
  ["127.255.0.1", false],
  ["169.254.169.254", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["0.0.0.0", false],
  ["::", false],
  ["::1", false],
  ["::ffff:10.0.0.1", false],
  ["::ffff:93.184.215.14", false],
  ["64:ff9b::a00:1", false],
  ["2002:a00:1::", false],
  ["2001:db8::1", false],
  ["fd00:ec2::254", false],
  ["fe80::1", false],
  ["ff02::1", false],
  ["example.com", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test("a longer answer is cut where only the status matters", async () => {
  for (const path of ["/big", "/endless"]) {
    const found = await call(path, { cut: true });
    expect(found).toMatchObject({ ok: true, status: 200 });
    expect(found.ok && found.body.length).toBe(1000);
  }
  expect(await call("/away", { cut: true })).toMatchObject({ ok: false, reason: "redirected", status: 302 });
});

test("who asks may end the call", async () => {
  const end = new AbortController();
  const before = hits;
  const found = call("/silent", { signal: end.signal });
  while (hits === before) await new Promise(setImmediate);
  end.abort();
  expect(await found).toMatchObject({ ok: false, reason: "unreachable" });
});

test("without TLS only where that is allowed, and to the public internet even then", async () => {
  const to = (url: string, allow_http: boolean) => guardedFetch(url, { ...limits, allow_http });
  expect(await to("http://127.0.0.1/", false)).toMatchObject({ ok: false, reason: "invalid_url" });
  expect(await to("http://127.0.0.1/", true)).toMatchObject({ ok: false, reason: "refused_address" });
  expect(await to("http://localhost/", true)).toMatchObject({ ok: false, reason: "refused_address" });
});
