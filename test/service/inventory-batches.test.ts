/** Batches: what a consignor brings together, handed in, accepted or declined (4.3). */
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let account: string;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  account = (await shop.ok.post("/accounts", { company: "Bringer" })).id;
});
afterAll(() => backroom.stop());

const batch = (more: object = {}) => shop.ok.post("/batches", { account_id: account, ...more });
const piece = (batch_id: string, more: object = {}) =>
  shop.ok.post("/items", { title: "Dress", tag_price: 3000, account_id: account, batch_id, ...more });
const statusOf = async (id: string) => (await shop.ok.get(`/items/${id}`)).status;

test("4.3: draft, handed in, accepted and declined piece by piece", async () => {
  const { id, number } = await batch();
  expect(number).toMatch(/^\d{6}$/);
  const empty = await shop.post(`/batches/${id}/submit`);
  expect([empty.status, empty.body.code]).toEqual([409, "conflict"]);
  const [a, b] = [await piece(id), await piece(id)];
  expect([a.status, b.status]).toEqual(["inactive", "inactive"]);
  const early = await shop.post(`/batches/${id}/accept`);
  expect([early.status, early.body.code]).toEqual([409, "invalid_transition"]);
  const submitted = await shop.ok.post(`/batches/${id}/submit`);
  expect(submitted).toMatchObject({ status: "submitted", item_ids: [a.id, b.id], version: 2 });
  expect(submitted.submitted_at).not.toBeNull();
  expect((await shop.ok.post(`/batches/${id}/submit`)).version).toBe(2);
  expect(await statusOf(a.id)).toBe("inactive");
  await shop.ok.post(`/batches/${id}/accept`, { items: [a.id] });
  await shop.ok.post(`/batches/${id}/decline`, { items: [b.id] });
  expect([await statusOf(a.id), await statusOf(b.id)]).toEqual(["active", "to_be_returned"]);
  const again = await shop.ok.post(`/batches/${id}/accept`);
  expect(again.item_ids).toEqual([a.id, b.id]);
  expect((await shop.ok.get(`/items/${a.id}`)).version).toBe(2);
  const strange = await shop.post(`/batches/${id}/accept`, { items: [a.id, newId()] });
  expect([strange.status, strange.body.errors[0].pointer]).toEqual([422, "/items/1"]);
});

test("4.3: taken back while nothing is sold, returned or donated", async () => {
  const { id } = await batch();
  const { id: one } = await piece(id);
  await shop.ok.post(`/batches/${id}/submit`);
  const { submitted_at } = await shop.ok.get(`/batches/${id}`);
  expect(await shop.ok.post(`/batches/${id}/reopen`)).toMatchObject({ status: "draft", submitted_at });
  expect((await shop.ok.post(`/batches/${id}/reopen`)).version).toBe(3);
  await shop.ok.post(`/batches/${id}/submit`);
  await shop.ok.post(`/items/${one}/status`, { status: "donated" });
  const refused = await shop.post(`/batches/${id}/reopen`);
  expect(refused).toMatchObject({ status: 409, body: { code: "conflict", item_ids: [one] } });
});

test("DEL-3: a draft without items is deleted for good; anything else stays", async () => {
  const { id } = await batch();
  const { id: one } = await piece(id);
  expect((await shop.delete(`/batches/${id}`)).body).toMatchObject({
    code: "in_use",
    references: { items: { count: 1, sample_ids: [one] } },
  });
  await shop.ok.post(`/batches/${id}/submit`);
  expect((await shop.delete(`/batches/${id}`)).body.code).toBe("not_deletable");
  const empty = await batch();
  expect((await shop.delete(`/batches/${empty.id}`)).body).toEqual({ deleted_id: empty.id });
  expect((await shop.get(`/batches/${empty.id}`)).status).toBe(404);
});

test("one account's batch takes no other account's pieces (422)", async () => {
  const { id } = await batch();
  const other = await shop.ok.post("/accounts", { company: "Other" });
  const reply = await shop.post("/items", { title: "A", tag_price: 1, account_id: other.id, batch_id: id });
  expect([reply.status, reply.body.errors[0].pointer]).toEqual([422, "/batch_id"]);
});

test("a batch's own fields change; its state does not (STM)", async () => {
  const { id } = await batch();
  expect(await shop.ok.patch(`/batches/${id}`, { description: "Summer" })).toMatchObject({
    description: "Summer",
    status: "draft",
  });
  const reply = await shop.patch(`/batches/${id}`, { status: "submitted" });
  expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, "/status"]);
  const list = await shop.ok.get("/batches?status=draft&sort=-number&limit=1");
  expect(list.data[0].id).toBe(id);
});

test("INV-29: another organization's batch answers like a missing one", async () => {
  const other = await backroom.organization("Other");
  const { id } = await batch();
  for (const verb of ["submit", "reopen", "accept", "decline"])
    expect((await other.post(`/batches/${id}/${verb}`)).status).toBe(404);
  expect((await other.get(`/batches/${id}`)).status).toBe(404);
  expect((await other.delete(`/batches/${id}`)).status).toBe(404);
  const body = { title: "A", tag_price: 1, inventory_type: "retail", batch_id: id };
  expect((await other.post("/items", body)).body.errors[0].pointer).toBe("/batch_id");
});
