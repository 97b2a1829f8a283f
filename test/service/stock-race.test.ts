/** Tills, wholesale orders and makers want the same goods at once (LNK-3, STK-2, SALE-1, D59). */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, type Json, type Reply, startBackroom } from "../support/backroom.ts";
import { insistOn } from "../support/insist.ts";
import { micro, openWorkshop, type Workshop } from "../support/makers.ts";
import { breachesIn } from "../support/verified.ts";

/** On a busy machine those at the end of the queue are told to come back, for minutes. */
const LIMIT_MS = 240_000;

let backroom: Backroom;
let owner: Client;
let works: Workshop;
let store: string;
let site: string;
let customer: Json;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Coffee");
  works = await openWorkshop(owner);
  store = (await owner.ok.post("/stores", { name: "Main Street" })).id;
  site = (await owner.ok.get(`/locations?store_id=${store}&kind=site`)).data[0].id;
  const type = await owner.ok.post("/customer-types", { name: "Grocer" });
  const channel = await owner.ok.post("/order-channels", { name: "Fair" });
  const { id } = await owner.ok.post("/business-customers", { name: "Grocers", type_id: type.id });
  customer = { business_customer_id: id, channel_id: channel.id };
});
afterAll(() => backroom.stop());

/** A SKU with so much of it at the store, its item, and a kit that is made of one of it. */
async function goods(code: string, quantity: number) {
  const [sku_id, kit] = [await works.sku(code), await works.sku(`${code} kit`)];
  const found = { sku_id, location_id: site, quantity: micro(quantity), unit_cost: micro(1.7138) };
  await owner.ok.post("/stock/adjustments", found);
  await works.bom(kit, [{ sku_id, quantity: micro(1) }]);
  const body = { title: code, tag_price: 750, inventory_type: "retail", store_id: store, sku_id };
  return { sku_id, kit, item_id: (await owner.ok.post("/items", body)).id as string };
}
type Goods = Awaited<ReturnType<typeof goods>>;

type Ask = (headers: Record<string, string>) => Promise<Reply>;

/** Insists on an answer, and asks anew when somebody else has just been at the same stock; what was given. */
async function given(quantity: number, ask: Ask): Promise<number> {
  for (;;) {
    const { status, body } = await insistOn(ask, "the goods", randomUUID(), LIMIT_MS);
    if (status < 300) return body.inputs ? body.inputs[0].allocated / micro(1) : quantity;
    if (["item_not_available", "insufficient_stock"].includes(body.code)) return 0;
    expect(body).toMatchObject({ code: "conflict" });
  }
}

const till =
  ({ item_id }: Goods, quantity: number) =>
  () =>
    owner.post("/sales/ring-up", {
      ...{ store_id: store, lines: [{ item_id, quantity }], payments: [{ type: "cash", amount: 100_000 }] },
    });

async function wholesale({ sku_id }: Goods, quantity: number): Promise<Ask> {
  const { id, lines } = await owner.ok.post("/sales-orders", {
    ...{ ...customer, status: "entered", fulfillment_location_id: site },
    lines: [{ sku_id, quantity, unit_price: 520 }],
  });
  const wanted = { lines: [{ line_id: lines[0].id, quantity }] };
  return (headers) => owner.post(`/sales-orders/${id}/allocate`, wanted, headers);
}

/** A maker sets aside what there is when the order is entered, and waits for the rest. */
async function maker({ kit }: Goods, quantity: number): Promise<Ask> {
  const { id } = await owner.ok.post("/make-orders", {
    ...{ kind: "production", status: "draft", location_id: site },
    outputs: [{ sku_id: kit, quantity: micro(quantity), cost_per: 0 }],
  });
  return (headers) => owner.patch(`/make-orders/${id}`, { status: "entered" }, headers);
}

const sum = (parts: readonly number[]) => parts.reduce((total, each) => total + each, 0);

test(
  "200 clients want 50 of one SKU over tills, wholesale orders and making: 50 are given, not one more",
  async () => {
    const coffee = await goods("Coffee", 50);
    const kinds = [async (of: Goods, quantity: number) => till(of, quantity), wholesale, maker];
    const clients: { quantity: number; kind: number; ask: Ask }[] = [];
    for (let i = 0; i < 200; i++) {
      // Of each kind some want one, some two, some three.
      const [quantity, kind] = [1 + (Math.trunc(i / 3) % 3), i % 3];
      clients.push({ quantity, kind, ask: await kinds[kind]!(coffee, quantity) });
    }
    const granted = await Promise.all(clients.map(({ quantity, ask }) => given(quantity, ask)));
    expect(sum(granted)).toBe(50);
    const of = (kind: number) => sum(granted.filter((_, i) => clients[i]!.kind === kind));
    const [level] = (await owner.ok.get(`/stock-levels?sku_id=${coffee.sku_id}`)).data;
    expect(level).toMatchObject({
      ...{ on_hand: micro(50 - of(0)), allocated: micro(of(1) + of(2)), reserved: 0, available: 0 },
    });
    expect(await owner.ok.get(`/items/${coffee.item_id}`)).toMatchObject({ quantity: 0, status_counts: {} });
    const lines = (await owner.ok.get(`/sale-lines?item_id=${coffee.item_id}&limit=100`)).data;
    expect(sum(lines.map(({ quantity }: Json) => quantity))).toBe(of(0));
    expect(await breachesIn(backroom)).toEqual([]);
  },
  2 * LIMIT_MS,
);

test("the last three, wanted at a till, by an order and by a maker at once: one of them gets them", async () => {
  for (let round = 0; round < 5; round++) {
    const tea = await goods(`Tea ${round}`, 3);
    const asks = [till(tea, 3), await wholesale(tea, 3), await maker(tea, 3)];
    const granted = await Promise.all(asks.map((ask) => given(3, ask)));
    expect(granted.toSorted()).toEqual([0, 0, 3]);
  }
  expect(await breachesIn(backroom)).toEqual([]);
});

test("200 entered orders want one of 50 each, and ask once: 50 have it, the others are refused, none is told to come back", async () => {
  const cocoa = await goods("Cocoa", 50);
  const asks: Ask[] = [];
  for (let i = 0; i < 200; i++) asks.push(await wholesale(cocoa, 1));
  const replies = await Promise.all(asks.map((ask) => ask({ "idempotency-key": randomUUID() })));
  const told = replies.map(({ status, body }) => (status === 200 ? "given" : `${status} ${body.code}`));
  expect(told.toSorted()).toEqual([...Array(150).fill("409 insufficient_stock"), ...Array(50).fill("given")]);
  const [level] = (await owner.ok.get(`/stock-levels?sku_id=${cocoa.sku_id}`)).data;
  expect(level).toMatchObject({ on_hand: micro(50), allocated: micro(50), available: 0 });
  expect(await breachesIn(backroom)).toEqual([]);
});
