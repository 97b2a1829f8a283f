/** Webhooks as a receiver and an operator see them (section 16), against a receiver on this machine. */
import mongoose from "mongoose";
import { Webhook } from "standardwebhooks";
import { catalogue, sources } from "../../services/platform/webhooks/catalogue.ts";
import { delaysMs } from "../../services/platform/webhooks/retries.rules.ts";
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { documentation } from "../support/documented.ts";
import { type Got, type Receiver, startReceiver } from "../support/receiver.ts";
import { openShop } from "../support/shop.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let room: Backroom;
let receiver: Receiver;
let ahead = 0;
let setBack: () => void;
beforeAll(async () => {
  setBack = setClock(() => Date.now() + ahead);
  receiver = await startReceiver();
  room = await startBackroom({ settings: { WEBHOOKS_ALLOWED_HOSTS: receiver.host } });
});
afterAll(async () => {
  await receiver.stop();
  await room.stop();
  setBack();
});
afterEach(() => {
  ahead = 0;
});

/** A shop of its own with one endpoint at a path of its own. */
let paths = 0;
async function shopWith(more: object = {}, client?: Client) {
  const owner = client ?? (await room.organization(`Shop ${++paths}`));
  const path = `/hook-${++paths}`;
  const endpoint = await owner.ok.post("/webhook-endpoints", {
    url: receiver.url(path),
    event_types: ["*"],
    ...more,
  });
  return { owner, path, endpoint, got: () => receiver.got(path) };
}

async function withDatabase<T>(run: (connection: mongoose.Connection) => Promise<T>): Promise<T> {
  const connection = await mongoose.createConnection(room.mongo_url).asPromise();
  try {
    return await run(connection);
  } finally {
    await connection.close();
  }
}

/** The types of all events in all services' logs. */
const toldTypes = () =>
  withDatabase(async (connection) => {
    const of = (service: string) =>
      connection.useDb(`${room.namespace}_${service}`).collection("_log").distinct("events.type");
    return (await Promise.all(sources.map(of))).flat() as string[];
  });

const tax = ({ ok }: Client, name: string) => ok.post("/taxes", { name, rate_ppm: 1, type: "exclusive" });
const deliveries = async ({ ok }: Client, query = ""): Promise<Json[]> =>
  (await ok.get(`/webhook-deliveries?sort=created_at&limit=100${query}`)).data;
const sent = (got: () => Got[], count: number) =>
  until(async () => got().length >= count && got(), `${count} deliveries`);
/** So many deliveries, each of which is as wanted. */
const every = (owner: Client, count: number, wanted: (each: Json) => boolean) =>
  until(async () => {
    const all = await deliveries(owner);
    return all.length === count && all.every(wanted) && all;
  }, `${count} deliveries as wanted`);
const delivery = (owner: Client, wanted: (each: Json) => boolean) =>
  until(async () => (await deliveries(owner)).find(wanted), "the delivery");

test("WHK-1: a sale reaches an endpoint signed, as sale.finalized and one item.sold for each line", async () => {
  const { owner, got, endpoint } = await shopWith({ event_types: ["sale.finalized", "item.sold"] });
  const shop = await openShop(owner);
  const [one, two] = [await shop.piece(), await shop.piece(5000)];
  const open = await shop.open(one, two);
  const sale = await owner.ok.post(`/sales/${open.id}/finalize`, {
    payments: [{ type: "cash", amount: open.total }],
  });
  const all = await sent(got, 3);
  expect(endpoint.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  for (const { headers, body } of all)
    expect(new Webhook(endpoint.secret).verify(body, headers as Record<string, string>)).toEqual(
      JSON.parse(body),
    );
  expect(() => new Webhook(endpoint.secret).verify(`${all[0]!.body} `, all[0]!.headers as never)).toThrow();
  const byType = (type: string) => all.map(({ json }) => json).filter((each) => each.type === type);
  expect(byType("sale.finalized")).toEqual([
    {
      type: "sale.finalized",
      timestamp: expect.any(String),
      data: {
        sale: expect.objectContaining({ id: sale.id, total: sale.total, status: "finalized" }),
        event_id: expect.any(String),
        mode: "live",
        seq: expect.any(Number),
        aggregate: { kind: "sale", id: sale.id, seq: expect.any(Number) },
      },
    },
  ]);
  const lines = byType("item.sold").map(({ data }) => data);
  expect(lines.map((each) => each.item_id).sort()).toEqual([one, two].sort());
  const line = sale.lines.find((each: Json) => each.item_id === two);
  expect(lines.find((each) => each.item_id === two)).toMatchObject({
    sale_id: sale.id,
    line_id: line.id,
    account_id: shop.consignor,
    quantity: 1,
    price_paid: line.price_paid,
    consignor_portion: line.consignor_portion,
    currency: "USD",
  });
  // Each event came once, under an id of its own.
  expect(new Set(all.map(({ headers }) => headers["webhook-id"])).size).toBe(3);
  expect(got()).toHaveLength(3);
});

test("every type that is told is in the catalogue", async () => {
  const { owner, got } = await shopWith();
  const shop = await openShop(owner);
  const item = await shop.piece();
  await owner.ok.patch(`/items/${item}`, { title: "Other" });
  const open = await shop.open(item);
  await owner.ok.post(`/sales/${open.id}/finalize`, { payments: [{ type: "cash", amount: open.total }] });
  await owner.ok.post("/api-keys", { name: "Till" });
  await owner.ok.post("/registers", { name: "Till", store_id: shop.store });
  await owner.ok.post("/batches", { account_id: shop.consignor });
  await until(async () => {
    const types = new Set(got().map(({ json }) => json.type));
    return [
      "sale.finalized",
      "balance.changed",
      "api_key.created",
      "register.created",
      "batch.created",
    ].every((type) => types.has(type));
  }, "the events");
  const known = new Set(catalogue.map(({ type }) => type));
  expect((await toldTypes()).filter((type) => !known.has(type))).toEqual([]);
});

test("INV-31: a secret is shown once; a repeated request shows it again, a reading never", async () => {
  const owner = await room.organization("Secrets");
  const body = { url: receiver.url("/secret"), event_types: ["*"] };
  const key = { "idempotency-key": "make-endpoint-1" };
  const made = await owner.post("/webhook-endpoints", body, key);
  expect((await owner.post("/webhook-endpoints", body, key)).body).toEqual(made.body);
  const { secret, ...rest } = made.body;
  const read = await owner.ok.get(`/webhook-endpoints/${rest.id}`);
  expect(read).toEqual(rest);
  await sent(() => receiver.got("/secret"), 1);
  const seen = JSON.stringify([
    receiver.got("/secret"),
    await owner.ok.get("/audit"),
    await owner.ok.get("/webhook-endpoints"),
  ]);
  expect(seen).not.toContain(secret);
  // The address is often as good as a secret: not in events and audit records.
  expect(
    JSON.stringify([receiver.got("/secret").map(({ json }) => json), await owner.ok.get("/audit")]),
  ).not.toContain(receiver.url("/secret"));
});

test.each([
  [{ url: "http://example.com/x" }, "/url"],
  [{ url: "https://127.0.0.1/x" }, "/url"],
  [{ url: "https://10.1.2.3:8443/x" }, "/url"],
  [{ url: "https://example.com:25/x" }, "/url"],
  [{ event_types: ["sale.finalised"] }, "/event_types/0"],
  [{ event_types: ["*", "sales.*"] }, "/event_types/1"],
  [{ event_types: [] }, "/event_types"],
  [{ style: "xml" }, "/style"],
])("WHK-5: %j is refused", async (wrong, pointer) => {
  const body = { url: "https://example.com/x", event_types: ["*"], ...wrong };
  const { status, body: problem } = await room.owner.post("/webhook-endpoints", body);
  expect(status).toBe(400);
  expect(problem.errors.map((each: Json) => each.pointer)).toContain(pointer);
});

test("WHK-3: tried again at its times under the same id, then failed; nothing is sent in between", async () => {
  const { owner, path, got } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 500, body: "<b>broken</b>" });
  await tax(owner, "One");
  for (const [made, delay] of delaysMs.entries()) {
    ahead += Math.ceil(delay * 1.1);
    const tried = await delivery(owner, ({ tries }) => tries === made + 1);
    const next = tried.next_at === null ? null : Date.parse(tried.next_at);
    if (made < delaysMs.length - 1)
      expect(next).toBeGreaterThan(Date.parse(tried.last_attempt_at) + delaysMs[made + 1]! * 0.89);
    else expect(tried).toMatchObject({ status: "failed", next_at: null, tries: 12 });
  }
  const [one] = await deliveries(owner);
  expect(one.attempts.at(-1)).toMatchObject({ status_code: 500, answer: "<b>broken</b>", error: null });
  expect(new Set(got().map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(got().map(({ body }) => body)).size).toBe(1);
  // Probes are tried too, every five minutes at most: here one for each step that is longer.
  expect(one.attempts.length).toBe(got().length);
  expect(got().length).toBeLessThanOrEqual(20);
});

test("WHK-3a: the first success pulls forward what waits for hours", async () => {
  const { owner, path, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 500 });
  for (const name of ["One", "Two", "Three"]) await tax(owner, name);
  await every(owner, 3, ({ tries }) => tries === 1);
  for (const step of [6000, 34_000, 2.3 * MINUTE, 6 * MINUTE, 34 * MINUTE]) {
    ahead += step;
    await every(owner, 3, ({ next_at }) => Date.parse(next_at) > Date.now() + ahead + 20_000);
  }
  const failing = await owner.ok.get(`/webhook-endpoints/${endpoint.id}`);
  expect(failing.failing_since).not.toBeNull();
  // The next attempts by the schedule are two hours away; the probe comes in five minutes.
  receiver.answer(path, { status: 200 });
  const before = got().length;
  ahead += 6 * MINUTE;
  await every(owner, 3, ({ status }) => status === "succeeded");
  expect(got().length).toBe(before + 3);
  expect(await owner.ok.get(`/webhook-endpoints/${endpoint.id}`)).toMatchObject({ failing_since: null });
});

test("WHK-3a: a test that succeeds brings at once what waits, however late it was tried", async () => {
  const { owner, path, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 500 });
  for (const name of ["One", "Two"]) await tax(owner, name);
  for (const step of [0, 6000, 34_000, 2.3 * MINUTE]) {
    ahead += step;
    await every(owner, 2, ({ next_at }) => Date.parse(next_at) > Date.now() + ahead);
  }
  receiver.answer(path, { status: 200 });
  await owner.ok.post(`/webhook-endpoints/${endpoint.id}/test`);
  await every(owner, 3, ({ status }) => status === "succeeded");
  expect(got().at(-1)!.json.type).toBe("tax.created");
});

test("WHK-4: replaying one that waits means now, and leaves its schedule", async () => {
  const { owner, path } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 500 });
  await tax(owner, "One");
  // Until the next try is minutes away.
  for (const [made, delay] of delaysMs.slice(0, 4).entries()) {
    ahead += delay * 1.1;
    await delivery(owner, ({ tries }) => tries > made);
  }
  const waiting = await delivery(owner, ({ tries }) => tries >= 4);
  receiver.answer(path, { status: 418 });
  expect(await owner.ok.post(`/webhook-deliveries/${waiting.id}/replay`)).toMatchObject({
    status: "pending",
  });
  const tried = await delivery(owner, ({ attempts }) => attempts.at(-1).status_code === 418);
  expect(tried).toMatchObject({ tries: waiting.tries, next_at: waiting.next_at });
  receiver.answer(path, { status: 200 });
  await owner.ok.post(`/webhook-deliveries/${waiting.id}/replay`);
  await delivery(owner, ({ status }) => status === "succeeded");
});

test("disabling ends what waits, however soon the endpoint is enabled again", async () => {
  const { owner, path, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 500 });
  await tax(owner, "One");
  await delivery(owner, ({ tries }) => tries >= 1);
  await owner.ok.patch(`/webhook-endpoints/${endpoint.id}`, { status: "disabled" });
  await owner.ok.patch(`/webhook-endpoints/${endpoint.id}`, { status: "enabled" });
  receiver.answer(path, { status: 200 });
  const before = got().length;
  await tax(owner, "Two");
  const two = await delivery(owner, ({ status }) => status === "succeeded");
  expect(JSON.parse(two.body).data.name).toBe("Two");
  await delivery(owner, ({ status }) => status === "failed");
  ahead += 6000;
  await tax(owner, "Three");
  await sent(got, before + 2);
  expect(
    got()
      .slice(before)
      .map(({ json }) => json.data.name),
  ).toEqual(["Two", "Three"]);
});

test("WHK-3: after five days without success an endpoint is disabled, and another one is told", async () => {
  const { owner, path, endpoint } = await shopWith({ event_types: ["tax.created"] });
  const other = await shopWith({ event_types: ["webhook.disabled"] }, owner);
  receiver.answer(path, { status: 500 });
  await tax(owner, "One");
  await delivery(owner, ({ tries }) => tries === 1);
  ahead = 5 * DAY + HOUR;
  const [told] = await sent(other.got, 1);
  expect(told!.json).toMatchObject({
    type: "webhook.disabled",
    data: { endpoint_id: endpoint.id, reason: "failing", failing_since: expect.any(String) },
  });
  expect(await owner.ok.get(`/webhook-endpoints/${endpoint.id}`)).toMatchObject({
    status: "disabled",
    disabled_reason: "failing",
  });
  await delivery(owner, ({ endpoint_id, status }) => endpoint_id === endpoint.id && status === "failed");
});

test("WHK-2: 410 disables at once; enabling and replaying brings what was missed", async () => {
  const { owner, path, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 410 });
  await tax(owner, "One");
  const failed = await delivery(owner, ({ status }) => status === "failed");
  const read = await owner.ok.get(`/webhook-endpoints/${endpoint.id}`);
  expect(read).toMatchObject({ status: "disabled", disabled_reason: "gone" });
  expect((await owner.post(`/webhook-deliveries/${failed.id}/replay`)).status).toBe(409);
  expect((await owner.post(`/webhook-endpoints/${endpoint.id}/test`)).status).toBe(409);
  receiver.answer(path, { status: 200 });
  await owner.ok.patch(`/webhook-endpoints/${endpoint.id}`, { status: "enabled" });
  expect(await owner.ok.post(`/webhook-deliveries/${failed.id}/replay`)).toMatchObject({ status: "pending" });
  const done = await delivery(owner, ({ status }) => status === "succeeded");
  expect(done.attempts.map((each: Json) => each.status_code)).toEqual([410, 200]);
  expect(got()[0]!.headers["webhook-id"]).toBe(got()[1]!.headers["webhook-id"]);
});

test("WHK-2: a redirect is a failure and not followed; a long answer is cut", async () => {
  const { owner, path } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 302, headers: { location: receiver.url("/elsewhere") } });
  await tax(owner, "One");
  const tried = await delivery(owner, ({ tries }) => tries === 1);
  expect(tried.attempts[0]).toMatchObject({ status_code: 302, error: expect.stringContaining("redirect") });
  expect(receiver.got("/elsewhere")).toEqual([]);
  receiver.answer(path, { status: 200, body: "x".repeat(100_000) });
  ahead += 6000;
  const done = await delivery(owner, ({ status }) => status === "succeeded");
  expect(done.attempts[1].answer).toHaveLength(1024);
});

test("WHK-2: Retry-After leaves the whole endpoint alone until then", async () => {
  const { owner, path, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  receiver.answer(path, { status: 503, headers: { "retry-after": "120" } });
  await tax(owner, "One");
  await delivery(owner, ({ tries }) => tries === 1);
  receiver.answer(path, { status: 200 });
  await tax(owner, "Two");
  await every(owner, 2, () => true);
  const resting = await owner.ok.get(`/webhook-endpoints/${endpoint.id}`);
  expect(Date.parse(resting.slow_until)).toBeGreaterThan(Date.now() + 100_000);
  // A second endpoint shows that the worker has looked at this moment.
  const other = await shopWith({ event_types: ["tax.created"] }, owner);
  await tax(owner, "Three");
  await sent(other.got, 1);
  expect(got()).toHaveLength(1);
  ahead += 130_000;
  await every(owner, 4, ({ status }) => status === "succeeded");
});

test("WHK-4: an endpoint that never answers has four on their way and delays no other", async () => {
  const { owner, path, got } = await shopWith({ event_types: ["tax.created"] });
  const other = await shopWith({ event_types: ["tax.created"] }, owner);
  receiver.answer(path, "silence");
  for (let i = 0; i < 8; i++) await tax(owner, `Tax ${i}`);
  await sent(other.got, 8);
  await until(async () => receiver.waiting(path) === 4, "four on their way");
  expect(got()).toHaveLength(4);
});

test("WHK-1: for a day after a rotation both secrets sign, then the new one alone", async () => {
  const { owner, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  const rotated = await owner.ok.post(`/webhook-endpoints/${endpoint.id}/rotate-secret`);
  expect(rotated.secret).not.toBe(endpoint.secret);
  await tax(owner, "One");
  const [both] = await sent(got, 1);
  for (const secret of [endpoint.secret, rotated.secret])
    expect(() => new Webhook(secret).verify(both!.body, both!.headers as never)).not.toThrow();
  ahead = DAY + MINUTE;
  await tax(owner, "Two");
  const [, alone] = await sent(got, 2);
  const { headers, body } = alone!;
  const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
  const sign = (secret: string) => new Webhook(secret).sign(String(headers["webhook-id"]), at, body);
  expect(headers["webhook-signature"]).toBe(sign(rotated.secret));
  expect(both!.headers["webhook-signature"]).not.toBe(headers["webhook-signature"]);
});

test("a secret that cannot be read any more fails the delivery and says so; a new one mends it", async () => {
  const { owner, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  await withDatabase(async (connection) => {
    const endpoints = connection.useDb(`${room.namespace}_platform`).collection("webhook_endpoints");
    await endpoints.updateOne(
      { _id: endpoint.id },
      { $set: { secret: "c2VhbGVkIHdpdGggYW5vdGhlciBrZXkgdGhhbiBvdXJz" } },
    );
  });
  await tax(owner, "One");
  const failed = await delivery(owner, ({ tries }) => tries === 1);
  expect(failed.attempts[0].error).toContain("rotate it");
  const { secret } = await owner.ok.post(`/webhook-endpoints/${endpoint.id}/rotate-secret`);
  ahead += 6000;
  const [one] = await sent(got, 1);
  expect(() => new Webhook(secret).verify(one!.body, one!.headers as never)).not.toThrow();
});

test("WHK-4: a range is replayed, in its order, without what is outside or still waiting", async () => {
  const { owner, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  for (const name of ["One", "Two", "Three"]) await tax(owner, name);
  await sent(got, 3);
  const done = await every(owner, 3, ({ status }) => status === "succeeded");
  const [first, , third] = done.toSorted((a, b) => (a.occurred_at < b.occurred_at ? -1 : 1));
  const replay = `/webhook-endpoints/${endpoint.id}/replay`;
  const range = { from: first.occurred_at, to: third.occurred_at };
  expect(await owner.ok.post(replay, { ...range, only: "failed" })).toEqual({ replayed: 0 });
  expect(await owner.ok.post(replay, range)).toEqual({ replayed: 2 });
  const all = await sent(got, 5);
  const names = all.slice(3).map(({ json }) => json.data.name);
  expect(names.sort()).toEqual(["One", "Two"]);
  expect((await owner.post(replay, { from: range.to, to: range.from })).body.errors[0].pointer).toBe("/to");
});

test("a test event, and the style that ConsignCloud's receivers read (WHK-6)", async () => {
  const { owner, endpoint, got } = await shopWith({ event_types: ["item.sold"], style: "with_payload" });
  const made = await owner.post(`/webhook-endpoints/${endpoint.id}/test`);
  expect(made).toMatchObject({ status: 202, body: { type: "webhook.test", status: "pending" } });
  const [one] = await sent(got, 1);
  expect(one!.json).toMatchObject({
    type: "webhook.test",
    data: { endpoint_id: endpoint.id },
    payload: { endpoint_id: endpoint.id },
  });
  const shop = await openShop(owner);
  const item = await shop.piece();
  const sale = await shop.open(item);
  await owner.ok.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "cash", amount: sale.total }] });
  const [, sold] = await sent(got, 2);
  expect(sold!.json.payload).toMatchObject({ item_id: item, sale_id: sale.id });
});

test("TEN-3, INV-27: an endpoint gets its own tenant's events only, and nobody else sees it", async () => {
  const a = await shopWith({ event_types: ["tax.created"] });
  const b = await shopWith({ event_types: ["tax.created"] });
  await tax(a.owner, "Only A");
  await tax(b.owner, "Only B");
  await sent(a.got, 1);
  await sent(b.got, 1);
  expect(a.got().map(({ json }) => json.data.name)).toEqual(["Only A"]);
  expect(b.got().map(({ json }) => json.data.name)).toEqual(["Only B"]);
  const [foreign] = await deliveries(a.owner);
  for (const [method, path] of [
    ["get", `/webhook-endpoints/${a.endpoint.id}`],
    ["delete", `/webhook-endpoints/${a.endpoint.id}`],
    ["post", `/webhook-endpoints/${a.endpoint.id}/rotate-secret`],
    ["post", `/webhook-endpoints/${a.endpoint.id}/test`],
    ["get", `/webhook-deliveries/${foreign.id}`],
    ["post", `/webhook-deliveries/${foreign.id}/replay`],
  ] as const)
    expect((await b.owner[method](path)).status).toBe(404);
  expect((await deliveries(b.owner)).map(({ endpoint_id }) => endpoint_id)).toEqual([b.endpoint.id]);
});

test("PRM-3: an endpoint of test data hears of test data only", async () => {
  const live = await shopWith({ event_types: ["tax.created"] });
  const { key } = await live.owner.ok.post("/api-keys", { name: "Test", mode: "test", access: "admin" });
  const trial = await shopWith({ event_types: ["tax.created"] }, room.client(key));
  await tax(live.owner, "Live");
  await tax(trial.owner, "Trial");
  const seen = async (got: () => Got[]) =>
    (await sent(got, 1)).map(({ json }) => [json.data.name, json.data.mode]);
  expect(await seen(live.got)).toEqual([["Live", "live"]]);
  expect(await seen(trial.got)).toEqual([["Trial", "test"]]);
});

test("disabled by hand or deleted: what waits ends as failed, and nothing new is noted", async () => {
  const { owner, path, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  const second = await shopWith({ event_types: ["tax.created"] }, owner);
  for (const each of [path, second.path]) receiver.answer(each, { status: 500 });
  await tax(owner, "One");
  await until(async () => (await deliveries(owner)).filter(({ tries }) => tries === 1).length === 2, "both");
  await owner.ok.patch(`/webhook-endpoints/${endpoint.id}`, { status: "disabled" });
  await owner.delete(`/webhook-endpoints/${second.endpoint.id}`);
  ahead += 6000;
  await every(owner, 2, ({ status }) => status === "failed");
  await tax(owner, "Two");
  const other = await shopWith({ event_types: ["tax.created"] }, owner);
  await tax(owner, "Three");
  await sent(other.got, 1);
  expect(got()).toHaveLength(1);
  expect(second.got()).toHaveLength(1);
});

test("what is answered is as documented (API-12)", async () => {
  const { owner, endpoint, got } = await shopWith({ event_types: ["tax.created"] });
  await tax(owner, "One");
  await sent(got, 1);
  const wrong = await documentation(owner);
  const one = `/webhook-endpoints/${endpoint.id}`;
  expect(wrong("post", "/webhook-endpoints", endpoint)).toBeNull();
  expect(wrong("get", "/webhook-endpoints", await owner.ok.get("/webhook-endpoints"))).toBeNull();
  expect(wrong("get", "/webhook-deliveries", await owner.ok.get("/webhook-deliveries"))).toBeNull();
  expect(wrong("post", "/webhook-endpoints/{id}/test", await owner.ok.post(`${one}/test`))).toBeNull();
  const rotated = await owner.ok.post(`${one}/rotate-secret`);
  expect(wrong("post", "/webhook-endpoints/{id}/rotate-secret", rotated)).toBeNull();
  expect((await owner.patch(one, { secret: "whsec_mine" })).status).toBe(400);
  expect((await owner.patch(one, { description: "Ours", status: "disabled" })).body).toMatchObject({
    description: "Ours",
    disabled_reason: "by_hand",
  });
});

test("scopes: a key without read:webhooks sees none, one without write:webhooks makes none (PRM-5)", async () => {
  const owner = await room.organization("Scopes");
  const { key } = await owner.ok.post("/api-keys", {
    name: "Reader",
    access: "scopes",
    scopes: ["read:webhooks"],
  });
  const { key: till } = await owner.ok.post("/api-keys", { name: "Till", access: "read_write" });
  expect((await room.client(key).get("/webhook-endpoints")).status).toBe(200);
  const body = { url: "https://example.com/x", event_types: ["*"] };
  expect((await room.client(key).post("/webhook-endpoints", body)).status).toBe(403);
  expect((await room.client(till).get("/webhook-endpoints")).status).toBe(403);
  expect((await room.client(till).get("/webhook-deliveries")).status).toBe(403);
});
