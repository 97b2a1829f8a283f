/** How the operations on sales orders of Pharus are called. */
import type { Json } from "./backroom.ts";
import { sameFields, type Trial } from "./conformance.ts";
import type { PharusWorld } from "./pharus.ts";

type Ok = (method: string, path: string, body?: Json) => Promise<Json>;

const must = (fits: boolean, told: unknown) => {
  if (!fits) throw new Error(JSON.stringify(told));
};
const today = () => new Date().toISOString().slice(0, 10);
const money = (sent: number) => sent.toFixed(4);

let made = 0;

/** Goods in stock, a customer and a channel; and orders of them. */
export function salesRoom(world: () => PharusWorld, ok: Ok) {
  const next = () => {
    made += 1;
    return made;
  };
  let known: Promise<{ customerId: string; channelId: string; site: string }> | undefined;
  const there = () => {
    known ??= (async () => ({
      customerId: (await ok("POST", "/customers", { name: `Shop ${next()}`, typeId: world().type })).id,
      channelId: (await ok("POST", "/order-channels", { name: `Fair ${next()}` })).id,
      site: (await ok("POST", "/locations", { name: `Depot ${next()}` })).id,
    }))();
    return known;
  };
  /** A SKU with so many in stock at the site. */
  const sku = async (quantity = 0): Promise<string> => {
    const code = `SO-${next()}`;
    const { id: skuId } = await ok("POST", "/skus", { code, name: code, typeId: world().skuType });
    const { site: locationId } = await there();
    if (quantity) await ok("POST", "/finished-goods-inventory/adjustments", { skuId, locationId, quantity });
    return skuId;
  };
  const body = async (more: Json = {}) => {
    const { customerId, channelId, site } = await there();
    const items = more.items ?? [{ skuId: await sku(30), quantity: 24, unitPrice: 12.5 }];
    return {
      ...{ customerId, channelId, status: "Received", fulfillmentStatus: "Pending", mabd: today() },
      ...{ fulfillmentLocationId: site, ...more, items },
    };
  };
  const order = async (more: Json = {}) => ok("POST", "/sales-orders", await body(more));
  return { there, sku, body, order };
}

const shownOrder = ({ channelId, status, items: _items, orderDate, ...sent }: Json): Json => ({
  ...sent,
  ...(channelId ? { orderChannelId: channelId } : {}),
  ...(status ? { orderStatus: status } : {}),
  ...Object.fromEntries(
    ["brokerFees", "brokerFeePercent", "fulfillmentCosts", "freightCosts", "promoCosts", "otherCosts"]
      .filter((name) => typeof sent[name] === "number")
      .map((name) => [name, money(sent[name])]),
  ),
});

/** Trials by "METHOD /path". */
export function salesTrials(world: () => PharusWorld, ok: Ok): Record<string, () => Trial> {
  const { sku, body, order } = salesRoom(world, ok);
  const all = async (): Promise<Json[]> => {
    const rows: Json[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const from: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const page: Json = await ok("GET", `/sales-orders?limit=100${from}`);
      rows.push(...page.data);
      cursor = page.nextCursor;
    }
    return rows;
  };
  const detail = (id: string) => ok("GET", `/sales-orders/${id}`);
  const notes = async (id: string): Promise<Json[]> => (await ok("GET", `/sales-orders/${id}/notes`)).data;
  const natively = async (id: string) => (await world().owner.get(`/sales-orders/${id}`)).body;
  const refused = { foreign: "refused", state: all } as const;
  const reads = { foreign: "refused", state: async () => null } as const;
  const constant = { foreign: "its own", state: async () => null, full: async () => ({}) } as const;
  const costs = { brokerFees: 20, fulfillmentCosts: 45, freightCosts: 120.5, promoCosts: 25, otherCosts: 0 };
  const full = async () =>
    body({ ...costs, brokerId: world().broker, brokerFeePercent: 3.75, notes: "Ring first", qboId: "Q1" });

  async function seen(sent: Json, { salesOrder, items }: Json) {
    sameFields(shownOrder(sent), salesOrder, "the answer");
    must(items.length === sent.items.length && items[0].salesOrderId === salesOrder.id, items);
    for (const [i, { unitPrice, ...item }] of sent.items.entries())
      sameFields({ ...item, ...(unitPrice ? { unitPrice: money(unitPrice) } : {}) }, items[i], "the item");
    sameFields({ salesOrder, items }, await detail(salesOrder.id), "the detail");
    sameFields(salesOrder, (await all()).find(({ id }) => id === salesOrder.id)!, "the list");
    const { business_customer_id, channel_id, lines } = await natively(salesOrder.id);
    sameFields(
      { customerId: business_customer_id, orderChannelId: channel_id },
      salesOrder,
      "the native API",
    );
    must(lines.length === items.length && lines[0].id === items[0].id, lines);
  }
  const stamp = "2031-05-04T08:30:00.000Z";
  const item = async () => {
    const { salesOrder, items } = await order();
    return { order: salesOrder.id as string, id: items[0].id as string };
  };
  const shownItem = async (id: string, answer: Json) =>
    (await ok("GET", `/sales-orders/${id}/items`)).data.find((each: Json) => each.id === answer.id);

  return {
    "GET /sales-orders": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const { salesOrder } = await order();
        await order();
        return { query: `customer=${salesOrder.customerId}&status=Received` };
      },
      async proof(_asked, { data }) {
        must(data.length > 1, "too few");
        const first = await ok("GET", "/sales-orders?limit=1");
        const second = await ok(
          "GET",
          `/sales-orders?limit=1&cursor=${encodeURIComponent(first.nextCursor)}`,
        );
        must(first.data[0].id !== second.data[0].id, "the cursor leads elsewhere");
      },
    }),
    "POST /sales-orders": () => ({
      ...refused,
      full: async () => ({ body: await full() }),
      async least() {
        const { customerId, channelId, status, fulfillmentStatus, mabd, items } = await body();
        return { body: { customerId, channelId, status, fulfillmentStatus, mabd, items } };
      },
      proof: ({ body: sent }, answer) => seen(sent, answer),
    }),
    "GET /sales-orders/{id}": () => ({
      ...reads,
      full: async () => ({ params: { id: (await order()).salesOrder.id } }),
      async proof({ params }, { salesOrder, items }) {
        must(salesOrder.id === params!.id && items.length === 1, salesOrder);
      },
    }),
    "PATCH /sales-orders/{id}": () => ({
      ...refused,
      async full() {
        const { items: _items, ...rest } = await full();
        const stamps = { receivedAt: stamp, shippedAt: null, inDisputeAt: stamp, completedAt: null };
        const more = { enteredAt: stamp, invoicedAt: null, paidAt: null, rejectedAt: null, placedAt: stamp };
        const { id } = (await order()).salesOrder;
        return { params: { id }, body: { ...rest, status: "Entered", ...stamps, ...more } };
      },
      least: async () => ({ params: { id: (await order()).salesOrder.id }, body: {} }),
      async proof({ params, body: { placedAt, ...sent } }, answer) {
        sameFields(shownOrder(sent), answer, "the answer");
        if (placedAt) must(answer.placedAt === "2031-05-04T00:00:00.000Z", answer.placedAt);
        sameFields({ salesOrder: answer }, await detail(params!.id!), "the detail");
      },
    }),
    "DELETE /sales-orders/{id}": () => ({
      ...refused,
      full: async () => ({ params: { id: (await order({ status: "Entered" })).salesOrder.id } }),
      async proof({ params }, answer) {
        const { id } = params!;
        sameFields({ deletedId: id }, answer, "the answer");
        const gone = await world().own("GET", `/sales-orders/${id}`);
        const again = await world().own("DELETE", `/sales-orders/${id}`);
        must(gone.status === 404 && again.status === 404, [gone.status, again.status]);
      },
    }),
    "POST /sales-orders/bulk-import": () => ({
      ...{ foreign: "its own", state: all },
      full: async () => ({ body: { rows: [await full(), { ...(await body()), mabd: 7 }, await body()] } }),
      example: async () => ({ body: { rows: [await full(), await body()] } }),
      async proof({ body: { rows } }, { ids, results }) {
        must(ids.length === 2 && results[1].status === "error", results);
        must(results[1].error.details.errors[0].field === "mabd", results[1]);
        for (const i of [0, 2]) await seen(rows[i], await detail(results[i].id));
      },
    }),
    "GET /sales-orders/{id}/items": () => ({
      ...reads,
      full: async () => ({ params: { id: (await order()).salesOrder.id } }),
      proof: async ({ params }, { data }) =>
        must(data.length === 1 && data[0].salesOrderId === params!.id, data),
    }),
    "POST /sales-orders/{id}/items": () => ({
      ...refused,
      full: async () => ({
        params: { id: (await order()).salesOrder.id },
        body: { skuId: await sku(), quantity: 10, unitPrice: 39.99 },
      }),
      least: async () => ({
        params: { id: (await order()).salesOrder.id },
        body: { skuId: await sku(), quantity: 1 },
      }),
      async proof({ params, body: { unitPrice = 0, ...sent } }, answer) {
        sameFields({ ...sent, unitPrice: money(unitPrice), salesOrderId: params!.id }, answer, "the answer");
        sameFields(answer, await shownItem(params!.id!, answer), "the order");
      },
    }),
    "PATCH /sales-order-items/{id}": () => ({
      ...refused,
      full: async () => ({
        params: { id: (await item()).id },
        body: { skuId: await sku(), quantity: 30, unitPrice: 9 },
      }),
      least: async () => ({ params: { id: (await item()).id }, body: {} }),
      async proof({ params, body: { unitPrice, ...sent } }, answer) {
        const price = unitPrice === undefined ? {} : { unitPrice: money(unitPrice) };
        sameFields({ ...sent, ...price, id: params!.id }, answer, "the answer");
        sameFields(answer, await shownItem(answer.salesOrderId, answer), "the order");
      },
    }),
    "DELETE /sales-order-items/{id}": () => {
      let owner = "";
      return {
        ...refused,
        async full() {
          const one = await item();
          owner = one.order;
          return { params: { id: one.id } };
        },
        async proof({ params }, answer) {
          sameFields({ deletedId: params!.id }, answer, "the answer");
          must(!(await shownItem(owner, { id: params!.id })), "it is still there");
        },
      };
    },
    "GET /sales-orders/{id}/notes": () => ({
      ...reads,
      async full() {
        const { id } = (await order()).salesOrder;
        await ok("POST", `/sales-orders/${id}/notes`, { body: "First" });
        await ok("POST", `/sales-orders/${id}/notes`, { body: "Second" });
        return { params: { id } };
      },
      async proof(_asked, { data }) {
        must(data.map((each: Json) => each.note).join() === "First,Second", data);
      },
    }),
    "POST /sales-orders/{id}/notes": () => ({
      ...refused,
      full: async () => ({
        params: { id: (await order()).salesOrder.id },
        body: { body: "Packed", statusAtTime: "In-Dispute" },
      }),
      least: async () => ({ params: { id: (await order()).salesOrder.id }, body: { body: "Called" } }),
      async proof({ params, body: { body: note, statusAtTime: orderStatus = "Received" } }, answer) {
        sameFields({ note, orderStatus, salesOrderId: params!.id }, answer, "the answer");
        sameFields(answer, (await notes(params!.id!))[0]!, "the list");
      },
    }),
    "DELETE /sales-order-notes/{id}": () => {
      let owner = "";
      return {
        ...refused,
        async full() {
          owner = (await order()).salesOrder.id;
          return { params: { id: (await ok("POST", `/sales-orders/${owner}/notes`, { body: "Gone" })).id } };
        },
        async proof({ params }, answer) {
          sameFields({ deletedId: params!.id }, answer, "the answer");
          must((await notes(owner)).length === 0, "it is still there");
        },
      };
    },
    "GET /sales-order-statuses": () => ({
      ...constant,
      proof: async (_asked, { data }) =>
        must(data.join() === "Received,Entered,Shipped,Invoiced,Paid,In-Dispute,Completed,Rejected", data),
    }),
    "GET /fulfillment-statuses": () => ({
      ...constant,
      proof: async (_asked, { data }) => must(data.join() === "Pending,Partial,Fulfilled", data),
    }),
  };
}
