/** Orders that Pharus made, as users of Mercato see them among their own; they are changed where they were made (MRC-ONE-4…MRC-ONE-6). */
import type { Json } from "../../support/backroom.ts";
import {
  bearerOf,
  beginTenant,
  type Office,
  signedIn,
  speaking,
  startOffice,
  type User,
} from "../../support/mercato.ts";
import { pharusWorld } from "../../support/pharus.ts";
import { salesRoom } from "../../support/pharus-sales.ts";
import { breachesIn } from "../../support/verified.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let office: Office;
let pharus: Wire;
let room: ReturnType<typeof salesRoom>;
beforeAll(async () => {
  office = await startOffice();
  const world = await pharusWorld(office);
  pharus = wireTo(`${office.url}/pharus/api`, office.owner.key);
  room = salesRoom(
    () => world,
    (...asked) => pharus.ok(...asked),
  );
});
afterAll(async () => {
  expect(await breachesIn(office)).toEqual([]);
  await office.stop();
});

const wholesale = async (items?: Json[]): Promise<string> =>
  (await room.order(items ? { items } : {})).salesOrder.id;
const own = async (quantity: number, unitPriceNet: number): Promise<string> => {
  const lines = [{ currencyCode: "USD", name: "Coat", quantity, unitPriceNet }];
  return (await office.admin.ok("POST", "/sales/orders", { currencyCode: "USD", lines })).id;
};
const move = (id: string, status: string) => pharus.ok("PATCH", `/sales-orders/${id}`, { status });
const get = (path: string, user: User = office.admin): Promise<Json> => user.ok("GET", path);
const orderOf = async (id: string): Promise<Json> => (await get(`/sales/orders?id=${id}`)).items[0];
const idsIn = ({ items }: Json): string[] => items.map(({ id }: Json) => id);

test("an order goes its way in Pharus, and Mercato tells its lines, what has left of them, and what is paid", async () => {
  const sku = await room.sku(40);
  const { salesOrder } = await room.order({
    items: [
      { skuId: sku, quantity: 4, unitPrice: 12.5 },
      { skuId: await room.sku(9), quantity: 6, unitPrice: 1.25 },
    ],
  });
  const { id } = salesOrder;
  expect(await orderOf(id)).toMatchObject({
    ...{ orderNumber: salesOrder.soNumber, customerEntityId: salesOrder.customerId, currencyCode: "USD" },
    ...{ channelId: salesOrder.orderChannelId, status: null, lineItemCount: 2, tags: [] },
    ...{ grandTotalNetAmount: 57.5, grandTotalGrossAmount: 57.5, taxTotalAmount: 0 },
    ...{ paidTotalAmount: 0, outstandingAmount: 57.5, placedAt: expect.stringMatching(/T00:00:00/) },
    organizationId: expect.any(String),
  });
  const lines = await get(`/sales/order-lines?orderId=${id}`);
  expect([lines.total, lines.items]).toMatchObject([
    2,
    [
      { line_number: 1, quantity: 4, unit_price_net: 12.5, total_gross_amount: 50, fulfilled_quantity: 0 },
      { line_number: 2, quantity: 6, unit_price_net: 1.25, total_gross_amount: 7.5, order_id: id },
    ],
  ]);
  expect(lines.items[0]).toMatchObject({ name: expect.any(String), catalog_snapshot: { sku_id: sku } });
  expect((await get(`/sales/shipments?orderId=${id}`)).items).toEqual([]);

  await move(id, "Entered");
  expect((await orderOf(id)).status).toBe("confirmed");
  await pharus.ok("PATCH", `/sales-orders/${id}`, { status: "Shipped" });
  const shipped = await get(`/sales/shipments?orderId=${id}`);
  expect([shipped.total, shipped.items]).toMatchObject([
    2,
    [
      { order_id: id, items_snapshot: [{ orderLineNumber: 1, quantity: 4 }] },
      { order_id: id, items_snapshot: [{ orderLineNumber: 2, quantity: 6 }] },
    ],
  ]);
  expect((await get(`/sales/payments?orderId=${id}`)).total).toBe(0);
  await move(id, "Paid");
  expect((await get(`/sales/payments?orderId=${id}`)).items).toMatchObject([
    { order_id: id, amount: 57.5, currency_code: "USD", payment_reference: expect.stringMatching(/-1$/) },
  ]);
  expect(await orderOf(id)).toMatchObject({
    status: "fulfilled",
    paidTotalAmount: 57.5,
    outstandingAmount: 0,
  });
  const rejected = await wholesale();
  await move(rejected, "Rejected");
  expect((await orderOf(rejected)).status).toBe("canceled");
});

test("pages of either kind hold each once, with one total, by every sort and filter (MRC-W-10, MRC-DOC-8, MRC-INV-11)", async () => {
  const sku = await room.sku();
  const made: string[] = [];
  for (let i = 1; i <= 5; i++) {
    made.push(await wholesale([{ skuId: sku, quantity: i, unitPrice: 700 }]));
    made.push(await own(i, 701 - i));
  }
  const walk = async (query: string): Promise<Json[]> => {
    const rows: Json[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const answer = await get(`/sales/orders?pageSize=3&page=${page}&${query}`);
      expect(answer.totalPages).toBe(Math.ceil(answer.total / 3));
      pages = answer.totalPages;
      rows.push(...answer.items);
      if (page === pages) expect(rows).toHaveLength(answer.total);
    }
    return rows;
  };
  const newest = (await walk("")).map(({ id }) => id);
  expect(new Set(newest).size).toBe(newest.length);
  expect(newest.slice(0, 10)).toEqual(made.toReversed());
  const sorts = ["placedAt", "orderNumber", "lineItemCount", "grandTotalNetAmount", "grandTotalGrossAmount"];
  for (const sortField of [...sorts, "updatedAt", "createdAt", "id"])
    for (const sortDir of ["asc", "desc"]) {
      const rows = await walk(`sortField=${sortField}&sortDir=${sortDir}`);
      expect(rows.map(({ id }) => id).sort()).toEqual(newest.toSorted());
      const keys = rows.map((row) => (sortField === "id" ? row.createdAt : row[sortField]));
      const given = keys.filter((each) => each !== null);
      const sorted = given.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
      expect([sortField, given]).toEqual([sortField, sortDir === "asc" ? sorted : sorted.toReversed()]);
    }
  const filtered = async (query: string) => (await walk(query)).map(({ id }) => id).sort();
  expect(await filtered("totalGrossMin=2100&totalGrossMax=2800")).toEqual(
    [made[4]!, made[6]!, made[7]!].sort(),
  );
  expect(await filtered("totalNetMin=3480&totalNetMax=3500")).toEqual([made[8]!, made[9]!].sort());
  expect(await filtered("lineItemCountMin=2&totalNetMin=2000")).toEqual([]);
  const { customerEntityId, channelId, orderNumber } = await orderOf(made[0]!);
  const seenByPharus = (await pharus.ok("GET", `/sales-orders?customer=${customerEntityId}&limit=100`)).data;
  expect(await filtered(`customerId=${customerEntityId}`)).toEqual(
    seenByPharus.map(({ id }: Json) => id).sort(),
  );
  expect(await filtered(`channelId=${channelId}`)).toEqual(seenByPharus.map(({ id }: Json) => id).sort());
  expect(await filtered(`search=${orderNumber}`)).toEqual([made[0]]);
  expect(await filtered(`tagIds=${crypto.randomUUID()}`)).toEqual([]);
  expect(await filtered(`ids=${made[0]},${made[1]}`)).toEqual([made[0]!, made[1]!].sort());
  expect(await filtered("dateFrom=2020-01-01&dateTo=2020-01-02")).toEqual([]);
});

test("lines, shipments and payments of all orders are one list each, in the order of the orders", async () => {
  for (const path of ["/sales/order-lines", "/sales/shipments", "/sales/payments"]) {
    const { items: all, total } = await get(`${path}?pageSize=100`);
    expect(all).toHaveLength(total);
    const moments = all.map((row: Json) => row.created_at);
    const paged: Json[] = [];
    for (let page = 1; page <= Math.ceil(total / 4); page++)
      paged.push(...(await get(`${path}?pageSize=4&page=${page}`)).items);
    expect(paged).toEqual(all);
    expect(new Set(idsIn({ items: all })).size).toBe(total);
    if (path === "/sales/order-lines") expect(total).toBeGreaterThan(11);
    if (path !== "/sales/order-lines") expect(moments).toEqual(moments.toSorted().toReversed());
  }
  const { items: orders } = await get("/sales/orders?pageSize=100");
  const { items: lines } = await get("/sales/order-lines?pageSize=100");
  expect([...new Set(lines.map((line: Json) => line.order_id))]).toEqual(idsIn({ items: orders }));
});

test("what Mercato cannot change is refused in a sentence, and nothing changes", async () => {
  const id = await wholesale();
  await move(id, "Paid");
  const before = await pharus.ok("GET", `/sales-orders/${id}`);
  const [line] = (await get(`/sales/order-lines?orderId=${id}`)).items;
  const [payment] = (await get(`/sales/payments?orderId=${id}`)).items;
  const [shipment] = (await get(`/sales/shipments?orderId=${id}`)).items;
  const value = { quantity: 1, currencyCode: "USD" };
  const asked: [string, string, Json][] = [
    ["PUT", "/sales/orders", { id, comment: "Ring first" }],
    ["PUT", "/sales/orders", { id, currencyCode: "EUR", comment: "Ring first" }],
    ["DELETE", "/sales/orders", { id }],
    ["POST", "/sales/order-lines", { ...value, orderId: id }],
    ["PUT", "/sales/order-lines", { ...value, orderId: id, id: line.id }],
    ["DELETE", "/sales/order-lines", { orderId: id, id: line.id }],
    ["POST", "/sales/order-adjustments", { orderId: id, kind: "discount", amountNet: 1 }],
    ["POST", "/sales/shipments", { orderId: id, items: [{ orderLineId: line.id, quantity: 1 }] }],
    ["PUT", "/sales/shipments", { id: shipment.id, notes: "Late" }],
    ["DELETE", "/sales/shipments", { orderId: id, id: shipment.id }],
    ["POST", "/sales/payments", { orderId: id, amount: 1, currencyCode: "USD" }],
    ["PUT", "/sales/payments", { id: payment.id, amount: 1, currencyCode: "USD" }],
    ["DELETE", "/sales/payments", { id: payment.id }],
    ["POST", "/sales/notes", { contextType: "order", contextId: id, body: "Hello" }],
    ["POST", "/sales/document-addresses", { documentId: id, documentKind: "order", addressLine1: "Lane 1" }],
  ];
  for (const [method, path, body] of asked) {
    const said = await office.admin.say(method, path, body);
    expect([method, path, said.status, said.body]).toMatchObject([
      ...[method, path, 409],
      { error: expect.stringMatching(/wholesale/), code: "locked" },
    ]);
  }
  const { id: quoteId } = await office.admin.ok("POST", "/sales/quotes", { currencyCode: "USD" });
  const converted = await office.admin.say("POST", "/sales/quotes/convert", { quoteId, orderId: id });
  expect([converted.status, converted.body.code]).toEqual([409, "conflict"]);
  expect(await pharus.ok("GET", `/sales-orders/${id}`)).toEqual(before);
});

test("a number that a sales order has is taken here, and passed over (MRC-ONE-4, MRC-INV-8)", async () => {
  const { orderNumber } = await orderOf(await wholesale());
  const { admin } = office;
  const again = await admin.say("POST", "/sales/orders", { currencyCode: "USD", orderNumber });
  expect([again.status, Object.keys(again.body.fieldErrors)]).toEqual([409, ["orderNumber"]]);
  const id = await own(1, 1);
  expect((await admin.say("PUT", "/sales/orders", { id, orderNumber })).status).toBe(409);
  const { id: quoteId } = await admin.ok("POST", "/sales/quotes", { currencyCode: "USD" });
  expect((await admin.say("POST", "/sales/quotes/convert", { quoteId, orderNumber })).status).toBe(409);
  expect((await get(`/sales/quotes?id=${quoteId}`)).total).toBe(1);
  const orderNumberFormat = orderNumber.replace(/\d+$/, "{seq:6}");
  const settings = await get("/sales/settings/document-numbers");
  const nextOrderNumber = Math.max(settings.nextOrderNumber, Number(orderNumber.replace(/\D/g, "")));
  await admin.ok("PUT", "/sales/settings/document-numbers", { orderNumberFormat, nextOrderNumber });
  const made = await orderOf(await own(1, 1));
  expect(made.orderNumber).not.toBe(orderNumber);
});

test("a number that a customer's order has is passed over by sales orders, whoever comes first (MRC-INV-8)", async () => {
  const { orderNumber: latest } = await orderOf(await wholesale());
  const numbered = (ahead: number) => `SO-${String(Number(latest.slice(3)) + ahead).padStart(6, "0")}`;
  const say = (orderNumber: string) =>
    office.admin.say("POST", "/sales/orders", { currencyCode: "USD", orderNumber });
  expect((await say(numbered(1))).status).toBe(201);
  expect((await say(numbered(1))).status).toBe(409);
  const made = await Promise.all([
    ...Array.from({ length: 6 }, () => wholesale()),
    ...[2, 3, 4, 5, 6].map(async (ahead) => (await say(numbered(ahead))).body.id as string | undefined),
  ]);
  const rows = await Promise.all(made.flatMap((id) => (id ? [orderOf(id)] : [])));
  const numbers = [numbered(1), ...rows.map((row) => row.orderNumber)];
  expect(new Set(numbers).size).toBe(numbers.length);
  // Refused for another reason, the number stays free for customers.
  const ahead = numbered(40);
  const wrong = { currencyCode: "USD", orderNumber: ahead, tags: [crypto.randomUUID()] };
  expect((await office.admin.say("POST", "/sales/orders", wrong)).status).toBe(400);
  expect((await say(ahead)).status).toBe(201);
  expect((await orderOf(await wholesale())).orderNumber).not.toBe(ahead);
});

test("users of a sub-unit, members of one store and other tenants see none of them, nor learn that they exist (MRC-ONE-6, INV-29)", async () => {
  const id = await wholesale();
  const line = (await get(`/sales/order-lines?orderId=${id}`)).items[0];
  const { admin, owner, url } = office;
  const { id: unit } = await admin.ok("POST", "/directory/organizations", { name: "North" });
  const { id: roleId } = await admin.ok("POST", "/auth/roles", { name: "north" });
  await admin.ok("PUT", "/auth/roles/acl", { roleId, features: ["sales.*"], organizations: [unit] });
  const below = await signedIn(office, owner, "n@office.example", ["north"], { business_unit_id: unit });
  const other = await office.organization("Other");
  const stranger = await beginTenant(url, other);
  for (const say of [below.say, stranger]) {
    for (const path of [`orders?id=${id}`, `order-lines?orderId=${id}`, `order-lines?id=${line.id}`]) {
      const { status, body } = await say("GET", `/sales/${path}`);
      expect([path, status, body.total, body.items]).toEqual([path, 200, 0, []]);
    }
    const said = await say("PUT", "/sales/orders", { id, comment: "Mine" });
    expect([said.status, said.body.code]).toEqual([404, "not_found"]);
  }
});

test("a member of one store sees none: they are about all stores (PRM-4)", async () => {
  const owner = await office.organization("Two stores");
  const there = await pharusWorld({ ...office, owner });
  const wire = wireTo(`${office.url}/pharus/api`, owner.key);
  const { salesOrder } = await salesRoom(
    () => there,
    (...asked) => wire.ok(...asked),
  ).order();
  await beginTenant(office.url, owner);
  const { id: store } = await owner.ok.post("/stores", { name: "Corner", timezone: "UTC" });
  const [me] = (await owner.ok.get("/members?role=owner")).data;
  const { key } = await owner.ok.post("/api-keys", { name: "clerk", access: "admin" });
  const say = speaking(office.url, bearerOf(key));
  await owner.ok.patch(`/members/${me.id}`, { store_ids: [store] });
  expect((await say("GET", `/sales/orders?id=${salesOrder.id}`)).body.items).toEqual([]);
  const said = await say("PUT", "/sales/orders", { id: salesOrder.id, comment: "Mine" });
  expect([said.status, said.body.code]).toEqual([404, "not_found"]);
});

test("one that Pharus deleted is shown with the deleted ones alone (MRC-W-14)", async () => {
  const id = await wholesale();
  await move(id, "Entered");
  await pharus.ok("DELETE", `/sales-orders/${id}`);
  expect(await orderOf(id)).toBeUndefined();
  expect(idsIn(await get(`/sales/orders?id=${id}&withDeleted=true`))).toEqual([id]);
  expect((await get(`/sales/order-lines?orderId=${id}`)).items).toEqual([]);
  expect((await office.admin.say("DELETE", "/sales/orders", { id })).status).toBe(404);
});
