/** Orders that Mercato made, as clients of Pharus see and move them among their own (MRC-ONE-4, ORD-2, SO-1). */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";
import { type PharusWorld, pharusWorld } from "../../support/pharus.ts";
import { salesRoom } from "../../support/pharus-sales.ts";
import { breachesIn } from "../../support/verified.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let office: Office;
let world: PharusWorld;
let pharus: Wire;
beforeAll(async () => {
  office = await startOffice();
  world = await pharusWorld(office);
  pharus = wireTo(`${office.url}/pharus/api`, office.owner.key);
});
afterAll(async () => {
  expect(await breachesIn(office)).toEqual([]);
  await office.stop();
});

const LINE = { currencyCode: "USD", name: "Coat", quantity: 2, unitPriceNet: 100, taxRate: 20 };
const made = async (more: Json = {}): Promise<string> =>
  (await office.admin.ok("POST", "/sales/orders", { currencyCode: "USD", lines: [LINE], ...more })).id;
const shown = async (id: string): Promise<Json> => (await pharus.ok("GET", `/sales-orders/${id}`)).salesOrder;
const native = (id: string): Promise<Json> => office.owner.ok.get(`/customer-orders/${id}`);
const move = (id: string, body: Json, headers: Record<string, string> = {}) =>
  pharus.send("PATCH", `/sales-orders/${id}`, body, headers);
const word = async (value: string): Promise<string> =>
  (await office.admin.ok("GET", "/sales/order-statuses")).items.find((each: Json) => each.value === value).id;

test("pages hold orders of both kinds once, in the order in which they were made", async () => {
  const room = salesRoom(
    () => world,
    (...asked) => pharus.ok(...asked),
  );
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push((await room.order()).salesOrder.id, await made());
  const found: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Json = await pharus.ok(
      "GET",
      `/sales-orders?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    found.push(...page.data.map(({ id }: Json) => id));
    cursor = page.nextCursor;
  }
  expect(found).toEqual(ids);
  const { data: waiting } = await pharus.ok("GET", "/sales-orders?fulfillmentStatus=Pending");
  expect(waiting.map(({ id }: Json) => id)).toEqual(ids);
});

test("a state that Pharus asks for sets the word where the caller set none", async () => {
  const id = await made();
  expect(await shown(id)).toMatchObject({ orderStatus: "Received", customerId: null });
  const entered = await move(id, { status: "Entered" }, { "idempotency-key": "enter" });
  expect(entered).toMatchObject({ status: 200, body: { orderStatus: "Entered" } });
  expect((await move(id, { status: "Entered" }, { "idempotency-key": "enter" })).body).toEqual(entered.body);
  expect(await native(id)).toMatchObject({ state: "entered", status: "confirmed", version: 2 });
  expect((await move(id, { fulfillmentStatus: "Fulfilled" })).body).toMatchObject({
    ...{ orderStatus: "Invoiced", fulfillmentStatus: "Fulfilled" },
  });
  expect(await native(id)).toMatchObject({ state: "invoiced", status: "fulfilled", outstanding: 2_400_000 });
  expect((await move(id, { status: "Paid" })).body).toMatchObject({ orderStatus: "Paid" });
  expect(await native(id)).toMatchObject({
    state: "paid",
    outstanding: 0,
    payments: [{ amount: 2_400_000 }],
  });
});

test("a caller's word stays; one write goes all the way", async () => {
  const id = await made({ statusEntryId: await word("draft") });
  expect((await move(id, { status: "Entered" })).body).toMatchObject({ orderStatus: "Entered" });
  expect(await native(id)).toMatchObject({ state: "entered", status: "draft" });
  expect((await move(id, { status: "Paid" })).body).toMatchObject({ orderStatus: "Paid" });
  expect(await native(id)).toMatchObject({ status: "draft", version: 3, shipments: [{ items: [{}] }] });
  const other = await made();
  expect((await move(other, { status: "Rejected" })).body).toMatchObject({ orderStatus: "Rejected" });
  expect(await native(other)).toMatchObject({ state: "rejected", status: "canceled" });
});

test("what no fact brings about, and every other change, is refused and changes nothing", async () => {
  const id = await made();
  const before = await native(id);
  const refused: [Json, number, string][] = [
    [{ status: "Completed" }, 409, "invalid_transition"],
    [{ status: "In-Dispute" }, 409, "invalid_transition"],
    [{ fulfillmentStatus: "Partial" }, 409, "invalid_transition"],
    [{ notes: "Ring first" }, 409, "conflict"],
    [{ status: "Entered", brokerFees: 2 }, 409, "conflict"],
  ];
  for (const [body, status, code] of refused)
    expect(await move(id, body)).toMatchObject({ status, body: { error: { code } } });
  const { data: items } = await pharus.ok("GET", `/sales-orders/${id}/items`);
  const item = { skuId: crypto.randomUUID(), quantity: 1 };
  const asked: [string, string, Json?][] = [
    ["POST", `/sales-orders/${id}/items`, item],
    ["PATCH", `/sales-order-items/${items[0].id}`, { quantity: 3 }],
    ["DELETE", `/sales-order-items/${items[0].id}`],
  ];
  for (const each of asked) expect(await pharus.send(...each)).toMatchObject({ status: 409 });
  expect(await native(id)).toEqual(before);
  const paid = await made();
  await office.admin.ok("POST", "/sales/payments", { orderId: paid, amount: 1, currencyCode: "USD" });
  expect((await move(paid, { status: "Rejected" })).status).toBe(409);
  expect((await pharus.send("DELETE", `/sales-orders/${paid}`)).status).toBe(409);
});

test("notes are shared, and an order that is deleted is gone at both doors", async () => {
  const id = await made();
  const note = await pharus.ok("POST", `/sales-orders/${id}/notes`, { body: "Ring first" });
  const { items } = await office.admin.ok("GET", `/sales/notes?contextType=order&contextId=${id}`);
  expect(items).toMatchObject([{ id: note.id, body: "Ring first" }]);
  expect((await pharus.ok("GET", `/sales-orders/${id}/notes`)).data).toEqual([note]);
  expect(await pharus.ok("DELETE", `/sales-order-notes/${note.id}`)).toEqual({ deletedId: note.id });
  expect((await pharus.ok("GET", `/sales-orders/${id}/notes`)).data).toEqual([]);
  expect(await pharus.ok("DELETE", `/sales-orders/${id}`)).toEqual({ deletedId: id });
  expect((await pharus.send("GET", `/sales-orders/${id}`)).status).toBe(404);
  expect((await office.admin.ok("GET", `/sales/orders?id=${id}`)).items).toEqual([]);
  expect((await pharus.send("PATCH", `/sales-orders/${id}`, { status: "Entered" })).status).toBe(404);
});
