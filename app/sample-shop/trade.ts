/** Beside the counter: candles that the shop makes and sells to other shops, and a marketplace with makers of their own. */
import type { Api, Json } from "../api-of.ts";
import type { Shop } from "./counter.ts";

const MICRO = 1_000_000;
const MONEY4 = 10_000;

/** Wax and wicks are bought, candles made of them, and forty of them go to a grocer. */
async function candles({ post, patch }: Api): Promise<void> {
  const named = async (path: string, body: Json): Promise<string> => (await post(path, body)).id;
  const location_id = await named("/locations", { name: "Workshop", kind: "site" });
  const type_id = await named("/material-types", { name: "Raw material" });
  const wax = await named("/materials", { code: "WAX", name: "Beeswax", type_id });
  const wick = await named("/materials", { code: "WICK", name: "Wick", type_id });
  const sku_id = await named("/skus", {
    ...{ code: "CANDLE", name: "Beeswax candle" },
    type_id: await named("/sku-types", { name: "Candles" }),
  });
  await post("/boms", {
    output_sku_id: sku_id,
    items: [
      { material_id: wax, quantity: 0.3 * MICRO },
      { material_id: wick, quantity: MICRO },
    ],
  });
  const bought = await post("/purchase-orders", {
    vendor_id: await named("/vendors", { name: "Beekeepers' Union" }),
    ...{ target_type: "materials", status: "placed", ship_to_location_id: location_id, shipping_costs: 1500 },
    lines: [
      { material_id: wax, quantity: 60 * MICRO, unit_cost: 8.5 * MICRO },
      { material_id: wick, quantity: 200 * MICRO, unit_cost: 0.12 * MICRO },
    ],
  });
  const all = (lines: Json[]) => lines.map(({ id, quantity }) => ({ order_line_id: id, quantity }));
  await post(`/purchase-orders/${bought.id}/receive`, { lines: all(bought.lines) });
  for (const status of ["received", "paid"]) await patch(`/purchase-orders/${bought.id}`, { status });
  const made = await post("/make-orders", {
    ...{ kind: "production", status: "placed", location_id },
    outputs: [{ sku_id, quantity: 120 * MICRO, cost_per: 40 }],
  });
  await post(`/make-orders/${made.id}/receive`, {
    lines: [{ output_id: made.outputs[0].id, quantity: 120 * MICRO }],
  });
  await post("/reorder-rules", { sku_id, location_id, reorder_point: 30 * MICRO });
  const grocer = await post("/business-customers", {
    name: "Corner Grocer",
    type_id: await named("/customer-types", { name: "Retailer" }),
  });
  const order = await post("/sales-orders", {
    ...{
      business_customer_id: grocer.id,
      channel_id: await named("/order-channels", { name: "Trade fair" }),
    },
    ...{ status: "entered", fulfillment_location_id: location_id },
    lines: [{ sku_id, quantity: 40, unit_price: 690 }],
  });
  for (const status of ["shipped", "invoiced", "paid"]) await patch(`/sales-orders/${order.id}`, { status });
}

/** A quote becomes an order; half of it is shipped and paid. */
async function wholesale({ get, post }: Api, currency: string): Promise<void> {
  const { id: customer_id } = await post("/business-customers", { name: "Hotel Seeblick" });
  const line = { currency, tax_ppm: 190_000 };
  const quote = await post("/sales-quotes", {
    ...{ currency, customer_id },
    lines: [
      { ...line, name: "Wool blanket", quantity: 20 * MICRO, price_net: 39 * MONEY4 },
      { ...line, name: "Table lamp", quantity: 8 * MICRO, price_net: 24.5 * MONEY4 },
    ],
    adjustments: [{ kind: "discount", rate_ppm: 50_000 }],
  });
  const { id } = await post(`/sales-quotes/${quote.id}/order`, {});
  const { lines } = await get(`/customer-orders/${id}`);
  await post(`/customer-orders/${id}/shipments`, {
    ...{ carrier_name: "Courier", tracking_numbers: ["CR-20418"] },
    items: [{ line_id: lines[0].id, quantity: 20 * MICRO }],
  });
  await post(`/customer-orders/${id}/payments`, {
    amount: 500 * MONEY4,
    currency,
    reference: "Down payment",
  });
}

/** Two makers sell on the shop's own platform; a contract is agreed and paid at the counter. */
async function marketplace({ post }: Api): Promise<void> {
  const { id: platform_id } = await post("/platforms", {
    ...{ name: "Makers' Corner", url: "https://makers.example", provider: "offline" },
  });
  const person = async (name: string): Promise<string> =>
    (await post("/marketplace-users", { platform_id, name, email: `${name.toLowerCase()}@makers.example` }))
      .id;
  const [potter, weaver, buyer] = [await person("Paula"), await person("Wim"), await person("Bea")];
  const product = async (user_id: string, name: string, price: number): Promise<string> =>
    (await post("/products", { platform_id, user_id, name, base_price: price * MONEY4, quantity: 12 })).id;
  const [mug, scarf] = [await product(potter, "Stoneware mug", 24), await product(weaver, "Linen scarf", 58)];
  const { id } = await post("/contracts", {
    ...{ platform_id, buyers: [{ user_id: buyer }] },
    items: [
      { product_id: mug, quantity: 2 },
      { product_id: scarf, quantity: 1 },
    ],
  });
  const { buyers, sent_version: version } = await post(`/contracts/${id}/send`);
  await post(`/contracts/${id}/payments`, { buyer_id: buyers[0].id, method: "cash", version });
}

export async function otherTrade({ api, rest }: Shop, currency: string): Promise<void> {
  await candles(api);
  await wholesale(api, currency);
  await marketplace(api);
  await rest();
}
