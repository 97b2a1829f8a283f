/**
 * Promise 6 (INV-32): no input answers 5xx. Hostile values go into every parameter and every field of every documented route;
 * two of them under a fixed seed here, N with HOSTILE=N, all with HOSTILE=all.
 */
import { connect, type Socket } from "node:net";
import { randomOf } from "../fault/random.ts";
import { type Backroom, type Json, startBackroom, until } from "../support/backroom.ts";
import { fillShop } from "../support/rich-shop.ts";
import { bodyOf, each, filled, type Route, routesOf } from "../support/routes.ts";
import { bodyPayloads, textPayloads } from "./payloads.ts";

const AT_ONCE = 8;
const EACH = process.env.HOSTILE === "all" ? Number.POSITIVE_INFINITY : Number(process.env.HOSTILE ?? 2);
const random = randomOf(32);

let backroom: Backroom;
let routes: Route[];
let key: string;
let slug: string;
beforeAll(async () => {
  // What goes wrong inside is what is looked for: it is told by the answers.
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  backroom = await startBackroom({ log, request_timeout_ms: 15_000 });
  const owner = await backroom.organization("Hostile");
  await fillShop(owner);
  key = owner.key;
  slug = (await owner.ok.get("/organizations")).data[0].slug;
  routes = await routesOf(backroom.url, key);
});
afterAll(() => backroom?.stop());

const failures: string[] = [];
const statuses = new Map<number, number>();
beforeEach(() => {
  failures.length = 0;
  statuses.clear();
});

async function send(
  route: Route,
  path: string,
  body?: Json,
  headers: Record<string, string> = {},
): Promise<void> {
  const init = {
    method: route.method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    ...(route.method === "GET" || body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  let response = await fetch(backroom.url + path, init);
  // Overload may be told (promise 6), but then the same input passes a moment later.
  for (let again = 0; again < 5 && response.status === 503 && response.headers.has("retry-after"); again++) {
    await response.text();
    const seconds = Number(response.headers.get("retry-after"));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    response = await fetch(backroom.url + path, init);
  }
  const text = await response.text();
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  if (response.status >= 500)
    failures.push(
      `${route.method} ${path} ${JSON.stringify(body ?? "").slice(0, 300)}: ${response.status} ${text.slice(0, 300)}`,
    );
}

function some<T>(list: readonly T[]): T[] {
  if (EACH >= list.length) return [...list];
  return Array.from({ length: EACH }, () => random.pick(list));
}

const own = (route: Route, given: Record<string, string> = {}) =>
  filled(route, { organization_slug: slug, ...given });

const told = (what: string, payloads: number, parameters: number, sent: number) => {
  const by = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`);
  process.stdout.write(
    `hostile, ${what}: ${payloads} payloads × ${parameters} parameters, ${sent} sent; ${by.join(", ")}\n`,
  );
};

test("there are at least 300 payloads, and every dialect's routes are known", () => {
  expect(bodyPayloads.length).toBeGreaterThanOrEqual(300);
  expect(textPayloads.length).toBeGreaterThanOrEqual(300);
  for (const dialect of ["native", "circular", "consigncloud"])
    expect(routes.filter((route) => route.dialect === dialect).length).toBeGreaterThan(40);
});

test("in every parameter of every path and query", async () => {
  const parameters = routes.flatMap((route) => route.parameters.map((said) => ({ route, said })));
  const cases = parameters.flatMap((one) => some(textPayloads).map((text) => ({ ...one, text })));
  await each(cases, AT_ONCE, async ({ route, said, text }) => {
    if (said.in === "path")
      return send(route, own(route, { [said.name]: text.toWellFormed() || "x" }), bodyOf(route));
    const value = encodeURIComponent(text.toWellFormed());
    if (said.in === "query")
      return send(route, `${own(route)}?${encodeURIComponent(said.name)}=${value}`, bodyOf(route));
    await send(route, own(route), bodyOf(route), { [said.name]: value.slice(0, 4000) });
  });
  told("parameters", textPayloads.length, parameters.length, cases.length);
  expect(failures).toEqual([]);
}, 600_000);

test("in every field of every body, and as the whole body", async () => {
  const fields = routes
    .filter(({ method }) => method !== "GET")
    .flatMap((route) => [...route.fields.map(({ name }) => ({ route, name })), { route, name: null }]);
  const cases = fields.flatMap((one) => some(bodyPayloads).map((value) => ({ ...one, value })));
  await each(cases, AT_ONCE, ({ route, name, value }) =>
    send(route, own(route), name === null ? value : { ...bodyOf(route), [name]: value }),
  );
  told("bodies", bodyPayloads.length, fields.length, cases.length);
  expect(failures).toEqual([]);
  expect(({} as Json).polluted).toBeUndefined();
}, 600_000);

/** A connection that we write into as we like. */
async function raw(): Promise<{ socket: Socket; text: () => string; ended: Promise<void> }> {
  const { hostname, port } = new URL(backroom.url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise((resolve) => socket.once("connect", resolve));
  return { socket, text: () => text, ended };
}

const head = (more: string) =>
  `POST /api/v1/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${more}\r\n`;

/** While something is done to the server, others are answered. */
async function othersAreServed(): Promise<void> {
  const response = await fetch(`${backroom.url}/api/v1/items?limit=1`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(200);
}

test("an endless body is cut off early, and memory stays flat", async () => {
  const before = process.memoryUsage().rss;
  const { socket, text, ended } = await raw();
  socket.write(head("Transfer-Encoding: chunked\r\n"));
  const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
  let sent = 0;
  const over = { is: false };
  ended.then(() => {
    over.is = true;
  });
  while (!over.is && sent < 200_000_000) {
    sent += chunk.length;
    if (!socket.write(chunk))
      await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), ended]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await othersAreServed();
  expect(sent).toBeLessThan(100_000_000);
  expect(text() === "" || /^HTTP\/1.1 4\d\d/.test(text())).toBe(true);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});

test("a body that says it is too large is refused before it is sent", async () => {
  const { text, ended, socket } = await raw();
  socket.write(head("Content-Length: 9000000000\r\n"));
  await until(async () => text() !== "", "an answer");
  expect(text()).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
  await ended;
});

test("a body of a million brackets, and names of a megabyte, are refused", async () => {
  for (const body of [
    "[".repeat(1_000_000),
    '{"a":'.repeat(200_000),
    `{"${"a".repeat(1_000_000)}":1}`,
    "\0".repeat(1000),
    '{"a":1e99999}',
    "{".repeat(5),
  ]) {
    const response = await fetch(`${backroom.url}/api/v1/items`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body,
    });
    expect([400, 413, 422]).toContain(response.status);
    await response.text();
  }
  await othersAreServed();
});

test("what says it is compressed is not unpacked without bound", async () => {
  const response = await fetch(`${backroom.url}/api/v1/items`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "content-encoding": "gzip",
    },
    body: "not gzip",
  });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
});

test("headers that never end and bodies that never come are given up; the others do not wait", async () => {
  const slow = await Promise.all(Array.from({ length: 50 }, raw));
  for (const [i, { socket }] of slow.entries())
    socket.write(
      i % 2 ? "GET /api/v1/items HTTP/1.1\r\nHost: x\r\nX-Slow: " : head("Content-Length: 1000\r\n"),
    );
  await othersAreServed();
  const all = Promise.all(slow.map(({ ended }) => ended)).then(() => true);
  let closed = false;
  all.then(() => {
    closed = true;
  });
  // Node looks for connections that take too long every half a minute.
  await until(async () => closed, "their end");
  for (const { text } of slow) expect(text()).not.toMatch(/^HTTP\/1.1 5/);
  await othersAreServed();
});
