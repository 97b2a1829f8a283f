/** How Mercato's operations on shipments, payments, notes and addresses are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import type { Trial } from "./conformance.ts";
import { areaTrials, must, type Trials, type World } from "./mercato-world.ts";

export function mercatoOrders(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const order = async (): Promise<string> =>
    (
      await ok("POST", "/sales/orders", {
        currencyCode: "USD",
        lines: [{ currencyCode: "USD", quantity: 4, name: "Hat", unitPriceNet: 10, taxRate: 20 }],
      })
    ).id;
  const quote = async (): Promise<string> => (await ok("POST", "/sales/quotes", { currencyCode: "USD" })).id;
  const lineOf = async (orderId: string): Promise<string> =>
    (await ok("GET", `/sales/order-lines?orderId=${orderId}`)).items[0].id;
  const rows = async (path: string, orderId: string): Promise<Json[]> =>
    (await ok("GET", `${path}?orderId=${orderId}`)).items;
  const state = async () => (await ok("GET", "/sales/orders?pageSize=1")).total;
  const aside = ["organizationId", "tenantId"];

  const shipmentBody = async (quantity: number): Promise<Json> => {
    const orderId = await order();
    return {
      ...{ orderId, shipmentNumber: "S-1", carrierName: "DHL", trackingNumbers: "A1, A2" },
      ...{ weightValue: 1.5, weightUnit: "kg", shippedAt: "2032-03-09T10:00:00.000Z" },
      items: [{ orderLineId: await lineOf(orderId), quantity }],
    };
  };
  const shipped = async (quantity = 2): Promise<Json> => {
    const body = await shipmentBody(quantity);
    const { id } = await ok("POST", "/sales/shipments", body);
    return { id, orderId: body.orderId };
  };
  const shipments = "/sales/shipments";
  const wrongShipment = { carrierName: 7, weightValue: "a lot", items: "all" };

  const paymentBody = async (): Promise<Json> => ({
    ...{ orderId: await order(), amount: 30.5, currencyCode: "USD", paymentReference: "P-1" },
    receivedAt: "2032-03-09T10:00:00.000Z",
  });
  const paid = async (): Promise<Json> => {
    const body = await paymentBody();
    const { id } = await ok("POST", "/sales/payments", body);
    return { id, orderId: body.orderId };
  };
  const payments = "/sales/payments";
  const wrongPayment = { amount: "a lot", currencyCode: "usd", paymentReference: 7 };

  const noted = async (): Promise<Json> => ({
    contextType: "order",
    contextId: await order(),
    body: "Call them.",
  });
  const addressBody = async (): Promise<Json> => ({
    ...{ documentId: await quote(), documentKind: "quote", addressLine1: "Long Street 1", city: "Riga" },
    ...{ postalCode: "01234", country: "LV", latitude: 56.95, longitude: -24.1 },
  });
  const placed = async (): Promise<Json> => {
    const body = await addressBody();
    const { id } = await ok("POST", "/sales/document-addresses", body);
    return { ...body, id };
  };
  const addresses = "/sales/document-addresses";
  const listed = (full: Trial["full"], has: (items: Json[]) => boolean): Trial => ({
    ...{ foreign: "its own", state: async () => null, full },
    proof: async (_asked, { items }) => must(has(items), JSON.stringify(items)),
  });

  const notes = areaTrials(world, {
    ...{ path: "/sales/notes", full: noted, least: noted, wrong: { body: 7, contextType: "sale" } },
    changes: () => ({ body: "They called." }),
  });

  return {
    [`GET ${shipments}`]: () =>
      listed(
        async () => ({ query: `orderId=${(await shipped()).orderId}` }),
        ([row]) => row.items_snapshot[0].orderLineName === "Hat" && row.tracking_numbers.length === 2,
      ),
    [`POST ${shipments}`]: () => ({
      ...{
        foreign: "refused",
        state,
        aside,
        wrong: wrongShipment,
        full: async () => ({ body: await shipmentBody(3) }),
      },
      async proof({ body }) {
        const [line] = await rows("/sales/order-lines", body.orderId);
        must(line.fulfilled_quantity === 3, JSON.stringify(line));
      },
    }),
    [`PUT ${shipments}`]: () => ({
      ...{ foreign: "refused", state, aside, wrong: wrongShipment },
      async full() {
        const { id, orderId } = await shipped(3);
        return { body: { id, items: [{ orderLineId: await lineOf(orderId), quantity: 4 }], notes: "All." } };
      },
      async proof({ body }, answer) {
        must(answer.ok === true, JSON.stringify(answer));
        const { items } = await ok("GET", "/sales/shipments");
        const row = items.find((each: Json) => each.id === body.id);
        must(row.items_snapshot[0].quantity === 4 && row.notes === "All.", JSON.stringify(row));
      },
    }),
    [`DELETE ${shipments}`]: () => ({
      ...{ foreign: "refused", state, full: async () => ({ body: await shipped() }) },
      async proof({ body }, answer) {
        must(answer.ok === true && (await rows(shipments, body.orderId)).length === 0, "still there");
        const [line] = await rows("/sales/order-lines", body.orderId);
        must(line.fulfilled_quantity === 0, JSON.stringify(line));
      },
    }),
    [`GET ${payments}`]: () =>
      listed(
        async () => ({ query: `orderId=${(await paid()).orderId}` }),
        ([row]) => row.amount === 30.5 && row.payment_reference === "P-1",
      ),
    [`POST ${payments}`]: () => ({
      ...{
        foreign: "refused",
        state,
        aside,
        wrong: wrongPayment,
        full: async () => ({ body: await paymentBody() }),
      },
      async proof(_sent, { orderTotals }) {
        must(orderTotals.paidTotalAmount === 30.5, JSON.stringify(orderTotals));
        must(orderTotals.outstandingAmount === 17.5, JSON.stringify(orderTotals));
      },
    }),
    [`PUT ${payments}`]: () => ({
      ...{ foreign: "refused", state, aside, wrong: wrongPayment },
      full: async () => ({ body: { id: (await paid()).id, refundedAmount: 10.25 } }),
      async proof(_sent, { orderTotals }) {
        must(orderTotals.refundedTotalAmount === 10.25, JSON.stringify(orderTotals));
        must(orderTotals.outstandingAmount === 27.75, JSON.stringify(orderTotals));
      },
    }),
    [`DELETE ${payments}`]: () => ({
      ...{ foreign: "refused", state, full: async () => ({ body: { id: (await paid()).id } }) },
      proof: async (_sent, { orderTotals }) =>
        must(orderTotals.outstandingAmount === 48, JSON.stringify(orderTotals)),
    }),
    ...notes,
    // The document has to be the caller's own.
    "POST /sales/notes": () => ({ ...notes["POST /sales/notes"]!(), foreign: "refused" }),
    [`GET ${addresses}`]: () =>
      listed(
        async () => ({ query: `documentId=${(await placed()).documentId}` }),
        ([row]) => row.longitude === -24.1 && row.document_kind === "quote" && row.postal_code === "01234",
      ),
    [`POST ${addresses}`]: () => ({
      ...{
        foreign: "refused",
        state,
        aside,
        wrong: { addressLine1: 7, latitude: "north", documentKind: "bill" },
      },
      full: async () => ({ body: await addressBody() }),
      async proof({ body }, { id }) {
        const { items } = await ok("GET", `${addresses}?documentId=${body.documentId}`);
        must(items.length === 1 && items[0].id === id, JSON.stringify(items));
      },
    }),
    [`PUT ${addresses}`]: () => ({
      ...{ foreign: "refused", state, aside, wrong: { addressLine1: 7, documentKind: "bill" } },
      full: async () => ({ body: { ...(await placed()), city: "Tartu" } }),
      async proof({ body }) {
        const { items } = await ok("GET", `${addresses}?documentId=${body.documentId}&documentKind=quote`);
        must(items[0].city === "Tartu", JSON.stringify(items));
      },
    }),
    [`DELETE ${addresses}`]: () => ({
      ...{ foreign: "refused", state },
      async full() {
        const { id, documentId, documentKind } = await placed();
        return { body: { id, documentId, documentKind } };
      },
      async proof({ body }) {
        const { total } = await ok("GET", `${addresses}?documentId=${body.documentId}`);
        must(total === 0, "still there");
      },
    }),
    "POST /sales/quotes/convert": () => ({
      ...{ foreign: "refused", state, full: async () => ({ body: { quoteId: await quote() } }) },
      async proof({ body }, { orderId }) {
        must(orderId === body.quoteId, orderId);
        must((await ok("GET", `/sales/orders?id=${orderId}`)).total === 1, "no order");
        must((await ok("GET", `/sales/quotes?id=${orderId}`)).total === 0, "still a quote");
      },
    }),
  };
}
