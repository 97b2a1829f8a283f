/**
 * A month of orders through Mercato and Pharus mixed, over the same goods, by a fixed seed: after each command the order is what
 * its parts say, and the month ends with the verifier (MRC-INV-1, MRC-INV-2, MRC-ONE-5).
 */
import { setClock } from "../../../shared/clock.ts";
import { randomOf } from "../../fault/random.ts";
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";
import { pharusWorld } from "../../support/pharus.ts";
import { salesRoom } from "../../support/pharus-sales.ts";
import { breachesIn } from "../../support/verified.ts";
import { wireTo } from "../../support/wire.ts";

const DAYS = 30;
const ACTS_A_DAY = 12;
const DAY_MS = 86_400_000;
const random = randomOf(20_270_301);

let days = 0;
const back = setClock(() => Date.now() + days * DAY_MS);
let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(async () => {
  back();
  await office?.stop();
});

type Order = { id: string; lines: Json[] };
/** By a key: a sign-in ends within the day. */
const say = (...asked: [string, string, Json?]) => office.key(...asked);
async function ok(...asked: [string, string, Json?]): Promise<Json> {
  const { status, body } = await say(...asked);
  if (status >= 300) throw new Error(`${asked[0]} ${asked[1]}: ${status} ${JSON.stringify(body)}`);
  return body;
}
const native = (id: string): Promise<Json> => office.owner.ok.get(`/customer-orders/${id}`);
const sum = (rows: Json[], of: (row: Json) => number) => rows.reduce((all, row) => all + of(row), 0);

/** What is shipped and paid of an order is what its shipments and payments say. */
async function agrees(id: string): Promise<Json> {
  const order = await native(id);
  const { lines, shipments, payments, grand_gross, paid_total, refunded_total, outstanding } = order;
  for (const line of lines) {
    const items = shipments.flatMap((each: Json) => each.items);
    const own = items.filter(({ line_id }: Json) => line_id === line.id);
    expect(line.shipped).toBe(sum(own, ({ quantity }) => quantity));
    expect(line.shipped).toBeLessThanOrEqual(line.quantity);
  }
  expect(paid_total).toBe(sum(payments, ({ amount }) => amount));
  expect(refunded_total).toBe(sum(payments, ({ refunded_amount }) => refunded_amount));
  expect(outstanding).toBe(Math.max(grand_gross - paid_total + refunded_total, 0));
  return order;
}

type Acts = Record<string, () => Promise<Json | null>>;

/** One of the acts; what refuses it changes nothing and is no failure of ours. */
async function act(acts: Acts, done: Map<string, number>): Promise<void> {
  const name = random.pick(Object.keys(acts));
  const said = await acts[name]!();
  if (!said) return;
  expect({ name, status: said.status, failed: said.status >= 500 }).toMatchObject({ name, failed: false });
  if (said.status < 300) done.set(name, (done.get(name) ?? 0) + 1);
  if (said.id) await agrees(said.id);
}

test("a month of orders through Mercato and Pharus mixed ends with the verifier", async () => {
  const world = await pharusWorld(office);
  const pharus = wireTo(`${office.url}/pharus/api`, office.owner.key);
  const room = salesRoom(
    () => world,
    (...asked) => pharus.ok(...asked),
  );
  const skuId = await room.sku(400);
  const [level] = (await office.owner.ok.get(`/stock-levels?sku_id=${skuId}`)).data;
  const { id: variant } = await office.owner.ok.post("/products", { name: "Jam" });
  await office.owner.ok.post(`/variants/${variant}/link`, { sku_id: skuId, location_id: level.location_id });
  const customers: string[] = [];
  for (const displayName of ["Mill", "Inn", "Fair"])
    customers.push((await ok("POST", "/customers/companies", { displayName })).id);

  const orders: Order[] = [];
  const done = new Map<string, number>();
  const line = (): Json => ({
    ...{ currencyCode: "USD", quantity: 1 + random.below(9), taxRate: random.pick([0, 7, 20, 23]) },
    ...{ name: "Thing", unitPriceNet: (1 + random.below(99_999)) / 1000 },
    ...(random.below(2) ? { productVariantId: variant, productId: variant } : {}),
    ...(random.below(3) ? {} : { discountPercent: random.below(40) }),
  });
  const place = async (): Promise<Json> => {
    const body = { currencyCode: "USD", customerEntityId: random.pick(customers), lines: [line(), line()] };
    const quoted = random.below(2) === 1;
    const { id: made } = await ok("POST", quoted ? "/sales/quotes" : "/sales/orders", body);
    const id = quoted ? (await ok("POST", "/sales/quotes/convert", { quoteId: made })).orderId : made;
    orders.push({ id, lines: (await ok("GET", `/sales/order-lines?orderId=${id}`)).items });
    return { status: 201, id };
  };
  const some = async (of: "shipments" | "payments") => {
    const { id } = random.pick(orders);
    const rows: Json[] = (await native(id))[of];
    return rows.length ? { orderId: id, id: random.pick(rows).id as string } : null;
  };
  const acts: Acts = {
    place,
    async ship() {
      const { id: orderId, lines } = random.pick(orders);
      const items = [{ orderLineId: random.pick(lines).id, quantity: 1 + random.below(5) }];
      return { ...(await say("POST", "/sales/shipments", { orderId, items })), id: orderId };
    },
    async unship() {
      const found = await some("shipments");
      return found && { ...(await say("DELETE", "/sales/shipments", found)), id: found.orderId };
    },
    async pay() {
      const { id: orderId } = random.pick(orders);
      const amount = (1 + random.below(999_999)) / 10_000;
      const paid = await say("POST", "/sales/payments", { orderId, amount, currencyCode: "USD" });
      return { ...paid, id: orderId };
    },
    async refund() {
      const found = await some("payments");
      const refundedAmount = random.below(60);
      const body = found && { id: found.id, refundedAmount };
      return body && { ...(await say("PUT", "/sales/payments", body)), id: found!.orderId };
    },
    async unpay() {
      const found = await some("payments");
      return found && { ...(await say("DELETE", "/sales/payments", { id: found.id })), id: found.orderId };
    },
    async reprice() {
      const { id: orderId, lines } = random.pick(orders);
      const quantity = 1 + random.below(12);
      const body = { ...line(), id: random.pick(lines).id, orderId, quantity };
      const { productVariantId: _variant, productId: _product, ...kept } = body;
      return { ...(await say("PUT", "/sales/order-lines", kept)), id: orderId };
    },
    async wholesale() {
      const items = [{ skuId, quantity: 1 + random.below(6), unitPrice: 12.5 }];
      const { salesOrder } = await room.order({ items });
      const status = random.pick(["Shipped", "Invoiced", "Paid"]);
      return pharus.send("PATCH", `/sales-orders/${salesOrder.id}`, { status });
    },
  };
  await place();
  for (; days < DAYS; days++) for (let i = 0; i < ACTS_A_DAY; i++) await act(acts, done);
  expect([...done.keys()].sort()).toEqual(Object.keys(acts).sort());
  expect(Math.min(...done.values())).toBeGreaterThan(3);
  expect(await breachesIn(office)).toEqual([]);
  const { data } = await office.owner.ok.get("/ledger-accounts");
  expect(sum(data, ({ balance }) => balance)).toBe(0);
});
