/**
 * Promise 5 (INV-27, INV-29): under one tenant's key every documented route is asked for another tenant's things, in every
 * path, filter, cursor, search and body. A foreign id answers like one that is not there, and nothing of his is ever seen.
 */
import { randomUUID } from "node:crypto";
import mongoose, { type Connection } from "mongoose";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { fillShop } from "../support/rich-shop.ts";
import { bodyOf, each, filled, type Route, routesOf } from "../support/routes.ts";
import { breachesIn } from "../support/verified.ts";

const CANARY = `canary${randomUUID().slice(0, 8)}`;
const NOTE = `Zanzibar ${CANARY}`;
const AT_ONCE = 8;

let backroom: Backroom;
let connection: Connection;
let ours: Client & { organization_id: string };
let theirs: Client & { organization_id: string };
let routes: Route[];
let slug: string;
/** Their ids by collection, and all of them. */
const foreign = new Map<string, string[]>();
const all = new Set<string>();

beforeAll(async () => {
  backroom = await startBackroom();
  ours = await backroom.organization("Ours");
  theirs = await backroom.organization("Theirs");
  await fillShop(theirs, NOTE);
  await ours.ok.post("/stores", { name: "Ours", timezone: "UTC" });
  slug = (await ours.ok.get("/organizations")).data[0].slug;
  routes = await routesOf(backroom.url, ours.key);
  connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  expect(await breachesIn(backroom)).toEqual([]);
  for (const [collection, rows] of await theirRows())
    foreign.set(
      collection,
      rows.map((row) => row._id),
    );
  for (const ids of foreign.values()) for (const id of ids) all.add(bare(id));
});
afterAll(async () => {
  await connection?.close();
  await backroom?.stop();
});

/** Everything of theirs as it is stored. */
async function theirRows(): Promise<Map<string, Json[]>> {
  const found = new Map<string, Json[]>();
  for (const service of ["accounts", "catalog", "contracts", "inventory", "sales"]) {
    const db = connection.getClient().db(`${backroom.namespace}_${service}`);
    for (const { name } of await db.listCollections().toArray()) {
      if (name.startsWith("_") || ["changes", "feed_heads"].includes(name)) continue;
      const filter = { org_id: theirs.organization_id };
      const rows = await db.collection(name).find(filter).sort({ _id: 1 }).toArray();
      if (rows.length) found.set(name, rows);
    }
  }
  return found;
}

const wireNames: Record<string, string> = {
  products: "items",
  sellers: "accounts",
  "seller-remittances": "payouts",
  coworkers: "members",
};

/** What ids of theirs a route is tried with: of its own kind, and two others. */
function idsFor({ path }: Route): string[] {
  const words = path.split("/").map((word) => (wireNames[word] ?? word).replaceAll("-", "_"));
  const own = words.flatMap((word) => foreign.get(word)?.slice(0, 2) ?? []);
  const any = [foreign.get("sales")?.[0], foreign.get("accounts")?.[1]];
  return [...new Set([...own, ...any])].filter((id) => id !== undefined);
}

type Asked = { route: Route; path: string; body?: Json };
const seen: string[] = [];
let requests = 0;
beforeEach(() => {
  seen.length = 0;
});

async function ask({ route, path, body }: Asked): Promise<{ status: number; text: string }> {
  requests += 1;
  const response = await fetch(backroom.url + path, {
    method: route.method,
    headers: { authorization: `Bearer ${ours.key}`, "content-type": "application/json" },
    ...(route.method === "GET" || body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Candle's ids have a prefix and no dashes. */
const bare = (text: string): string => text.replaceAll("-", "");
const bareIds = /[0-9a-f]{32}/g;

/** Nothing of theirs but what the request itself named. */
function lookAt(asked: Asked, text: string): void {
  const told = bare(decodeURIComponent(asked.path) + JSON.stringify(asked.body ?? ""));
  const ids = [...(text.match(uuids) ?? []).map(bare), ...(text.match(bareIds) ?? [])];
  const stray = ids.find((id) => all.has(id) && !told.includes(id));
  const named = `${asked.route.method} ${asked.path}`;
  if (stray) seen.push(`${named} shows ${stray}`);
  if (text.includes(CANARY)) seen.push(`${named} shows the canary`);
}

/** What differs between any two answers. */
const plain = (text: string, id: string): string =>
  text
    .replaceAll(id, "ID")
    .replaceAll(bare(id), "ID")
    .replace(/"request_id":"[^"]*"/g, "")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "AT")
    .replace(uuids, "UUID");

/** A foreign id and one that is nowhere are answered alike. */
async function alike(route: Route, make: (id: string) => Omit<Asked, "route">, id: string): Promise<void> {
  const missing = `01890000-0000-7000-8000-${randomUUID().slice(-12)}`;
  const [one, other] = [make(id), make(missing)].map((made) => ({ route, ...made }));
  const [a, b] = [await ask(one!), await ask(other!)];
  lookAt(one!, a.text);
  if (a.status !== b.status || (a.status >= 300 && plain(a.text, id) !== plain(b.text, missing)))
    seen.push(
      `${route.method} ${one!.path} ${JSON.stringify(one!.body ?? "")}: ${a.status} ${a.text} — ${b.status} ${b.text}`,
    );
}

const isId = (name: string, schema: Json): boolean =>
  schema.format === "uuid" ||
  schema.items?.format === "uuid" ||
  /(^|_)ids?$/.test(name) ||
  /^(account|location|category|item)s?$/.test(name);

/** Paths of this organization; deleting or changing it is not what is tried. */
const own = (route: Route, given: Record<string, string> = {}) =>
  filled(route, { organization_slug: slug, ...given });

const tried = (name: string, parameters: number) =>
  process.stdout.write(
    `isolation, ${name}: ${routes.length} routes, ${parameters} parameters, ${requests} requests\n`,
  );

test("ids in every path", async () => {
  const cases = routes.flatMap((route) =>
    route.parameters
      .filter((each) => each.in === "path" && each.name !== "organization_slug")
      .flatMap(({ name }) => idsFor(route).map((id) => ({ route, name, id }))),
  );
  await each(cases, AT_ONCE, ({ route, name, id }) =>
    alike(route, (value) => ({ path: own(route, { [name]: value }), body: bodyOf(route) }), id),
  );
  tried("paths", new Set(cases.map(({ route, name }) => `${route.method} ${route.path} ${name}`)).size);
  expect(seen).toEqual([]);
});

test("ids in every filter, words of theirs in every search, their cursors", async () => {
  const lists = routes.filter(({ method }) => method === "GET");
  const cases = lists.flatMap((route) =>
    route.parameters
      .filter((each) => each.in === "query")
      .map(({ name, schema }) => ({ route, name, schema })),
  );
  const cursors = new Map<string, string>();
  for (const { path, parameters } of lists.filter((route) => route.dialect === "native")) {
    if (path.includes("{") || !parameters.some(({ name }) => name === "cursor")) continue;
    const page = await theirs.get(`${path.replace("/api/v1", "")}?limit=1`);
    if (page.body?.next_cursor) cursors.set(path, page.body.next_cursor);
  }
  expect(cursors.size).toBeGreaterThan(5);
  await each(cases, AT_ONCE, async ({ route, name, schema }) => {
    const at = (value: string) => ({
      path: `${own(route)}?${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    });
    if (isId(name.replace(/:\w+$/, ""), schema)) {
      for (const id of idsFor(route).slice(0, 2)) await alike(route, at, id);
      return;
    }
    const values = /cursor|after/.test(name) ? [...cursors.values()].slice(0, 8) : ["Zanzibar", "Coat"];
    for (const value of [
      ...values,
      ...(cursors.get(route.path) && name === "cursor" ? [cursors.get(route.path)!] : []),
    ]) {
      const asked = { route, ...at(value) };
      lookAt(asked, (await ask(asked)).text);
    }
  });
  tried("queries", cases.length);
  expect(seen).toEqual([]);
});

test("ids in every field of every body", async () => {
  const cases = routes
    .filter(({ method }) => method !== "GET")
    .flatMap((route) => route.fields.map(({ name, schema }) => ({ route, name, schema })))
    .filter(({ name, schema }) => isId(name, schema));
  await each(cases, AT_ONCE, async ({ route, name, schema }) => {
    const kinds = [name.replace(/_?ids?$/, "s"), name, `${name}s`].flatMap(
      (kind) => foreign.get(wireNames[kind] ?? kind) ?? [],
    );
    for (const id of new Set([...kinds.slice(0, 1), ...idsFor(route).slice(0, 1)])) {
      const value = (one: string) => (schema.type === "array" || schema.items ? [one] : one);
      const make = (one: string) => ({ path: own(route), body: { ...bodyOf(route), [name]: value(one) } });
      await alike(route, make, id);
    }
  });
  tried("bodies", cases.length);
  expect(seen).toEqual([]);
});

test("afterwards nothing of theirs is changed and no row points to them", async () => {
  for (const [collection, rows] of await theirRows()) {
    const ids = rows.map((row) => row._id);
    expect({ collection, ids }).toEqual({ collection, ids: foreign.get(collection) });
    for (const row of rows.filter((each) => each.version !== undefined))
      expect(JSON.stringify(row)).not.toContain(ours.organization_id);
  }
  const broken = (await breachesIn(backroom)).filter((each) => /INV-27|INV-28|INV-23/.test(each));
  expect(broken).toEqual([]);
});
