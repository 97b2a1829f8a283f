/**
 * PRM-4: a member of certain stores asks every documented route for what lies in another store, in every path, list and body.
 * Nothing of the other store is seen, nothing in it or in no store is written, whatever else his role allows.
 */
import mongoose, { type Connection } from "mongoose";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { fillShop, type RichShop } from "../support/rich-shop.ts";
import { bodyOf, each, filled, type Route, routesOf } from "../support/routes.ts";

const AT_ONCE = 8;
/** Collections whose rows lie in a store. */
const bound = {
  inventory: ["items", "locations", "deliveries", "price_changes"],
  sales: ["sales", "refunds", "registers", "register_sessions"],
  accounts: ["payouts"],
} as const;
/** What tells of all stores at once. */
const closed = ["journals", "balance_entries"];

let backroom: Backroom;
let connection: Connection;
let clerk: Client & { organization_id: string };
let there: RichShop;
let here: { store: string; item: string; account: string };
let routes: Route[];
let slug: string;
const foreign = new Map<string, string[]>();
const hidden = new Set<string>();

const rowsOf = (service: string, collection: string, filter: object): Promise<Json[]> =>
  connection
    .useDb(`${backroom.namespace}_${service}`)
    .collection(collection)
    .find({ org_id: clerk.organization_id, ...filter } as never)
    .sort({ _id: 1 })
    .toArray();

/** All that lies elsewhere, as it is stored. */
async function elsewhere(): Promise<Map<string, Json[]>> {
  const found = new Map<string, Json[]>();
  for (const [service, collections] of Object.entries(bound))
    for (const name of collections)
      found.set(name, await rowsOf(service, name, { store_id: { $ne: here.store } }));
  found.set("stores", await rowsOf("inventory", "stores", { _id: { $ne: here.store } }));
  return found;
}

beforeAll(async () => {
  backroom = await startBackroom();
  clerk = await backroom.organization("Two stores");
  there = await fillShop(clerk, "a note");
  await clerk.ok.patch(`/items/${there.item}`, { tag_price: 4321 });
  const till = await clerk.ok.post("/registers", { name: "Till", store_id: there.store });
  await clerk.ok.post("/register-sessions", { register_id: till.id, opening_float: 100 });
  await clerk.ok.post("/items", { title: "Nowhere", tag_price: 900, inventory_type: "retail" });
  const store = (await clerk.ok.post("/stores", { name: "Here", timezone: "UTC" })).id;
  const piece = { title: "Hat", tag_price: 900, inventory_type: "retail", quantity: 5, store_id: store };
  here = { store, item: (await clerk.ok.post("/items", piece)).id, account: there.account };
  slug = (await clerk.ok.get("/organizations")).data[0].slug;
  routes = await routesOf(backroom.url, clerk.key);
  connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const [me] = (await clerk.ok.get("/members?role=owner")).data;
  // A key acts with what its maker may do now (PRM-2); a key that was used is cached for some seconds.
  const { key } = await clerk.ok.post("/api-keys", { name: "clerk", access: "admin" });
  await clerk.ok.patch(`/members/${me.id}`, { store_ids: [store] });
  clerk = { ...backroom.client(key), organization_id: clerk.organization_id };
  for (const [name, rows] of await elsewhere())
    foreign.set(
      name,
      rows.map((row) => row._id),
    );
  for (const name of closed)
    foreign.set(
      name,
      (await rowsOf("accounts", name, {})).map((row) => row._id),
    );
  for (const ids of foreign.values()) for (const id of ids) hidden.add(id);
  for (const { lines } of await rowsOf("sales", "sales", {})) for (const { id } of lines) hidden.add(id);
});
afterAll(async () => {
  await connection?.close();
  await backroom?.stop();
});

const wireNames: Record<string, string> = {
  products: "items",
  "sale-lines": "sales",
  "seller-remittances": "payouts",
};

const idsFor = ({ path }: Route): string[] =>
  path
    .split("/")
    .map((word) => (wireNames[word] ?? word).replaceAll("-", "_"))
    .flatMap((word) => foreign.get(word)?.slice(0, 3) ?? []);

const seen: string[] = [];
beforeEach(() => {
  seen.length = 0;
});

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

async function ask(route: Route, path: string, body?: Json): Promise<number> {
  const response = await fetch(backroom.url + path, {
    method: route.method,
    headers: { authorization: `Bearer ${clerk.key}`, "content-type": "application/json" },
    ...(route.method === "GET" || body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const told = decodeURIComponent(path) + JSON.stringify(body ?? "");
  const stray = [...(text.match(uuids) ?? [])].find((id) => hidden.has(id) && !told.includes(id));
  if (stray) seen.push(`${route.method} ${path} shows ${stray}`);
  if (response.status >= 500) seen.push(`${route.method} ${path}: ${response.status} ${text}`);
  return response.status;
}

const at = (route: Route, given: Record<string, string> = {}) =>
  filled(route, { organization_slug: slug, ...given });

test("another store's things are not found, by whatever verb and path", async () => {
  const before = await elsewhere();
  const cases = routes.flatMap((route) =>
    route.parameters
      .filter((one) => one.in === "path" && one.name !== "organization_slug")
      .flatMap(({ name }) => idsFor(route).map((id) => ({ route, name, id }))),
  );
  expect(cases.length).toBeGreaterThan(80);
  await each(cases, AT_ONCE, async ({ route, name, id }) => {
    const status = await ask(route, at(route, { [name]: id }), bodyOf(route));
    if (status < 400) seen.push(`${route.method} ${at(route, { [name]: id })} answers ${status}`);
  });
  expect(seen).toEqual([]);
  expect(await elsewhere()).toEqual(before);
});

test("no list, search, figure or export shows another store's things", async () => {
  const lists = routes.filter(
    ({ method, path }) => method === "GET" && !/\{(?!organization_slug)/.test(path),
  );
  expect(lists.length).toBeGreaterThan(60);
  await each(lists, AT_ONCE, async (route) => {
    await ask(route, at(route));
    for (const name of ["store_id", "location", "store"])
      if (route.parameters.some((one) => one.name === name))
        await ask(route, `${at(route)}?${name}=${there.store}`);
  });
  for (const path of ["/search?query=coat", "/items?expand=store", `/accounts/${here.account}/stats`])
    await ask({ method: "GET" } as Route, `/api/v1${path}`);
  expect(seen).toEqual([]);
});

test("what tells of all stores at once is closed", async () => {
  const paths = [
    ...["/journals", "/balance-entries", "/gift-cards", "/ledger-accounts", "/audit", "/changes?since=0"],
    ...["/webhook-endpoints", "/webhook-deliveries", "/anomalies", "/verifications", "/ops/dead-letters"],
  ];
  for (const path of paths) {
    const { status, body } = await clerk.get(path);
    expect([path, status, body.code]).toEqual([path, 403, "forbidden"]);
  }
  const hook = { url: "https://hook.example/", event_types: ["*"] };
  expect((await clerk.post("/webhook-endpoints", hook)).status).toBe(403);
});

const isPlace = (name: string) => /^(store|location)(_id|s)?$/.test(name);
const isThing = (name: string) =>
  /^(item|items|product|products|sale|register|ids|line_items)(_ids?)?$/.test(name);

test("nothing is made or moved elsewhere, or into no store at all", async () => {
  const before = await elsewhere();
  const spot = foreign.get("locations")![0]!;
  const named = { item_id: here.item, sale_id: there.half };
  const writes = routes.filter(({ method, path }) => method !== "GET" && !path.endsWith("/classify"));
  const cases = writes.flatMap((route) =>
    route.fields
      .filter(({ name }) => isPlace(name) || isThing(name))
      .map(({ name, schema }) => ({ route, name, schema })),
  );
  expect(cases.length).toBeGreaterThan(30);
  await each(cases, AT_ONCE, async ({ route, name, schema }) => {
    const values = isPlace(name) ? [there.store, spot, null] : [there.item, foreign.get("sales")![0]!];
    for (const value of values) {
      const many = schema.type === "array" || schema.items;
      const body = { ...bodyOf(route), ...named, [name]: many ? [value] : value };
      const known = new Set(route.fields.map((field) => field.name));
      const sent = Object.fromEntries(Object.entries(body).filter(([field]) => known.has(field)));
      await ask(route, at(route, { id: here.item, item_id: here.item, product_id: here.item }), sent);
    }
  });
  const piece = { title: "Hat", tag_price: 900, inventory_type: "retail" };
  for (const place of [{}, { store_id: there.store }])
    expect(await clerk.post("/items", { ...piece, ...place })).toMatchObject({
      status: 403,
      body: { errors: [{ pointer: "/store_id" }] },
    });
  expect(await clerk.post("/items", { ...piece, location_id: spot })).toMatchObject({
    status: 422,
    body: { code: "reference_not_found", errors: [{ pointer: "/location_id" }] },
  });
  const moved = await clerk.patch(`/items/${here.item}`, { store_id: there.store });
  expect(moved.status).toBe(403);
  expect((await clerk.post("/stores", { name: "Mine", timezone: "UTC" })).status).toBe(403);
  expect((await clerk.patch(`/items/${here.item}`, { title: "Cap" })).status).toBe(200);
  expect(seen).toEqual([]);
  expect(await elsewhere()).toEqual(before);
});
