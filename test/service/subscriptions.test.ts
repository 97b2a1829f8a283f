/** Subscriptions of users of a platform, while the clock runs (8.4, SUB-1…11, CAL-6, PAM-4, USR-4). */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { allOnTop, cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
import { breachesIn } from "../support/verified.ts";

let ahead = 0;
const restore = setClock(() => Date.now() + ahead);
const goTo = (instant: string) => {
  ahead = Date.parse(instant) - Date.now();
};

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
beforeAll(async () => {
  goTo("2027-01-31T12:00:00Z");
  backroom = await startBackroom();
});
beforeEach(async () => {
  goTo("2027-01-31T12:00:00Z");
  owner = await backroom.organization("Coffee club");
  market = await openMarketplace(owner);
});
afterAll(async () => {
  restore();
  await backroom?.stop();
});

/** A draft of 2 × 12.00, all fees on top as in story 4.1. */
async function templateOf(more: Json = {}): Promise<Json> {
  const seller = await market.person({ bank: true });
  const items = [{ seller_user_id: seller, name: "Coffee", quantity: 2, unit_price: 1200 }];
  const { platform_id } = market;
  const terms = { platform_id, ...allOnTop, items, sellers: [{ user_id: seller }] };
  return owner.ok.post("/contracts", { ...terms, ...more });
}
const start = (template: Json, user_id: string, more: Json = {}): Promise<Json> =>
  owner.ok.post("/subscriptions", { contract_id: template.id, user_id, ...more });
const subscriber = () => market.person({ card: cards.works });
const started = async (more: Json = {}): Promise<Json> => start(await templateOf(), await subscriber(), more);
const shown = ({ id }: Json): Promise<Json> => owner.ok.get(`/subscriptions/${id}`);
const act = ({ id }: Json, verb: string, body: Json = {}): Promise<Json> =>
  owner.ok.post(`/subscriptions/${id}/${verb}`, body);
const invoices = async ({ id }: Json): Promise<Json[]> =>
  (await owner.ok.get(`/contracts?subscription_id=${id}&sort=created_at&limit=100`)).data;
const becomes = (of: Json, wanted: Json): Promise<Json> =>
  until(
    async () => {
      const now = await shown(of);
      return Object.entries(wanted).every(([name, value]) => now[name] === value) && now;
    },
    `the subscription with ${JSON.stringify(wanted)}`,
  );
const eventsOf = async ({ id }: Json): Promise<Json[]> =>
  (await owner.ok.get(`/calendar-events?subscription_id=${id}`)).data;
const figures = async () => (await owner.ok.get("/subscriptions/figures")).data;

test("SUB-8, SUB-9, SUB-7, CAL-6, story 4.3: starting charges the first period in the request", async () => {
  const template = await templateOf();
  const made = await start(template, await subscriber());
  expect(made).toMatchObject({
    ...{ status: "active", price: 2651, cycle: "monthly", currency: "USD", contract_id: template.id },
    ...{ start_date: "2027-01-31", period: 1, current_period_start: "2027-01-31" },
    ...{ current_period_end: "2027-02-28", next_invoice_on: "2027-02-28", adjustment: 0 },
  });
  expect(made).not.toHaveProperty("terms");
  const [invoice, ...others] = await invoices(made);
  expect(others).toEqual([]);
  expect(invoice).toMatchObject({
    ...{ status: "settled", total: 2651, recurrence: "monthly", period: 1 },
    ...{ due_at: "2027-02-03T00:00:00.000Z", buyer_user_ids: [made.user_id] },
  });
  expect((await owner.ok.get(`/contracts/${template.id}`)).status).toBe("draft");
  expect(await figures()).toEqual([{ currency: "USD", subscriptions: 1, mrr: 2651, arr: 31_812 }]);
  expect(await eventsOf(made)).toMatchObject([
    {
      ...{ kind: "subscription", all_day: true, user_id: made.user_id },
      ...{ start_at: "2027-02-28T00:00:00.000Z", end_at: "2027-03-01T00:00:00.000Z" },
    },
  ]);
  const [event] = await eventsOf(made);
  expect((await owner.delete(`/calendar-events/${event.id}`)).status).toBe(409);
  const written = (title: string | null) => owner.patch(`/calendar-events/${event.id}`, { title });
  expect([(await written("Mine")).status, (await written(null)).status]).toEqual([409, 200]);
});

test.each([
  ["a card that is declined", cards.declined, "card_declined"],
  ["no payment method", undefined, "no_payment_method"],
])("SUB-9: with %s nothing is started (402)", async (_, card, reason) => {
  const template = await templateOf();
  const user_id = await market.person(card ? { card } : {});
  const body = { contract_id: template.id, user_id };
  const refused = await owner.post("/subscriptions", body);
  expect(refused).toMatchObject({ status: 402, body: { code: "payment_failed", reason } });
  expect((await owner.ok.get("/subscriptions")).data).toEqual([]);
  expect((await owner.ok.get(`/contracts?buyer_user_id=${user_id}`)).data).toMatchObject([
    { status: "void" },
  ]);
  expect((await owner.ok.get(`/calendar-events?user_id=${user_id}`)).data).toEqual([]);
  // With another card it can be started.
  const { id } = await market.addCard(user_id, cards.works);
  if (card) await owner.ok.post(`/payment-methods/${id}/default`);
  expect((await start(template, user_id)).status).toBe("active");
});

test("SUB-9, PAM-5: a first payment that is answered late starts it as soon as it is known", async () => {
  const made = await start(await templateOf(), await market.person({ card: cards.answersLate }));
  expect(["starting", "active"]).toContain(made.status);
  // The provider is asked again after some time.
  await until(async () => {
    ahead += 2000;
    return (await shown(made)).status === "active";
  }, "the answer");
  const { data } = await owner.ok.get(`/transactions?type=charge&buyer_user_id=${made.user_id}`);
  expect(data.map(({ status }: Json) => status)).toEqual(["succeeded"]);
  expect(await invoices(made)).toHaveLength(1);
});

const HOUR_MS = 3_600_000;
/** Providers keep keys for a day: until then a call is repeated. */
const givenUp = async (made: Json): Promise<Json> => {
  const ended = async () => {
    ahead += HOUR_MS;
    const now = await shown(made);
    return now.status === "ended" && now;
  };
  return until(ended, "the start to be given up");
};
const chargesOf = async ({ user_id }: Json): Promise<Json[]> =>
  (await owner.ok.get(`/transactions?type=charge&buyer_user_id=${user_id}`)).data;

test.each([
  ["neverAnswers", "pending"],
  ["neverArrives", "pending"],
] as const)(
  "SUB-9: a first payment with %s is given up after a day, and can be begun anew",
  async (card, state) => {
    const template = await templateOf();
    const user_id = await market.person({ card: cards[card] });
    const made = await start(template, user_id);
    expect(made.status).toBe("starting");
    goTo("2027-02-01T10:30:00Z");
    expect((await shown(made)).status).toBe("starting");
    expect(await givenUp(made)).toMatchObject({
      ...{ end_reason: "unanswered", next_invoice_on: null, started_at: null },
    });
    expect((await chargesOf(made)).map(({ status }) => status)).toEqual([state]);
    expect(await eventsOf(made)).toEqual([]);
    const { id } = await market.addCard(user_id, cards.works);
    await owner.ok.post(`/payment-methods/${id}/default`);
    expect((await start(template, user_id)).status).toBe("active");
  },
  60_000,
);

test("SUB-8: a template is not paid itself, whoever comes first", async () => {
  const buyer = await subscriber();
  const template = await templateOf({ buyers: [{ user_id: buyer }] });
  const at = `/contracts/${template.id}`;
  const { buyers, sent_version: version } = await owner.ok.post(`${at}/send`);
  const payment = { buyer_id: buyers[0].id, method: "cash", version };
  const user_id = await subscriber();
  const [paid, begun] = await Promise.all([
    owner.post(`${at}/payments`, payment),
    owner.post("/subscriptions", { contract_id: template.id, user_id }),
  ]);
  expect([paid.status, begun.status].sort()).toEqual([paid.status === 200 ? 200 : 201, 409]);
  const second = await templateOf({ buyers: [{ user_id: buyer }] });
  const other = await owner.ok.post(`/contracts/${second.id}/send`);
  const made = await start(second, user_id);
  expect(await owner.ok.get(`/contracts/${second.id}`)).toMatchObject({ status: "open", is_template: true });
  const by_hand = { buyer_id: other.buyers[0].id, method: "cash", version: other.sent_version };
  for (const [path, body] of [
    ["payments", by_hand],
    ["settle", {}],
    ["settle", { record_offline: true }],
  ] as const)
    expect(await owner.post(`/contracts/${second.id}/${path}`, body)).toMatchObject({
      ...{ status: 409, body: { reason: "is_template" } },
    });
  expect(
    (await chargesOf({ user_id: buyer })).filter(({ contract_id }) => contract_id === second.id),
  ).toEqual([]);
  // Also when it has ended: what was copied stays a template.
  await act(made, "end");
  expect((await owner.post(`/contracts/${second.id}/payments`, by_hand)).status).toBe(409);
});

test("SUB-8: a contract whose start failed can be paid", async () => {
  const buyer = await subscriber();
  const template = await templateOf({ buyers: [{ user_id: buyer }] });
  const { buyers, sent_version: version } = await owner.ok.post(`/contracts/${template.id}/send`);
  const poor = await market.person({ card: cards.declined });
  const body = { contract_id: template.id, user_id: poor };
  expect((await owner.post("/subscriptions", body)).status).toBe(402);
  const payment = { buyer_id: buyers[0].id, method: "cash", version };
  const paid = await owner.ok.post(`/contracts/${template.id}/payments`, payment);
  expect(paid).toMatchObject({ status: "paid", is_template: false });
});

test("SUB-8: one running subscription for a user and template, and no seller of it", async () => {
  const template = await templateOf();
  const user_id = await subscriber();
  const made = await start(template, user_id);
  const body = { contract_id: template.id, user_id };
  expect(await owner.post("/subscriptions", body)).toMatchObject({ status: 409, body: { id: made.id } });
  await act(made, "end");
  const seller = { contract_id: template.id, user_id: template.sellers[0].user_id };
  expect(await owner.post("/subscriptions", seller)).toMatchObject({
    ...{ status: 422, body: { errors: [{ pointer: "/user_id", code: "buyer_is_seller" }] } },
  });
  expect((await start(template, user_id)).id).not.toBe(made.id);
});

test("SUB-8: of ten requests at once one starts it", async () => {
  const template = await templateOf();
  const body = { contract_id: template.id, user_id: await subscriber() };
  const all = await Promise.all(Array.from({ length: 10 }, () => owner.post("/subscriptions", body)));
  expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  expect((await owner.ok.get("/subscriptions")).data).toHaveLength(1);
});

test("API-9: a repeated request starts nothing more", async () => {
  const template = await templateOf();
  const body = { contract_id: template.id, user_id: await subscriber() };
  const [first, again] = [
    await owner.post("/subscriptions", body, { "idempotency-key": "start-1" }),
    await owner.post("/subscriptions", body, { "idempotency-key": "start-1" }),
  ];
  expect(first.status).toBe(201);
  expect(again.body).toEqual(first.body);
  expect(await invoices(first.body)).toHaveLength(1);
});

test("SUB-8: the cycle is the one asked for, else the contract's; days and templates are checked", async () => {
  const weekly = await templateOf({ recurrence: "weekly" });
  expect(await start(weekly, await subscriber())).toMatchObject({
    ...{ cycle: "weekly", current_period_end: "2027-02-07" },
  });
  expect(await start(weekly, await subscriber(), { cycle: "yearly" })).toMatchObject({
    ...{ cycle: "yearly", current_period_end: "2028-01-31" },
  });
  const later = await start(weekly, await subscriber(), { start_date: "2027-03-01" });
  expect(later).toMatchObject({ current_period_start: "2027-03-01", next_invoice_on: "2027-03-08" });
  const refused = async (more: Json) => {
    const { status, body } = await owner.post("/subscriptions", {
      ...{ contract_id: weekly.id, user_id: await subscriber() },
      ...more,
    });
    return [status, body.errors?.[0]?.pointer];
  };
  expect(await refused({ start_date: "2027-01-30" })).toEqual([400, "/start_date"]);
  expect(await refused({ cycle: "daily" })).toEqual([400, "/cycle"]);
  expect(await refused({ contract_id: crypto.randomUUID() })).toEqual([422, "/contract_id"]);
  expect(await refused({ user_id: crypto.randomUUID() })).toEqual([422, "/user_id"]);
  const bare = await owner.ok.post("/contracts", { platform_id: market.platform_id });
  expect(await refused({ contract_id: bare.id })).toEqual([422, "/contract_id"]);
  const [invoice] = await invoices(later);
  expect((await refused({ contract_id: invoice.id }))[0]).toBe(409);
  expect((await owner.patch(`/contracts/${invoice.id}`, { recurrence: "yearly" })).status).toBe(409);
});

test("SUB-2, SUB-10: each period is invoiced once, by whichever of two copies, and missed ones in order", async () => {
  const made = await started();
  const second = await startBackroom({ namespace: backroom.namespace });
  try {
    goTo("2027-04-30T00:10:00Z");
    await becomes(made, { period: 4, next_invoice_on: "2027-05-31" });
    const { id: last } = (await invoices(made)).at(-1);
    await until(async () => (await owner.ok.get(`/contracts/${last}`)).status === "settled", "the payment");
  } finally {
    await second.stop();
  }
  const all = await invoices(made);
  expect(all.map(({ period, status, due_at }) => [period, status, due_at.slice(0, 10)])).toEqual([
    ...[[1, "settled", "2027-02-03"] as const, [2, "settled", "2027-03-03"] as const],
    ...[[3, "settled", "2027-04-03"] as const, [4, "settled", "2027-05-03"] as const],
  ]);
  const charges = (await owner.ok.get(`/transactions?type=charge&buyer_user_id=${made.user_id}&limit=100`))
    .data;
  expect(charges.map(({ amount }: Json) => amount)).toEqual([2651, 2651, 2651, 2651]);
  expect(await eventsOf(made)).toMatchObject([{ start_at: "2027-05-31T00:00:00.000Z" }]);
  expect(await breachesIn(backroom)).toEqual([]);
});

test("SUB-3, CAL-6, story 4.3: a pause skips what begins in it, and the day stays", async () => {
  const made = await started();
  goTo("2027-02-10T12:00:00Z");
  const past = { paused_until: "2027-02-10T11:00:00Z" };
  expect(await owner.post(`/subscriptions/${made.id}/pause`, past)).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: "/paused_until" }] } },
  });
  const paused = await act(made, "pause", { paused_until: "2027-04-05T00:00:00Z" });
  expect(paused).toMatchObject({ status: "paused", pause_behavior: "skip", next_invoice_on: "2027-04-30" });
  expect(await figures()).toEqual([]);
  expect(await eventsOf(made)).toMatchObject([{ start_at: "2027-04-30T00:00:00.000Z" }]);
  goTo("2027-03-31T12:00:00Z");
  await becomes(made, { period: 3 });
  goTo("2027-04-05T00:00:00Z");
  expect(await becomes(made, { status: "active" })).toMatchObject({
    ...{ paused_at: null, paused_until: null, next_invoice_on: "2027-04-30", period: 3 },
  });
  expect(await invoices(made)).toHaveLength(1);
  goTo("2027-04-30T00:10:00Z");
  await becomes(made, { period: 4 });
  await until(async () => (await invoices(made)).at(-1).status === "settled", "the payment");
  expect((await invoices(made)).map(({ period }) => period)).toEqual([1, 4]);
});

test("SUB-3: resuming by hand charges nothing, and of no use twice", async () => {
  const made = await started();
  await act(made, "pause");
  expect(await eventsOf(made)).toEqual([]);
  expect(await shown(made)).toMatchObject({ paused_until: null, next_invoice_on: null });
  goTo("2027-03-15T12:00:00Z");
  const resumed = await act(made, "resume");
  expect(resumed).toMatchObject({ status: "active", next_invoice_on: "2027-03-31" });
  expect((await act(made, "resume")).version).toBe((await shown(made)).version);
  expect(await invoices(made)).toHaveLength(1);
});

test("SUB-3, SUB-11: collect_later drafts each period, and collects them as the pause or all ends", async () => {
  const [first, second] = [await started(), await started()];
  for (const each of [first, second]) await act(each, "pause", { pause_behavior: "collect_later" });
  goTo("2027-03-31T12:00:00Z");
  for (const each of [first, second]) await becomes(each, { period: 3 });
  expect((await invoices(first)).map(({ status }) => status)).toEqual(["settled", "draft", "draft"]);
  await act(first, "resume");
  await until(async () => (await invoices(first)).every(({ status }) => status === "settled"), "the money");
  expect(await act(second, "end")).toMatchObject({ status: "ended", end_reason: "requested" });
  expect((await invoices(second)).map(({ status }) => status)).toEqual(["settled", "settled", "settled"]);
});

test("SUB-4: what fails is past due, cannot be paused, is tried after 1, 3, 5, 7 days, and ends", async () => {
  const made = await start(await templateOf(), await market.person({ card: cards.declinedLater }));
  goTo("2027-02-28T06:00:00Z");
  const due = await becomes(made, { status: "past_due" });
  expect(due).toMatchObject({ failure: "card_declined", retries: 0, period: 2 });
  expect((await owner.post(`/subscriptions/${made.id}/pause`)).status).toBe(409);
  expect((await owner.post(`/subscriptions/${made.id}/resume`)).status).toBe(409);
  expect(await figures()).toMatchObject([{ mrr: 2651 }]);
  for (const [retries, days] of [1, 3, 5].entries()) {
    expect((await shown(made)).next_attempt_at).toBe(
      new Date(Date.parse(due.failed_at) + days * 86_400_000).toISOString(),
    );
    ahead += (days - (retries ? 2 * retries - 1 : 0)) * 86_400_000;
    await becomes(made, { retries: retries + 1 });
  }
  ahead += 2 * 86_400_000;
  const ended = await becomes(made, { status: "ended" });
  expect(ended).toMatchObject({ end_reason: "unpaid", next_invoice_on: null, retries: 4 });
  expect((await invoices(made)).map(({ status }) => status)).toEqual(["settled", "open"]);
  const failed = `/transactions?type=charge&status=failed&buyer_user_id=${made.user_id}`;
  expect((await owner.ok.get(failed)).data).toHaveLength(5);
  expect(await figures()).toEqual([]);
  expect(await eventsOf(made)).toEqual([]);
});

test("SUB-9, CON-16, story 4.3: short stock leaves a draft, and the whole is tried again", async () => {
  const seller = await market.person({ bank: true });
  const jar = {
    platform_id: market.platform_id,
    user_id: seller,
    name: "Jar",
    base_price: 120_000,
    quantity: 3,
  };
  const product = await owner.ok.post("/products", jar);
  const items = [{ product_id: product.id, quantity: 2 }];
  const made = await start(await templateOf({ items, sellers: [] }), await subscriber());
  expect(made).toMatchObject({ status: "active", price: 2651 });
  goTo("2027-02-28T06:00:00Z");
  expect(await becomes(made, { status: "past_due" })).toMatchObject({ failure: "insufficient_stock" });
  expect((await invoices(made)).map(({ status }) => status)).toEqual(["settled", "draft"]);
  await owner.ok.patch(`/variants/${product.id}`, { quantity: 20 });
  goTo("2027-03-01T07:00:00Z");
  await becomes(made, { status: "active", failure: null });
  expect((await invoices(made)).map(({ status }) => status)).toEqual(["settled", "settled"]);
});

test("SUB-5: it ends at once, or with its period; what is paid stays paid", async () => {
  const [now, later] = [await started(), await started()];
  expect(await act(now, "end")).toMatchObject({ status: "ended", end_reason: "requested" });
  expect((await act(now, "end")).version).toBe((await shown(now)).version);
  expect((await owner.post(`/subscriptions/${now.id}/pause`)).status).toBe(409);
  const ending = await act(later, "end", { at_period_end: true });
  expect(ending).toMatchObject({ status: "active", cancel_at_period_end: true, next_invoice_on: null });
  goTo("2027-02-28T00:10:00Z");
  expect(await becomes(later, { status: "ended" })).toMatchObject({ end_reason: "period_end" });
  for (const each of [now, later])
    expect((await invoices(each)).map(({ status }) => status)).toEqual(["settled"]);
});

test("SUB-5: that it ends with its period is taken back while it runs", async () => {
  const made = await started();
  await act(made, "end", { at_period_end: true });
  const kept = await act(made, "keep");
  expect(kept).toMatchObject({
    ...{ status: "active", cancel_at_period_end: false, next_invoice_on: "2027-02-28" },
  });
  expect((await act(made, "keep")).version).toBe(kept.version);
  expect(await eventsOf(made)).toMatchObject([{ start_at: "2027-02-28T00:00:00.000Z" }]);
  goTo("2027-02-28T00:10:00Z");
  await becomes(made, { period: 2, status: "active" });
  await act(made, "end");
  expect(await owner.post(`/subscriptions/${made.id}/keep`)).toMatchObject({
    ...{ status: 409, body: { code: "invalid_transition" } },
  });
});

test("SUB-6: a change of price inside a period is borne by the next invoice", async () => {
  const plain = { include_processor_fees: false, include_service_fees: false, include_platform_fees: false };
  const template = await templateOf({ ...plain });
  const made = await start(template, await subscriber(), { start_date: "2027-04-01" });
  expect(await act(made, "price", { price: 9999 })).toMatchObject({ price: 9999, adjustment: 0 });
  goTo("2027-04-11T12:00:00Z");
  const changed = await act(made, "price", { price: 14_999, prorate: true });
  expect(changed).toMatchObject({ price: 14_999, adjustment: 3333 });
  goTo("2027-05-01T00:10:00Z");
  await becomes(made, { period: 2, adjustment: 0 });
  expect((await invoices(made)).map(({ total }) => total)).toEqual([2400, 18_332]);
  goTo("2027-06-01T00:10:00Z");
  await becomes(made, { period: 3 });
  expect((await invoices(made)).at(-1).total).toBe(14_999);
});

test("SUB-6: with fees on top the invoice is the price, what rounding leaves out is carried on", async () => {
  const made = await started();
  await act(made, "price", { price: 9999 });
  let asked = 0;
  for (const [period, day] of [
    [2, "2027-02-28"],
    [3, "2027-03-31"],
    [4, "2027-04-30"],
  ] as const) {
    goTo(`${day}T00:10:00Z`);
    const { adjustment } = await becomes(made, { period });
    asked += 9999;
    const all = await invoices(made);
    const billed = all.slice(1).reduce((sum, { total }) => sum + total, 0);
    expect(billed + adjustment).toBe(asked);
    expect(Math.abs(adjustment)).toBeLessThanOrEqual(2);
  }
});

test("SUB-6: no price is lower than what its sellers bear in fees", async () => {
  const fees = [{ name: "Packing", amount: 500, payer: "seller" }];
  const made = await start(await templateOf({ fees }), await subscriber());
  expect(await owner.post(`/subscriptions/${made.id}/price`, { price: 100 })).toMatchObject({
    ...{ status: 422, body: { errors: [{ pointer: "/price" }] } },
  });
});

test("SUB-10: of too many missed periods the last 24 are made, and somebody is told", async () => {
  const made = await started({ cycle: "weekly" });
  goTo("2027-09-01T12:00:00Z");
  const { missed_periods } = await becomes(made, { period: 31, status: "active" });
  expect(missed_periods).toBe(6);
  expect((await invoices(made)).map(({ period }) => period)).toEqual([
    ...[1, ...Array.from({ length: 24 }, (_, i) => i + 8)],
  ]);
});

test("PAM-4: the only payment method of a running subscription stays", async () => {
  const made = await started();
  const [method] = (await owner.ok.get(`/payment-methods?user_id=${made.user_id}`)).data;
  expect(await owner.delete(`/payment-methods/${method.id}`)).toMatchObject({
    ...{ status: 409, body: { code: "in_use" } },
  });
  await act(made, "end");
  expect((await owner.delete(`/payment-methods/${method.id}`)).status).toBe(200);
});

test("USR-4: who leaves starts nothing, and what runs ends with its period", async () => {
  const made = await started();
  expect((await owner.delete(`/marketplace-users/${made.user_id}`)).status).toBe(200);
  const other = await templateOf();
  const body = { contract_id: other.id, user_id: made.user_id };
  expect((await owner.post("/subscriptions", body)).status).toBe(409);
  goTo("2027-02-28T00:10:00Z");
  expect(await becomes(made, { status: "ended" })).toMatchObject({ end_reason: "user_left" });
  expect(await invoices(made)).toHaveLength(1);
});
