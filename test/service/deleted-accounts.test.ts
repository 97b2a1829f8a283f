/** DEL-5: a deleted account owes nothing and is owed nothing; one that is again comes back into the lists. */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { openShop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
});
afterAll(() => backroom.stop());

const ids = async (path: string): Promise<string[]> =>
  (await owner.ok.get(path)).data.map((each: Json) => each.id);

test("a refund that makes a deleted account owe the shop brings it back", async () => {
  const shop = await openShop(owner, { tax: false });
  const id = shop.consignor;
  const sale = await shop.open(await shop.piece(10_000));
  await owner.ok.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "cash", amount: 10_000 }] });
  const out = { account_id: id, amount: 6000, method: "cash", approved: true, completed: true };
  await owner.ok.post("/payouts", out);
  expect((await owner.delete(`/accounts/${id}`)).status).toBe(200);
  expect(await ids("/accounts?balance:lt=0")).toEqual([]);
  await owner.ok.post(`/sales/${sale.id}/refund`, {});
  expect(await owner.ok.get(`/accounts/${id}`)).toMatchObject({ balance: -6000, deleted_at: null });
  expect(await ids("/accounts?balance:lt=0")).toEqual([id]);
  const { data } = await owner.ok.get(`/audit?entity_id=${id}`);
  expect(data.flatMap((each: Json) => each.changes.map((one: Json) => one.verb))).toContain("restored");
});

test("store credit that comes to a deleted account brings it back", async () => {
  const shop = await openShop(owner, { tax: false });
  const { id } = await owner.ok.post("/accounts", { first_name: "Cy" });
  const body = { store_id: shop.store, customer_id: id, lines: [{ item_id: await shop.piece(5000) }] };
  const sale = await owner.ok.post("/sales/ring-up", { ...body, payments: [{ type: "cash", amount: 5000 }] });
  expect((await owner.delete(`/accounts/${id}`)).status).toBe(200);
  await owner.ok.post(`/sales/${sale.id}/refund`, { method: "store_credit", account_id: id });
  expect(await owner.ok.get(`/accounts/${id}`)).toMatchObject({ store_credit: 5000, deleted_at: null });
});

test("one that stays even stays deleted, and the books hold", async () => {
  const { id } = await owner.ok.post("/accounts", { first_name: "Di", is_vendor: true });
  await owner.ok.post("/balance-entries", { account_id: id, amount: 500, memo: "in" });
  await owner.ok.post("/balance-entries", { account_id: id, amount: -500, memo: "out" });
  expect((await owner.delete(`/accounts/${id}`)).status).toBe(200);
  expect((await owner.ok.get(`/accounts/${id}`)).deleted_at).not.toBeNull();
  expect(await breachesIn(backroom)).toEqual([]);
});
