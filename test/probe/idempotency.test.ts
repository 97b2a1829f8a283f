/**
 * API-9 on every documented route that changes something, natively and in every dialect: one tenant sends each request three
 * times at once under one key and then again, with another body, and under another key's name; its twin, to whom the same
 * happened, sends it once, under the same key. In the end both hold the same number of everything.
 */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import mongoose, { type Connection } from "mongoose";
import { firstPlatformId } from "../../services/contracts/platforms/declarations.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { fillShop } from "../support/rich-shop.ts";
import { bodyOf, filled, type Route, routesOf, sampled } from "../support/routes.ts";
import { breachesIn } from "../support/verified.ts";

const AT_ONCE = 3;
const CROWD = 50;
const SAMPLE = "01890000-0000-7000-8000-000000000000";

type Twin = Client & { organization_id: string; slug: string; ids: Map<string, string[]> };

let backroom: Backroom;
let connection: Connection;
/** A toggle of the installation, which its operator made. */
let toggle: string;
let pressed: Twin;
let calm: Twin;

const services = ["accounts", "catalog", "contracts", "inventory", "platform", "sales"];

/** Rows of a tenant by collection. */
/** What is alike in both twins: a row without its ids, moments and drawn names. */
const likeness = (row: Json): string =>
  JSON.stringify(row, (name, value) =>
    name.startsWith("_log")
      ? undefined
      : typeof value === "string"
        ? value.replace(/[0-9a-f-]{8,}(T[\d:.]+Z)?/g, "")
        : value,
  );

/** Ids of the parts that rows have, by the name of the list. */
const partsOf = (rows: readonly Json[]): [string, string[]][] =>
  Object.keys(rows[0] ?? {})
    .map((list): [string, string[]] => [
      list,
      rows.flatMap((row) => (Array.isArray(row[list]) ? row[list] : []).flatMap((part) => part?.id ?? [])),
    ])
    .filter(([, ids]) => ids.length > 0);

const inOrder = (rows: readonly Json[]): string[] =>
  rows
    .map((row) => ({ id: String(row._id), like: `${row.deleted_at ? 1 : 0} ${likeness(row)}` }))
    .sort((a, b) => a.like.localeCompare(b.like))
    .map(({ id }) => id);

const ofSimulated = (row: Json, type: string): boolean =>
  row.provider === "simulated" && row.type === type && row.status === "succeeded" && !row.dispute_id;
/** The rows of which some operations speak, where any row of the collection would be refused. */
const states: Record<string, { of: string; path: RegExp; has: (row: Json) => boolean }> = {
  "laid by": { of: "sales", path: /\/lay-by/, has: ({ lay_by }) => lay_by?.status === "active" },
  charged: { of: "transactions", path: /\/refund-at-provider$/, has: (row) => ofSimulated(row, "charge") },
  refunded: {
    ...{ of: "transactions", path: /\/return-at-provider$/ },
    has: (row) => ofSimulated(row, "refund") && !row.returned,
  },
  transferred: {
    ...{ of: "transactions", path: /\/reverse-at-provider$/ },
    has: (row) => ofSimulated(row, "transfer"),
  },
  owed: { of: "transactions", path: /\/pay-returned$/, has: ({ returned }) => returned === "owed" },
};

/** What a client of Candle sees: rows of the platform that every organization has. */
const ofFirstPlatform = (org_id: string, rows: readonly Json[]): Json[] =>
  rows.filter(({ _id, platform_id }) => [_id, platform_id].includes(firstPlatformId(org_id)));

const inStates = (name: string, rows: readonly Json[]): [string, string[]][] =>
  Object.entries(states)
    .filter(([, { of }]) => of === name)
    .map(([state, { has }]) => [state, inOrder(rows.filter(has))]);

/** Ids by collection, in the same order in both twins: rows made at once have ids in any order. */
async function rowsOf(org_id: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const service of services) {
    const db = connection.getClient().db(`${backroom.namespace}_${service}`);
    const names = (await db.listCollections().toArray()).map(({ name }) => name);
    for (const name of names.filter((each) => each === "_log" || !each.startsWith("_"))) {
      const rows = await db.collection(name).find({ org_id }).sort({ _id: 1 }).toArray();
      const parts = partsOf(rows).map(([part, ids]) => [`${name}/${part}`, ids] as const);
      for (const [named, ids] of [...parts, ...inStates(name, rows)]) found.set(named, ids);
      if (rows.length) found.set(name === "_log" ? `${service}_log` : name, inOrder(rows));
      const own = ofFirstPlatform(org_id, rows);
      found.set(`own ${name}`, inOrder(own));
    }
  }
  return found;
}

/** Firms and people there, the words that sort them, and an order of theirs. */
async function wholesale({ ok }: Client): Promise<void> {
  const word = async (path: string): Promise<string> => {
    const { id } = await ok.post(path, { name: "Plain" });
    await ok.post(path, { name: "Spare" });
    return id;
  };
  const [type_id, , , channel_id] = [
    await word("/customer-types"),
    await word("/customer-segments"),
    await word("/brokers"),
    await word("/order-channels"),
  ];
  const vendor = await ok.post("/vendors", { name: "Spare mill" });
  const firm = await ok.post("/business-customers", { name: "Grocer", type_id });
  const contact = await ok.post("/contacts", { first_name: "Ida" });
  await ok.post(`/contacts/${contact.id}/methods`, { type: "phone", value: "1" });
  await ok.post("/contact-links", { contact_id: contact.id, entity_type: "vendor", entity_id: vendor.id });
  const sku_id = (await ok.get("/skus?limit=1")).data[0].id;
  const order = {
    business_customer_id: firm.id,
    channel_id,
    lines: [{ sku_id, quantity: 2, unit_price: 5 }],
  };
  for (const status of ["received", "entered"]) await ok.post("/sales-orders", { ...order, status });
}

/** A platform with users, offers and somebody who waits. */
async function marketplace({ ok }: Client): Promise<void> {
  const platform_id = (await ok.post("/platforms", { name: "Market", provider: "simulated" })).id;
  for (const n of [1, 2, 3])
    await ok.post("/marketplace-users", { platform_id, email: `user${n}@market.example` });
  const { id: product_id } = await ok.post("/products", { platform_id, name: "Hat", base_price: 300_000 });
  for (const name of ["Red", "Blue"]) await ok.post("/variants", { product_id, name, base_price: 1 });
  for (const n of [1, 2])
    await ok.post("/waitlist-entries", { platform_id, email: `guest${n}@market.example` });
}

async function twin(): Promise<Twin> {
  const client = await backroom.organization("Twin");
  await fillShop(client);
  const { ok } = client;
  // Things of which the small shop has none, or the last of which is the one that works here.
  await ok.post("/customers", { first_name: "Bob" }).catch(() => undefined);
  for (const name of ["Coats", "Hats"]) await ok.post("/categories", { name });
  for (const word of ["brands", "sizes", "colors", "fabrics"]) await ok.post(`/${word}`, { name: "Plain" });
  await ok.post("/registers", { name: "Till", store_id: (await ok.get("/stores")).data[0].id });
  await ok.post("/api-keys", { name: "Spare", access: "read_only" });
  await ok.post("/members", { email: `spare@${randomUUID().slice(0, 8)}.example`, role: "member" });
  await ok.post("/webhook-endpoints", { url: "https://example.com/hook", event_types: ["tax.created"] });
  await office(client);
  await wholesale(client);
  await marketplace(client);
  const { slug } = (await ok.get("/organizations")).data[0];
  expect(await breachesIn(backroom)).toEqual([]);
  const ids = await rowsOf(client.organization_id);
  ids.set("toggles", [toggle]);
  return { ...client, slug, ids };
}

/** Business units, roles, words, a quote, and an order that is shipped and paid in part. */
async function office({ ok }: Client): Promise<void> {
  await ok.post("/business-units", { name: "Annex" });
  await ok.post("/roles", { name: "Clerk" });
  const { id } = await ok.post("/dictionaries", { key: "finishes", name: "Finishes" });
  await ok.post("/dictionary-entries", { dictionary_id: id, value: "matt" });
  for (const path of ["/shipping-methods", "/payment-method-kinds", "/delivery-windows"])
    await ok.post(path, { name: "Standard", code: "standard" });
  await ok.post("/sales-tags", { slug: "fair", label: "Fair" });
  await ok.post("/price-kinds", { code: "trade", title: "Trade" });
  await ok.post("/rate-sources", { provider: "Custom" });
  const line = { name: "Coat", quantity: 1_000_000, price_net: 1_000_000, currency: "USD" };
  const sold = { currency: "USD", lines: [line], adjustments: [{ kind: "custom" }] };
  await ok.post("/sales-quotes", sold);
  const order = await ok.post("/customer-orders", sold);
  for (const path of ["/sales-quotes", "/customer-orders"]) {
    const [{ id: document }] = (await ok.get(path)).data;
    await ok.post(`${path}/${document}/addresses`, { address_line1: "Long Street 1" });
  }
  await ok.post(`/customer-orders/${order.id}/payments`, { amount: 1, currency: "USD" });
  await ok.post(`/customer-orders/${order.id}/shipments`, {
    items: [{ line_id: order.lines[0].id, quantity: 1 }],
  });
  await ok.post("/document-notes", { context_kind: "order", context_id: order.id, body: "Call first." });
}

beforeAll(async () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  backroom = await startBackroom({ log });
  connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const made = { identifier: "new_till", name: "New till", type: "boolean", default_value: "false" };
  toggle = (await backroom.owner.ok.post("/feature-toggles", made)).id;
  pressed = await twin();
  calm = await twin();
});
afterAll(async () => {
  await connection?.close();
  await backroom?.stop();
});

/** What a word of a path or a field names. */
const meant: Record<string, string> = {
  ...{ product: "items", seller: "accounts", customer: "accounts", vendor: "accounts", coworker: "members" },
  ...{
    remittance: "payouts",
    person: "accounts",
    parent: "categories",
    material: "fabrics",
    line: "sale_lines",
  },
};
const wireWords: Record<string, string> = {
  ...{ products: "items", sellers: "accounts", "seller-remittances": "payouts", coworkers: "members" },
  ...{ "item-categories": "categories", materials: "fabrics" },
};
/** Candle's words, each with the prefix of its ids. */
const candleWords: Record<string, readonly [string, string]> = {
  ...{ users: ["marketplace_users", "user"], user: ["marketplace_users", "user"] },
  ...{ products: ["variants", "prod"], platforms: ["platforms", "plat"] },
  waitlists: ["waitlist_entries", "wlist"],
};

/** Mercato's words, whose ids stand in bodies. */
const mercatoWords: Record<string, string> = {
  ...{
    organizations: "business_units",
    users: "members",
    people: "contacts",
    companies: "business_customers",
  },
  ...{ addresses: "customer_addresses", channels: "order_channels", quotes: "sales_quotes" },
  ...{ orders: "customer_orders", tags: "sales_tags", "tax-rates": "taxes", notes: "document_notes" },
  ...{ "payment-methods": "payment_method_kinds", shipments: "customer_orders/shipments" },
  ...{ payments: "customer_orders/payments", "order-lines": "customer_orders/lines" },
  ...{ "quote-lines": "sales_quotes/lines", "order-adjustments": "customer_orders/adjustments" },
  "quote-adjustments": "sales_quotes/adjustments",
};
const mercatoIds: Record<string, string> = {
  ...{ quoteId: "sales_quotes", orderId: "customer_orders", documentId: "customer_orders" },
  ...{ contextId: "customer_orders", entityId: "contacts", orderLineId: "customer_orders/lines" },
};
/** Pharus' words for what is called otherwise here. */
const pharusWords: Record<string, string> = {
  ...{ "work-orders": "make_orders", "production-orders": "make_orders", customers: "business_customers" },
  ...{ "work-order-receipts": "make_receipts", "production-order-receipts": "make_receipts" },
  "purchase-order-receipts": "purchase_receipts",
};

/** The id of an entry of the collection that the path ends with, where the dialect has it in the body. */
function idInBody({ path, method }: Route, twin: Twin): Json {
  if (!path.startsWith("/mercato/") || method === "POST") return {};
  const word = path.split("/").at(-1)!;
  const id = twin.ids.get(mercatoWords[word] ?? word.replaceAll("-", "_"))?.at(-1);
  return id ? { id } : {};
}

/** The collection that a word of a path stands for, and how the wire spells its ids. */
function meantBy({ path }: Route, word: string): { named: string; spell(id: string): string } {
  const [own, prefix] = (path.startsWith("/candle/") && candleWords[word]) || [];
  if (own) return { named: `own ${own}`, spell: (id) => `${prefix}_${id.replaceAll("-", "")}` };
  const state = Object.entries(states).find(([, { of, path: at }]) => of === word && at.test(path));
  if (state) return { named: state[0], spell: (id) => id };
  const words = path.startsWith("/pharus/") ? pharusWords : path.startsWith("/api/") ? {} : wireWords;
  const known = words[word];
  return { named: (known ?? word).replaceAll("-", "_"), spell: (id) => id };
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function collectionOf(name: string, { ids }: Twin): string[] {
  const meansOne = mercatoIds[name];
  if (meansOne) return ids.get(meansOne) ?? [];
  const whole = snake(name).replace(/_?ids?$/, "");
  const bare = whole.replace(/.*_(?=\w+$)/, "");
  for (const word of [
    `${whole}s`,
    meant[bare],
    bare,
    `${bare}s`,
    `${bare.replace(/y$/, "ies")}`,
    `${bare}es`,
  ])
    if (word && ids.has(word)) return ids.get(word)!;
  return [];
}

/** The nth of what the last word before a `{name}` means; both twins have theirs in the same order. */
function pathOf(route: Route, twin: Twin, nth: number): string {
  const words = route.path.split("/");
  const given: Record<string, string> = { organization_slug: twin.slug };
  for (const [i, word] of words.entries()) {
    const name = /^\{(\w+)\}$/.exec(word)?.[1];
    if (!name || name === "organization_slug") continue;
    const { named, spell } = meantBy(route, words[i - 1]!);
    const whole = words[i - 3]?.replaceAll("-", "_");
    const rows = twin.ids.get(`${whole}/${named}`) ?? twin.ids.get(named) ?? collectionOf(name, twin);
    // A key or a member that is deleted is the spare one.
    const spare = named === "api_keys" || named === "members";
    if (rows.length) given[name] = spell(rows[spare ? rows.length - 1 : nth % rows.length]!);
  }
  return filled(route, given);
}

/** Sample ids become ids of the twin's own things, by the names of their fields. */
function owned(value: Json, name: string, twin: Twin): Json {
  if (value === SAMPLE || (typeof value === "string" && /(_id|[a-z]Id)$/.test(name)))
    return collectionOf(name, twin)[0] ?? value;
  if (Array.isArray(value)) return value.map((each) => owned(each, name, twin));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, owned(each, field, twin)]));
}

/** What is required, and of what is not the first texts: a change of nothing would change nothing. */
function bodyFor(route: Route, twin: Twin): Json {
  if (route.fields.length === 0) return undefined;
  const more = route.fields.filter(({ name }) =>
    /^(name|displayName|title|memo|note|reason|description|address_line1)$/.test(name),
  );
  const texts = Object.fromEntries(more.map(({ name, schema }) => [name, sampled(schema, name)]));
  return owned({ ...texts, ...bodyOf(route), ...idInBody(route, twin) }, "", twin);
}

type Reply = { status: number; body: Json; replayed: boolean };

async function send(route: Route, twin: Twin, path: string, body: Json, key: string): Promise<Reply> {
  const response = await fetch(backroom.url + path, {
    method: route.method,
    headers: {
      authorization: `Bearer ${twin.key}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const replayed = response.headers.get("idempotency-replayed") === "true";
  return {
    status: response.status,
    body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text,
    replayed,
  };
}

const isBusy = ({ status, body }: Reply): boolean =>
  status === 409 && JSON.stringify(body).includes("request_in_progress");
/** What is the same however often it is told. */
const same = ({ status, body }: Reply) => ({
  status,
  body: JSON.stringify(body, (name, value) => (/^request_?id$/i.test(name) ? undefined : value)),
});

/** The body with one value that is another one. */
function otherBody(body: Json): Json {
  const [name] =
    Object.entries<Json>(body ?? {}).find(
      ([, value]) => typeof value === "string" && /^some[ -]/.test(value),
    ) ?? [];
  return name
    ? { ...body, [name]: `${body[name]}${String(body[name]).includes(" ") ? " " : "-"}else` }
    : undefined;
}

const failures: string[] = [];
const tally = { routes: 0, done: 0, refused: 0, mismatches: 0 };
const doneBy = new Map<string, { routes: number; done: number }>();

async function repeatedly(route: Route, nth: number): Promise<void> {
  const key = randomUUID();
  const named = `${route.method} ${route.path}`;
  const [path, body] = [pathOf(route, pressed, nth), bodyFor(route, pressed)];
  const [replies, once] = await Promise.all([
    Promise.all(Array.from({ length: AT_ONCE }, () => send(route, pressed, path, body, key))),
    send(route, calm, pathOf(route, calm, nth), bodyFor(route, calm), key),
  ]);
  const last = await send(route, pressed, path, body, key);
  const told = new Map(
    [...replies.filter((reply) => !isBusy(reply)), last].map((reply) => [JSON.stringify(same(reply)), reply]),
  );
  const own = doneBy.get(route.dialect) ?? { routes: 0, done: 0 };
  doneBy.set(route.dialect, own);
  for (const counts of [tally, own]) {
    counts.routes += 1;
    if (last.status < 300) counts.done += 1;
  }
  if (last.status >= 300) tally.refused += 1;
  if (told.size > 1)
    failures.push(
      `${named} is told ${told.size} ways: ${[...told.keys()].map((each) => each.slice(0, 200)).join(" — ")}`,
    );
  if (once.status !== last.status)
    failures.push(
      `${named}: ${last.status}, and another tenant's is ${once.status} ${JSON.stringify([last.body, once.body]).slice(0, 400)}`,
    );
  if (last.status < 300 && !last.replayed)
    failures.push(`${named}: ${last.status} is not said to be a repetition`);
  if (once.replayed) failures.push(`${named}: another tenant is told what ours was told`);
  const other = last.status < 300 ? otherBody(body) : undefined;
  if (other === undefined) return;
  const refused = await send(route, pressed, path, other, key);
  tally.mismatches += 1;
  // A dialect whose clients know no 422 says 400, with the reason beside it.
  if (
    ![400, 409, 422].includes(refused.status) ||
    !JSON.stringify(refused.body).includes("idempotency_mismatch")
  )
    failures.push(
      `${named} with another body: ${refused.status} ${JSON.stringify(refused.body).slice(0, 200)}`,
    );
}

/** What only computes or answers anyone alike, though it takes a body: nothing of it is kept. */
const computes =
  /\/(quote|price-suggestions|item-labels|classify|feature-check|auth\/locale|auth\/reset|utils\/ge?nerate\/username|utils\/estimate\/fee)$/;

/** What only the organization that operates the installation writes, which neither twin is. */
const ofOperator = /\/(feature-toggles|feature_toggles\/global)(\/|$)/;

const order = { POST: 0, PUT: 1, PATCH: 2, DELETE: 3 } as Record<string, number>;

test("every route that changes something: once, however often it is asked", async () => {
  const routes = (await routesOf(backroom.url, pressed.key))
    .filter(({ method, path }) => method !== "GET" && !computes.test(path) && !ofOperator.test(path))
    .sort((a, b) => order[a.method]! - order[b.method]!);
  for (const [nth, route] of routes.entries()) await repeatedly(route, nth);
  process.stdout.write(`idempotency: ${JSON.stringify(tally)}\n`);
  expect(failures).toEqual([]);
  // What is refused for its sample values proves little: most of the routes must have done something, and a good part of those
  // of dialects whose words the samples know less of.
  const shareOf = (dialects: string[]) => {
    const counted = dialects.flatMap((each) => doneBy.get(each) ?? []);
    const sum = (of: "done" | "routes") => counted.reduce((all, each) => all + each[of], 0);
    return sum("done") / sum("routes");
  };
  expect(shareOf(["native", "circular", "consigncloud"])).toBeGreaterThan(1 / 2);
  for (const dialect of ["mercato", "pharus"]) expect(shareOf([dialect])).toBeGreaterThan(1 / 5);
  expect(shareOf(["candle"])).toBeGreaterThan(1 / 12);
  expect(tally.mismatches).toBeGreaterThan(tally.done / 4);
}, 400_000);

/** Attempts that were given up leave a mark, by which one that comes late takes no stock: how many there are, is chance. */
const marks = /^stock_takings\b/;

test("afterwards both twins hold as many of everything", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
  const counts = async ({ organization_id }: Twin) =>
    Object.fromEntries(
      [...(await rowsOf(organization_id))].flatMap(([name, ids]) =>
        marks.test(name) ? [] : [[name, ids.length]],
      ),
    );
  // What follows from requests by itself may take its time in one of them.
  await until(async () => isDeepStrictEqual(await counts(pressed), await counts(calm)), "both").catch(
    async () => expect(await counts(pressed)).toEqual(await counts(calm)),
  );
});

type Crowded = [
  name: string,
  path: string,
  body: (store: string, account: string, item: string) => Json,
  list: string,
];
const crowds: readonly Crowded[] = [
  [
    "an item",
    "/api/v1/items",
    (store_id) => ({ title: "One", tag_price: 100, inventory_type: "retail", store_id }),
    "/items",
  ],
  [
    "a ring-up",
    "/api/v1/sales/ring-up",
    (store_id, _account, item_id) => ({
      store_id,
      lines: [{ item_id }],
      payments: [{ type: "cash", amount: 99_000 }],
    }),
    "/sales",
  ],
  [
    "a payout",
    "/api/v1/payouts",
    (_store, account_id) => ({ account_id, amount: 10, method: "cash" }),
    "/payouts",
  ],
  [
    "an entry",
    "/api/v1/balance-entries",
    (_store, account_id) => ({ account_id, amount: 70, memo: "By hand" }),
    "/balance-entries",
  ],
  [
    "a sale of ConsignCloud",
    "/consigncloud/api/v1/sales",
    (location, _account, item) => ({ location, items: [item], payments: [{ type: "cash", amount: 99_000 }] }),
    "/sales",
  ],
  [
    "a remittance of Circular",
    "/circular/api/{slug}/seller-remittances",
    (_store, seller_id) => ({ seller_id, amount: 0.2, completed: false }),
    "/payouts",
  ],
];

test.each(crowds)(`${CROWD} at once under one key: %s is made once`, async (_name, path, bodyOfIt, list) => {
  const client = await backroom.organization("Crowd");
  const { ok } = client;
  const [{ slug }] = (await ok.get("/organizations")).data;
  const store = await ok.post("/stores", { name: "Main Street", timezone: "UTC" });
  const account = await ok.post("/accounts", {
    first_name: "Ada",
    is_vendor: true,
    default_split: 600_000,
  });
  await ok.post("/balance-entries", { account_id: account.id, amount: 90_000, memo: "Opening" });
  const consigned = { inventory_type: "consignment", account_id: account.id };
  const item = await ok.post("/items", {
    title: "Coat",
    tag_price: 9000,
    store_id: store.id,
    ...consigned,
  });
  const before = (await ok.get(`${list}?include=count`)).count;
  const key = randomUUID();
  const route = { method: "POST" } as Route;
  const twin = client as unknown as Twin;
  const at = path.replace("{slug}", slug);
  const replies = await Promise.all(
    Array.from({ length: CROWD }, () => send(route, twin, at, bodyOfIt(store.id, account.id, item.id), key)),
  );
  const last = await send(route, twin, at, bodyOfIt(store.id, account.id, item.id), key);
  for (const reply of replies) if (!isBusy(reply)) expect(same(reply)).toEqual(same(last));
  expect(last).toMatchObject({ replayed: true });
  expect([200, 201]).toContain(last.status);
  expect((await ok.get(`${list}?include=count`)).count).toBe(before + 1);
});
