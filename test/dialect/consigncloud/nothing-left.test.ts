/** A request of ConsignCloud that makes several writes is done whole or leaves nothing behind (INV-23, SALE-1). */
import { newId } from "../../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../../support/backroom.ts";
import { type Everything, everythingIn } from "../../support/everything.ts";
import { unlike } from "../../support/state.ts";
import { breachesIn } from "../../support/verified.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let owner: Client & { organization_id: string };
let cloud: Wire;
let everything: Everything;
let store: string;
let account: string;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Hats", { currency: "EUR", timezone: "UTC" });
  everything = await everythingIn(backroom);
  cloud = wireTo(`${backroom.url}/consigncloud/api/v1`, owner.key);
  store = (await owner.ok.post("/stores", { name: "One", timezone: "UTC" })).id;
  account = (await owner.ok.post("/accounts", { first_name: "Ada", is_vendor: true })).id;
});
afterAll(async () => {
  await everything?.close();
  await backroom?.stop();
});

const hat = async (tag_price = 1000): Promise<string> =>
  (await cloud.ok("POST", "/items", { title: "Hat", tag_price, account, location: store })).id;
const open = async (...items: string[]): Promise<Json> =>
  cloud.ok("POST", "/sales", { location: store, items: items.length ? items : [await hat()] });

const cash = (amount: number) => [{ type: "cash", amount }];
const discounts = [{ type: "fixed", value: 100, bearer: "store" }];
const changed = { memo: "Wrapped", discounts };

async function gone(): Promise<Json> {
  const id = await hat();
  const sale = await open(id);
  await cloud.ok("POST", "/sales", { location: store, items: [id], payments: cash(1000) });
  return sale;
}

const refusals: [name: string, body: () => Json, status: number, made?: () => Promise<Json>][] = [
  ["too little cash", () => ({ payments: cash(899) }), 400],
  ["a payment of nothing", () => ({ payments: cash(0) }), 400],
  ["a card above the total", () => ({ payments: [{ type: "card", amount: 901 }] }), 400],
  [
    "store credit that is not there",
    () => ({ payments: [{ type: "store_credit", account, amount: 900 }] }),
    409,
  ],
  [
    "a gift card of nobody",
    () => ({ payments: [{ type: "gift_card", gift_card: newId(), amount: 900 }] }),
    409,
  ],
  [
    "two tenders of which one fails",
    () => ({ payments: [...cash(400), { type: "store_credit", account, amount: 500 }] }),
    409,
  ],
  ["a customer who is not there", () => ({ customer: newId(), payments: cash(900) }), 400],
  ["an item that is not there", () => ({ items: [newId()], payments: cash(900) }), 400],
  ["a discount that is not there", () => ({ discounts: [{ discount: newId() }], payments: cash(1000) }), 400],
  ["no lines", () => ({ items: [], payments: cash(1000) }), 400],
  ["a piece that is gone", () => ({ payments: cash(900) }), 409, gone],
];

test.each(refusals)(
  "a change with %s: refused, and nothing is left",
  async (_name, body, status, made = open) => {
    const { id } = await made();
    const sent = { ...changed, ...body() };
    const before = await everything.of(owner.organization_id);
    for (const key of [null, newId()]) {
      const headers: Record<string, string> = key ? { "idempotency-key": key } : {};
      for (let time = 0; time < 2; time++) {
        const said = await cloud.send("PATCH", `/sales/${id}`, sent, headers);
        expect([said.status, said.body]).toEqual([
          status,
          expect.objectContaining({ code: expect.any(String) }),
        ]);
      }
    }
    expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
  },
);

test("a change with payments that settle it does both, once under a key (SALE-1, DSC-1)", async () => {
  const { id } = await open();
  const headers = { "idempotency-key": newId() };
  const body = { ...changed, payments: cash(1000) };
  const first = await cloud.send("PATCH", `/sales/${id}`, body, headers);
  expect(first).toMatchObject({
    status: 200,
    body: { status: "completed", memo: "Wrapped", total: 900, change: 100 },
  });
  expect((await cloud.send("PATCH", `/sales/${id}`, body, headers)).body).toEqual(first.body);
  expect((await cloud.send("PATCH", `/sales/${id}`, body)).body).toEqual(first.body);
});

test("SAL-1, SALE-3: a finished sale takes another memo with its own payments, and nothing with others", async () => {
  const { id } = await open();
  await cloud.ok("PATCH", `/sales/${id}`, { payments: cash(1000) });
  const noted = await cloud.ok("PATCH", `/sales/${id}`, { memo: "Fetched", payments: cash(1000) });
  expect(noted).toMatchObject({ status: "completed", memo: "Fetched", total: 1000 });
  const before = await everything.of(owner.organization_id);
  for (const body of [
    { memo: "Other", payments: cash(1500) },
    { memo: "Other", discounts, payments: cash(1000) },
    { memo: "Other", discounts },
  ]) {
    const refused = await cloud.send("PATCH", `/sales/${id}`, body);
    expect([refused.status, refused.body.error]).toEqual([409, expect.stringMatching(/finaliz/)]);
  }
  expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
});

test.each([
  ["no payments at all", []],
  ["a payment of nothing", cash(0)],
])("TOT-1: a sale of nothing is finished with %s; one of something is not", async (_name, payments) => {
  const free = await open(await hat(0));
  expect(free).toMatchObject({ total: 0, finalized: null });
  expect(await cloud.ok("PATCH", `/sales/${free.id}`, { payments })).toMatchObject({ status: "completed" });
  const sale = { location: store, items: [await hat(0)], payments };
  expect(await cloud.ok("POST", "/sales", sale)).toMatchObject({ status: "completed", total: 0 });
  const dear = await open();
  const given = { payments, discounts: [{ type: "percentage", value: 100, bearer: "store" }] };
  const half = await cloud.send("PATCH", `/sales/${dear.id}`, { payments });
  expect([half.status, half.body.status]).toEqual(payments.length ? [400, undefined] : [200, "open"]);
  expect(await cloud.ok("PATCH", `/sales/${dear.id}`, given)).toMatchObject({
    status: "completed",
    total: 0,
  });
});

test("API-7: a version that is not the item's leaves no word behind either", async () => {
  const id = await hat();
  const before = await everything.of(owner.organization_id);
  const body = { brand: "Nowhere seen", color: "Mauve" };
  const refused = await cloud.send("PATCH", `/items/${id}`, body, { "if-match": '"99"' });
  expect(refused.status).toBe(412);
  expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
});

test.each<[string, (id: string) => Json]>([
  ["names an item twice", (id) => ({ items: [id, id] })],
  ["names a category that is not there", (id) => ({ items: [id], changes: { category: newId() } })],
  ["edits the price in two ways", (id) => ({ items: [id], price: { set: 1, add: 1 } })],
  ["names items and a filter", (id) => ({ items: [id], filter: { title: "Hat" } })],
  ["names no items", () => ({})],
])("BLK-3: a bulk edit that %s is refused as a whole, and leaves no new word", async (_name, asked) => {
  const id = await hat();
  const before = await everything.of(owner.organization_id);
  const { changes, ...body } = asked(id);
  for (const more of [{}, { title: "Cap" }]) {
    const words = { brand: "Nowhere seen", color: "Mauve", ...more, ...changes };
    const refused = await cloud.send("POST", "/items/bulk-edits", { ...body, changes: words });
    expect([refused.status, refused.body]).toEqual([
      400,
      expect.objectContaining({ code: expect.any(String) }),
    ]);
  }
  expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
  const changed = { items: [id], changes: { brand: `Brand of ${id}` } };
  expect(await cloud.ok("POST", "/items/bulk-edits", changed)).toMatchObject({ changed: 1, failed: 0 });
  expect((await cloud.ok("GET", `/items/${id}`)).brand).toBe(`Brand of ${id}`);
});

test("PAY-3: everybody who is owed something is paid, a vendor or not", async () => {
  const eve = await owner.ok.post("/accounts", { first_name: "Eve" });
  await owner.ok.post("/balance-entries", { account_id: eve.id, amount: 700, memo: "Opening" });
  const { results } = await cloud.ok("POST", "/accounts/payouts", { all: true });
  expect(results).toContainEqual(expect.objectContaining({ account: eve.id, amount: 700 }));
});

test("RPT-3: the share of what is sold is told as a fraction, and a run counts what it paid", async () => {
  const { sell_through } = await owner.ok.get("/items/stats");
  expect(sell_through).toBeGreaterThan(0);
  expect(await cloud.ok("GET", "/items/stats")).toMatchObject({ sell_through: sell_through / 1_000_000 });
  await owner.ok.post("/balance-entries", { account_id: account, amount: 700, memo: "Opening" });
  const asked = await owner.ok.post("/payouts/bulk", { account_ids: [account], method: "cash" });
  expect(asked).toMatchObject({ created: 1, paid: 0 });
  await owner.ok.post("/balance-entries", { account_id: account, amount: 700, memo: "Opening" });
  expect(await cloud.ok("POST", "/accounts/payouts", { accounts: [account] })).toMatchObject({ paid: 1 });
});

test("the books hold after all of it", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
});
