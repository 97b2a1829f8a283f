/** Shipments of variants that are linked to a SKU take its stock, and put it back (MRC-ONE-3, MRC-SHP-3, LNK-1). */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { micro, openWorkshop, trialBalance, type Workshop } from "../support/makers.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Roasters");
  shop = await openWorkshop(owner);
});
afterAll(async () => {
  expect(await breachesIn(backroom)).toEqual([]);
  await backroom?.stop();
});

type Goods = { sku_id: string; site: string; variant_id: string };
let made = 0;

/** A variant that is linked to a SKU of which `pieces` are in stock at 2.00 each. */
async function goods(pieces: number): Promise<Goods> {
  made += 1;
  const [sku_id, site] = [await shop.sku(`Coffee ${made}`), await shop.site(`Works ${made}`)];
  await owner.ok.post("/stock/adjustments", {
    ...{ sku_id, location_id: site, quantity: micro(pieces), unit_cost: micro(2) },
  });
  const { id } = await owner.ok.post("/products", { name: `Coffee ${made}` });
  expect(await owner.ok.get(`/variants/${id}`)).toMatchObject({ sku_id: null, stock_location_id: null });
  const linked = await owner.ok.post(`/variants/${id}/link`, { sku_id, location_id: site });
  expect(linked).toMatchObject({ sku_id, stock_location_id: site });
  return { sku_id, site, variant_id: id };
}

const order = (variant_id: string, quantity: number): Promise<Json> =>
  owner.ok.post("/customer-orders", {
    currency: "USD",
    lines: [{ variant_id, quantity: micro(quantity), price_net: 50_000, currency: "USD" }],
  });
const ship = ({ id, lines }: Json, quantity: number, more: Json = {}) =>
  owner.post(`/customer-orders/${id}/shipments`, {
    items: [{ line_id: lines[0].id, quantity: micro(quantity) }],
    ...more,
  });
const onHand = async ({ sku_id }: Goods): Promise<number> => {
  const [level] = (await owner.ok.get(`/stock-levels?sku_id=${sku_id}`)).data;
  return level.on_hand / micro(1);
};

test("a shipment takes the goods, a change and a deletion put them back, and the books follow (MRC-ONE-5)", async () => {
  const coffee = await goods(20);
  const made = await order(coffee.variant_id, 10);
  await backroom.rest();
  const before = await trialBalance(owner);
  const first = (await ship(made, 6)).body;
  expect(first).toMatchObject({ state: "entered", lines: [{ shipped: micro(6) }] });
  expect(await onHand(coffee)).toBe(14);
  const { data: entries } = await owner.ok.get(`/stock-entries?sku_id=${coffee.sku_id}`);
  const kinds = entries.filter((each: Json) => each.source_id === made.id);
  expect(new Set(kinds.map(({ source_type }: Json) => source_type))).toEqual(new Set(["customer_order"]));
  const [shipment] = first.shipments;
  expect(shipment.items).toMatchObject([{ sku_id: coffee.sku_id, location_id: coffee.site }]);
  const fewer = { shipment_id: shipment.id };
  expect((await ship(made, 4, fewer)).status).toBe(200);
  expect(await onHand(coffee)).toBe(16);
  expect((await ship(made, 6)).body.state).toBe("invoiced");
  expect(await onHand(coffee)).toBe(10);
  const posted = async () => {
    const now = await trialBalance(owner);
    const of = (name: string) => (now[name] ?? 0) - (before[name] ?? 0);
    return [of("cogs"), of("inventory:finished_goods"), of("sales")];
  };
  await until(async () => String(await posted()) === "2000,-2000,-5000", "the books").catch(() => undefined);
  expect(await posted()).toEqual([2000, -2000, -5000]);
  await owner.delete(`/customer-orders/${made.id}/shipments/${shipment.id}`);
  expect(await onHand(coffee)).toBe(14);
});

test("what is not there is not shipped, and nothing is written; fifty at once take what there is", async () => {
  const coffee = await goods(5);
  const large = await order(coffee.variant_id, 50);
  const refused = await ship(large, 6);
  expect([refused.status, refused.body.code]).toEqual([409, "insufficient_stock"]);
  expect(await owner.ok.get(`/customer-orders/${large.id}`)).toMatchObject({ version: 1, shipments: [] });
  const half = await ship(large, 0.5);
  expect([half.status, half.body.errors[0].pointer]).toEqual([422, "/items/0/quantity"]);
  const orders = await Promise.all(Array.from({ length: 10 }, () => order(coffee.variant_id, 1)));
  const answers = await Promise.all(orders.map((each) => ship(each, 1)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(5).fill(200), ...Array(5).fill(409)]);
  expect(await onHand(coffee)).toBe(0);
});

test("two shipments of one order at once never take more than was ordered", async () => {
  const coffee = await goods(20);
  const made = await order(coffee.variant_id, 4);
  const answers = await Promise.all(Array.from({ length: 8 }, () => ship(made, 2)));
  const done = answers.filter(({ status }) => status === 200).length;
  expect(answers.every(({ status }) => [200, 409, 422].includes(status))).toBe(true);
  expect(done).toBeGreaterThan(0);
  const { lines } = await owner.ok.get(`/customer-orders/${made.id}`);
  expect(lines[0].shipped).toBe(micro(2 * done));
  expect(await onHand(coffee)).toBe(20 - 2 * done);
});

test("a link names both, one variant has a SKU, and shipped goods stay where they came from", async () => {
  const coffee = await goods(9);
  const { sku_id, site: location_id, variant_id } = coffee;
  const { id: other } = await owner.ok.post("/products", { name: "Other" });
  const link = (id: string, body: Json) => owner.post(`/variants/${id}/link`, body);
  expect((await link(other, { sku_id })).status).toBe(400);
  expect((await link(other, { sku_id: crypto.randomUUID(), location_id })).status).toBe(422);
  expect((await link(other, { sku_id, location_id })).status).toBe(409);
  const used = await owner.delete(`/skus/${sku_id}`);
  expect([used.status, used.body.code]).toEqual([409, "in_use"]);
  const made = await order(variant_id, 4);
  const { shipments } = (await ship(made, 2)).body;
  expect((await link(variant_id, {})).body).toMatchObject({ sku_id: null, stock_location_id: null });
  expect((await ship(made, 2)).status).toBe(200);
  expect(await onHand(coffee)).toBe(7);
  await owner.delete(`/customer-orders/${made.id}/shipments/${shipments[0].id}`);
  expect(await onHand(coffee)).toBe(9);
  expect((await link(other, { sku_id, location_id })).status).toBe(200);
});
