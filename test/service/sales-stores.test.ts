/** PRM-4: who is restricted to stores sees the sales, lines, refunds, figures and tills of these only. */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { wireTo } from "../support/wire.ts";

let backroom: Backroom;
let owner: Client;
let clerk: Client;
/** From the drawers, and from none. */
let paid: Json;
let paidHere: Json;
let unpaid: Json;
let card: Json;
const made: { [store: string]: { store: string; sale: Json; till: string; item: string; session: string } } =
  {};

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  for (const name of ["here", "there"]) {
    const store = (await owner.ok.post("/stores", { name })).id;
    const till = (await owner.ok.post("/registers", { name, store_id: store })).id;
    const session = (await owner.ok.post("/register-sessions", { register_id: till, opening_float: 0 })).id;
    const item = (
      await owner.ok.post("/items", {
        title: name,
        tag_price: name === "here" ? 100 : 1000,
        inventory_type: "retail",
        quantity: 9,
        store_id: store,
      })
    ).id;
    const body = { store_id: store, register_id: till, lines: [{ item_id: item, quantity: 2 }] };
    const payments = [{ type: "cash", amount: 2000 }];
    const sale = await owner.ok.post("/sales/ring-up", { ...body, payments });
    const line_id = sale.lines[0].id;
    await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id, quantity: 1 }] });
    made[name] = { store, sale, till, item, session };
  }
  const nowhere = { lines: [{ item_id: made.here!.item }], payments: [{ type: "cash", amount: 100 }] };
  await owner.ok.post("/sales/ring-up", nowhere);
  const account_id = (await owner.ok.post("/accounts", { first_name: "Ada" })).id;
  await owner.ok.post("/balance-entries", { account_id, amount: 500, memo: "owed" });
  const cash = { account_id, amount: 100, method: "cash", approved: true, completed: true };
  paid = await owner.ok.post("/payouts", { ...cash, register_id: made.there!.till });
  paidHere = await owner.ok.post("/payouts", { ...cash, register_id: made.here!.till });
  unpaid = await owner.ok.post("/payouts", { account_id, amount: 100, method: "bank" });
  const issued = { initial_amount: 700, code: "THERE-700", register_id: made.there!.till };
  card = await owner.ok.post("/gift-cards", issued);
  // A key acts with what its maker may do now (PRM-2): the owner's, too, from now on.
  const [me] = (await owner.ok.get("/members")).data;
  const { key } = await owner.ok.post("/api-keys", { name: "clerk", access: "owner" });
  await owner.ok.patch(`/members/${me.id}`, { store_ids: [made.here!.store] });
  clerk = backroom.client(key);
});
afterAll(() => backroom.stop());

const today = () => new Date().toISOString().slice(0, 10);
const period = () => `start_date=${today()}&end_date=${today()}`;

test.each([
  ["/sales", (row: Json) => row.id, () => made.here!.sale.id],
  ["/refunds", (row: Json) => row.sale_id, () => made.here!.sale.id],
  ["/registers", (row: Json) => row.id, () => made.here!.till],
  ["/register-sessions", (row: Json) => row.id, () => made.here!.session],
  ["/payouts", (row: Json) => row.id, () => paidHere.id],
  ["/sale-lines", (row: Json) => row.sale_id, () => made.here!.sale.id],
])("%s lists and counts the own store's rows only", async (path, key, own) => {
  const { data, count } = await clerk.ok.get(`${path}?include=count`);
  expect([data.map(key), count]).toEqual([[own()], 1]);
  const foreign = await clerk.ok.get(`${path}?store_id=${made.there!.store}`);
  expect(foreign.data).toEqual([]);
});

test("another store's row is not found, not expanded and not changed", async () => {
  const { sale, till, session } = made.there!;
  const payouts = [paid.id, unpaid.id].map((id) => `/payouts/${id}`);
  const replies = await Promise.all([
    clerk.get(`/sales/${sale.id}`),
    clerk.get(`/sale-lines/${sale.lines[0].id}`),
    clerk.get(`/registers/${till}`),
    clerk.get(`/register-sessions/${session}`),
    clerk.patch(`/registers/${till}`, { name: "mine" }),
    clerk.delete(`/registers/${till}`),
    clerk.patch(`/sales/${sale.id}`, { memo: "mine" }),
    clerk.post(`/sales/${sale.id}/notes`, { body: "mine" }),
    clerk.post(`/sales/${sale.id}/refund`, {}),
    clerk.post(`/sales/${sale.id}/void`),
    clerk.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "cash", amount: 2000 }] }),
    clerk.post(`/register-sessions/${session}/close`, { counted: 0 }),
    ...payouts.flatMap((path) => [
      clerk.get(path),
      clerk.patch(path, { memo: "mine" }),
      clerk.patch(path, { approved: true, completed: true }),
      clerk.post(`${path}/reverse`, {}),
      clerk.post(`${path}/cancel`, {}),
      clerk.delete(path),
    ]),
  ]);
  expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 404));
  expect((await clerk.get(`/sales/${made.here!.sale.id}`)).status).toBe(200);
});

test("nothing is sold, rung up or recorded in another store", async () => {
  const { store: store_id, item: item_id } = made.there!;
  const lines = [{ item_id }];
  const replies = await Promise.all([
    clerk.post("/sales", { store_id, lines }),
    clerk.post("/sales/ring-up", { store_id, lines, payments: [{ type: "cash", amount: 1000 }] }),
    clerk.post("/sales/outside", { store_id, lines }),
    clerk.post("/sales/outside", { lines }),
  ]);
  expect(replies.map((reply) => reply.status)).toEqual([403, 403, 403, 403]);
});

test("another store's pieces are not sold, and its drawer is not reached, from the own store", async () => {
  const [here, there] = [made.here!, made.there!];
  const { count } = await clerk.ok.get("/sales?include=count");
  const { account_id } = paid;
  const cash = { account_id, amount: 100, method: "cash", register_id: there.till };
  const store_id = here.store;
  const foreign = { store_id, lines: [{ item_id: there.item }] };
  const own = { store_id, lines: [{ item_id: here.item }], payments: [{ type: "cash", amount: 100 }] };
  const refused = await Promise.all([
    clerk.post("/sales", foreign),
    clerk.post("/sales/quote", foreign),
    clerk.post("/sales/outside", foreign),
    clerk.post("/sales/ring-up", { ...own, ...foreign }),
    clerk.post("/sales/ring-up", { ...own, register_id: there.till }),
    clerk.post(`/sales/${here.sale.id}/refund`, { amount: 1, method: "cash", register_id: there.till }),
    clerk.post("/gift-cards", { initial_amount: 100, register_id: there.till }),
    clerk.post("/payouts", cash),
    clerk.post("/register-sessions", { register_id: there.till, opening_float: 0 }),
  ]);
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    refused.map(() => [422, "reference_not_found"]),
  );
  expect((await clerk.ok.get("/sales?include=count")).count).toBe(count);
});

test("an account is paid at the own till; at no till, by a run or by hand is for who may see all stores", async () => {
  const { account_id } = paid;
  const { till: register_id, store: store_id } = made.here!;
  const wanted = { account_id, amount: 10, method: "cash" };
  expect(await clerk.ok.post("/payouts", { ...wanted, register_id })).toMatchObject({
    store_id,
    register_id,
  });
  const { slug } = (await clerk.ok.get("/organizations")).data[0];
  const circular = wireTo(`${backroom.url}/circular/api/${slug}`, clerk.key);
  const remitted = { seller_id: account_id, amount: 0.1, payment_method: "cash" };
  const refused = await Promise.all([
    clerk.post("/payouts", wanted),
    circular.send("POST", "/seller-remittances", remitted),
    clerk.post("/gift-cards", { initial_amount: 100 }),
    clerk.post("/payouts/bulk", { method: "cash", account_ids: [account_id] }),
    clerk.post("/balance-entries", { account_id, amount: 5, memo: "mine" }),
  ]);
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    refused.map(() => [403, "forbidden"]),
  );
  expect(refused[0]!.body.errors).toMatchObject([{ pointer: "/register_id" }]);
  expect((await circular.ok("GET", "/seller-remittances")).data.map(({ id }: Json) => id)).not.toContain(
    paid.id,
  );
});

test("trends and reports add up the own store only, whatever store is asked for", async () => {
  const own = { sales: 1, total: 200, refunds: 100 };
  const none = { sales: 0, total: 0, refunds: 0 };
  const trends = (more = "") => clerk.ok.get(`/trends/sales?${period()}&bucket_size=day${more}`);
  const report = (more = "") => clerk.ok.get(`/reports/sales?${period()}${more}`);
  expect((await trends()).data).toMatchObject([own]);
  const grouped = await report("&group_by=store");
  expect(grouped).toMatchObject({ total: own, data: [{ key: made.here!.store, ...own }] });
  expect(grouped.data).toHaveLength(1);
  const there = `&store_id=${made.there!.store}`;
  expect((await trends(there)).data).toMatchObject([none]);
  expect((await report(there)).total).toMatchObject(none);
});

test("gift cards are looked up by their code, whoever issued them, and not listed", async () => {
  for (const query of ["", "?limit=1", "?code[ne]=X", "?deleted=include"])
    expect([query, (await clerk.get(`/gift-cards${query}`)).status]).not.toEqual([query, 200]);
  expect(await clerk.get("/gift-cards")).toMatchObject({
    status: 403,
    body: { errors: [{ pointer: "code" }] },
  });
  expect((await clerk.ok.get("/gift-cards?code=there-700")).data).toMatchObject([
    { id: card.id, balance: 700 },
  ]);
  expect((await clerk.ok.get("/gift-cards?code=none")).data).toEqual([]);
  const { store: store_id, item: item_id, till: register_id } = made.here!;
  const payments = [{ type: "gift_card", gift_card_id: card.id, amount: 100 }];
  const sold = { store_id, register_id, lines: [{ item_id }], payments };
  expect(await clerk.ok.post("/sales/ring-up", sold)).toMatchObject({ status: "finalized" });
  expect((await clerk.ok.get(`/gift-cards/${card.id}`)).balance).toBe(600);
  const own = { initial_amount: 100, code: "HERE-100", register_id };
  await clerk.ok.post("/gift-cards", own);
});
