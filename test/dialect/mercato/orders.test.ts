/** Quotes that become orders, their shipments and payments, in Mercato, natively and in the books (6.5 to 6.10). */
import type { Json } from "../../support/backroom.ts";
import { until } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";
import { breachesIn } from "../../support/verified.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(async () => {
  expect(await breachesIn(office)).toEqual([]);
  await office.stop();
});

const ok = (...asked: [string, string, Json?]): Promise<Json> => office.admin.ok(...asked);
const say = (...asked: [string, string, Json?]) => office.admin.say(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const [QUOTES, ORDERS, SHIPMENTS, PAYMENTS] = ["quotes", "orders", "shipments", "payments"].map(
  (each) => `/sales/${each}`,
) as [string, string, string, string];

const M4 = {
  currencyCode: "USD",
  name: "Coat",
  quantity: 2,
  unitPriceNet: 100,
  taxRate: 20,
  discountPercent: 10,
};
const M1 = {
  currencyCode: "USD",
  name: "Hat",
  quantity: 2,
  unitPriceNet: 10,
  taxRate: 23,
  discountAmount: 1,
};
const rowOf = async (id: string): Promise<Json> => (await ok("GET", `${ORDERS}?id=${id}`)).items[0];
const linesOf = async (orderId: string): Promise<Json[]> =>
  (await ok("GET", `/sales/order-lines?orderId=${orderId}`)).items;
const order = async (more: Json = {}): Promise<{ id: string; lines: Json[] }> => {
  const id = await made(ORDERS, { currencyCode: "USD", lines: [M4, M1], ...more });
  return { id, lines: await linesOf(id) };
};
const ship = (orderId: string, line: Json, quantity: number) =>
  say("POST", SHIPMENTS, { orderId, items: [{ orderLineId: line.id, quantity }] });

/** Balances of the ledger's accounts, once the books hold everything. */
async function balances(): Promise<Record<string, number>> {
  const { data } = await office.owner.ok.get("/ledger-accounts");
  return Object.fromEntries(data.map((each: Json) => [each.ledger_account, each.balance]));
}

test("the main flow: company and person, quote, order, shipments, payments, statuses, notes, books", async () => {
  const companyId = await made("/customers/companies", { displayName: "Mill" });
  await made("/customers/people", { firstName: "Ada", lastName: "Lind", companyEntityId: companyId });
  const quoteId = await made(QUOTES, { currencyCode: "USD", customerEntityId: companyId, lines: [M4, M1] });
  await ok("POST", "/sales/quote-adjustments", {
    ...{ quoteId, kind: "discount", rate: 0, amountNet: 20, amountGross: 20, currencyCode: "USD" },
  });
  const [quote] = (await ok("GET", `${QUOTES}?id=${quoteId}`)).items;
  const { orderId } = await ok("POST", `${QUOTES}/convert`, { quoteId });
  expect(orderId).toBe(quoteId);
  expect((await ok("GET", `${QUOTES}?id=${quoteId}`)).items).toEqual([]);
  const before = await rowOf(orderId);
  expect([before.orderNumber, before.grandTotalGrossAmount]).toEqual([
    quote.quoteNumber,
    quote.grandTotalGrossAmount,
  ]);
  const native = async () => office.owner.ok.get(`/customer-orders/${orderId}`);
  expect(await native()).toMatchObject({ state: "received", grand_gross: 2_181_400, outstanding: 2_181_400 });

  const [coat, hat] = (await linesOf(orderId)) as [Json, Json];
  expect((await ship(orderId, coat, 1)).status).toBe(201);
  expect(await native()).toMatchObject({ state: "entered", lines: [{ shipped: 1_000_000 }, { shipped: 0 }] });
  expect((await ship(orderId, coat, 1.000001)).status).toBe(400);
  expect((await ship(orderId, coat, 1)).status).toBe(201);
  expect((await ship(orderId, hat, 2)).status).toBe(201);
  expect(await native()).toMatchObject({ state: "invoiced" });

  const pay = { orderId, currencyCode: "USD" };
  const first = await ok("POST", PAYMENTS, { ...pay, amount: 100 });
  expect(first.orderTotals).toEqual({
    ...{ paidTotalAmount: 100, refundedTotalAmount: 0, outstandingAmount: 118.14 },
  });
  const fulfilled = await made("/sales/order-statuses", { value: "settled", label: "Settled" });
  await ok("POST", PAYMENTS, { ...pay, amount: 118.14, documentStatusEntryId: fulfilled });
  expect(await native()).toMatchObject({ state: "paid", outstanding: 0, status: "settled" });
  const { items: notes } = await ok("GET", `/sales/notes?contextType=order&contextId=${orderId}`);
  expect(notes.map(({ body }: Json) => body.replace(/ by .*/, ""))).toEqual([
    "Status changed from none to settled",
  ]);

  const receivable = `receivable:${companyId}`;
  const held = await until(async () => {
    const found = await balances();
    return found.sales && found[receivable] === 0 && found.bank === 21_814 ? found : null;
  }, "the books to hold the order");
  expect(Object.values(held).reduce((sum, each) => sum + each, 0)).toBe(0);
  expect([held.sales, held["tax:other"]]).toEqual([-17_800, -4014]);
});

test("MRC-TOT-3: a refund is owed again, and lines count after payments", async () => {
  const { id } = await order();
  const { id: payment } = await ok("POST", PAYMENTS, { orderId: id, amount: 100, currencyCode: "USD" });
  const back = await ok("PUT", PAYMENTS, { id: payment, refundedAmount: 40 });
  expect(back.orderTotals).toEqual({
    ...{ paidTotalAmount: 100, refundedTotalAmount: 40, outstandingAmount: 178.14 },
  });
  const line = { ...M1, orderId: id, quantity: 1, unitPriceNet: 61.86, taxRate: 0, discountAmount: 0 };
  await ok("POST", "/sales/order-lines", line);
  expect(await rowOf(id)).toMatchObject({ paidTotalAmount: 100, outstandingAmount: 240 });
  const gone = await ok("DELETE", PAYMENTS, { id: payment });
  expect(gone.orderTotals.outstandingAmount).toBe(300);
});

test("MRC-SHP-1, MRC-INV-2: of fifty at once as many are shipped as were ordered", async () => {
  const { id, lines } = await order({ lines: [{ ...M1, quantity: 20 }] });
  const insist = async (): Promise<number> => {
    const { status } = await ship(id, lines[0]!, 1);
    // Whoever lost the order to the others for too long is asked to try again.
    return status === 503 ? insist() : status;
  };
  const statuses = await Promise.all(Array.from({ length: 50 }, insist));
  expect(statuses.filter((each) => each === 201)).toHaveLength(20);
  expect(statuses.filter((each) => each === 400)).toHaveLength(30);
  expect((await linesOf(id))[0]).toMatchObject({ quantity: 20, fulfilled_quantity: 20 });
});

test("MRC-PAY-4: what is paid is the sum of payments made at once", async () => {
  const { id } = await order();
  const pay = (amount: number) => ok("POST", PAYMENTS, { orderId: id, amount, currencyCode: "USD" });
  await Promise.all(Array.from({ length: 12 }, (_, n) => pay(n + 0.5)));
  expect(await rowOf(id)).toMatchObject({ paidTotalAmount: 72, outstandingAmount: 166.14 });
});

test("MRC-QUO-1: of twenty conversions at once one makes the order; no number is used up", async () => {
  const id = await made(QUOTES, { currencyCode: "USD", lines: [M1] });
  const before = (await order()).id;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => say("POST", `${QUOTES}/convert`, { quoteId: id })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(404)]);
  const next = (await order()).id;
  const digits = async (which: string) => Number((await rowOf(which)).orderNumber.replace(/\D/g, ""));
  expect((await digits(next)) - (await digits(before))).toBe(1);
  expect((await say("POST", `${QUOTES}/convert`, { quoteId: crypto.randomUUID() })).status).toBe(404);
  const other = await made(QUOTES, { currencyCode: "USD" });
  expect((await say("POST", `${QUOTES}/convert`, { quoteId: other, orderId: next })).status).toBe(409);
  const { orderNumber } = await rowOf(next);
  expect((await say("POST", `${QUOTES}/convert`, { quoteId: other, orderNumber })).status).toBe(409);
  expect((await ok("GET", `${QUOTES}?id=${other}`)).items).toHaveLength(1);
});

test("MRC-LIN-2, MRC-DOC-7: what is shipped or paid holds lines and order in place", async () => {
  const { id, lines } = await order();
  const { body: shipment } = await ship(id, lines[0]!, 2);
  const less = await say("PUT", "/sales/order-lines", { ...M4, id: lines[0]!.id, orderId: id, quantity: 1 });
  expect(less.status).toBe(409);
  const dropped = { id: lines[0]!.id, orderId: id };
  expect((await say("DELETE", "/sales/order-lines", dropped)).status).toBe(409);
  expect((await say("DELETE", ORDERS, { id })).status).toBe(409);
  await ok("DELETE", SHIPMENTS, { id: shipment.id, orderId: id });
  await ok("DELETE", "/sales/order-lines", dropped);
  expect((await linesOf(id)).map((each) => [each.line_number, each.name])).toEqual([[1, "Hat"]]);
  const { id: payment } = await ok("POST", PAYMENTS, { orderId: id, amount: 1, currencyCode: "USD" });
  expect((await say("DELETE", ORDERS, { id })).status).toBe(409);
  await ok("DELETE", PAYMENTS, { id: payment });
  await ok("DELETE", ORDERS, { id });
  expect((await ok("GET", `${ORDERS}?id=${id}`)).items).toEqual([]);
});

test("MRC-DOC-6: the customer and the addresses change only in the states of the settings", async () => {
  const { id } = await order();
  const guards = (customer: string[] | null, address: string[] | null) =>
    ok("PUT", "/sales/settings/order-editing", {
      ...{ orderCustomerEditableStatuses: customer, orderAddressEditableStatuses: address },
    });
  await guards([], ["draft"]);
  for (const change of [{ metadata: { a: 1 } }, { shippingAddressSnapshot: { city: "Riga" } }])
    expect((await say("PUT", ORDERS, { id, ...change })).status).toBe(400);
  const address = { documentId: id, documentKind: "order", addressLine1: "Long Street 1" };
  expect((await say("POST", "/sales/document-addresses", address)).status).toBe(400);
  await ok("PUT", ORDERS, { id, comment: "Soon." });
  await guards(null, null);
  await ok("POST", "/sales/document-addresses", address);
});

test("wrong shipments and payments are refused by name and change nothing", async () => {
  const { id, lines } = await order();
  const other = await order();
  const item = { orderLineId: lines[0]!.id, quantity: 1 };
  const paid = { orderId: id, amount: 1, currencyCode: "USD" };
  const asked: [string, Json, number][] = [
    [SHIPMENTS, { orderId: id, items: [] }, 400],
    [SHIPMENTS, { orderId: id, items: [{ ...item, quantity: 0 }] }, 400],
    [SHIPMENTS, { orderId: id, items: [{ ...item, quantity: -1 }] }, 400],
    [SHIPMENTS, { orderId: id, items: [item, { ...item, quantity: 2 }] }, 400],
    [SHIPMENTS, { orderId: id, items: [{ ...item, orderLineId: other.lines[0]!.id }] }, 404],
    [SHIPMENTS, { orderId: crypto.randomUUID(), items: [item] }, 404],
    [SHIPMENTS, { items: [item] }, 400],
    [PAYMENTS, { ...paid, amount: -1 }, 400],
    [PAYMENTS, { ...paid, currencyCode: "EUR" }, 400],
    [PAYMENTS, { ...paid, refundedAmount: 2 }, 400],
    [PAYMENTS, { ...paid, allocations: [{ orderId: id, amount: 2 }] }, 400],
    [PAYMENTS, { ...paid, allocations: [{ orderId: other.id, amount: 1 }] }, 400],
    [PAYMENTS, { ...paid, paymentMethodId: crypto.randomUUID() }, 400],
    [PAYMENTS, { amount: 1, currencyCode: "USD" }, 400],
    [PAYMENTS, { ...paid, orderId: crypto.randomUUID() }, 404],
  ];
  for (const [path, body, status] of asked) {
    const answer = await say("POST", path, body);
    expect([path, body, answer.status]).toEqual([path, body, status]);
    expect(typeof answer.body.error).toBe("string");
  }
  expect(await office.owner.ok.get(`/customer-orders/${id}`)).toMatchObject({
    ...{ version: 1, shipments: [], payments: [], paid_total: 0 },
  });
});
