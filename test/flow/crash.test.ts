/**
 * A kill -9 at the named points of every saga, under load: nothing lost, nothing doubled, every hold resolved. Several copies
 * of the service run at once, each armed at another point; commands of all kinds go on, repeated under their keys, until all
 * of the copies are dead. The next ones, and in the end one that is armed nowhere, finish what those left.
 */
import { randomUUID } from "node:crypto";
import { loadService } from "../../services/index.ts";
import { type Client, type Json, type Reply, until } from "../support/backroom.ts";
import { type ContractActs, openContractActs } from "../support/contract-acts.ts";
import { inBatches, inRounds, isWanted, killUnderLoad, type Point } from "../support/crash-points.ts";
import { insist, insistOn } from "../support/insist.ts";
import { micro, openWorkshop } from "../support/makers.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";
import { type Wire, wireTo } from "../support/wire.ts";

const COPIES = 6;
const COMMANDS_AT_ONCE = 7;
const PATIENCE_MS = 300_000;

/** A log row is in the log and still in its document. */
const MOVED = "relay.moved";

/** Sagas that are killed at every step by default; of the others behind the first step and behind the pivot. */
const CLOSELY = ["checkout", "pay_lay_by", "contract_settlement", "contract_refund", "provider_outcome"];

/** Killed by the stories of contracts, which sell the house's own goods. */
const BY_CONTRACT = ["contract_sale"];
/** Sagas of customers' orders are killed in crash-customer-orders.test.ts. */
const ELSEWHERE = ["shipped_goods"];

type Killed = "sales" | "contracts";
const definitions = { sales: await loadService("sales"), contracts: await loadService("contracts") };
const sagasOf = (killed: Killed) =>
  (["sales", "contracts"] as const).flatMap((service) =>
    (definitions[service].sagas ?? [])
      .filter(({ name }) => !ELSEWHERE.includes(name))
      .filter(({ name }) => (BY_CONTRACT.includes(name) ? "contracts" : service) === killed)
      .map((saga) => ({ service, ...saga })),
  );

/**
 * Points of sagas as they are declared, in batches of copies that run at once. Undoing follows what died behind a hold, so both
 * are in one batch: nobody else is there to undo it. CRASH=all tries every name, CRASH=refund those with it in their name.
 */
function batchesOf(killed: Killed): Point[][] {
  const wanted = process.env.CRASH;
  const single: Point[] = [];
  const undone: Point[][] = [];
  for (const { service, name, before, after } of sagasOf(killed)) {
    const closely = wanted !== undefined || CLOSELY.includes(name);
    const point = (end: string): Point => ({ service, point: `${name}.${end}` });
    const around = (end: string) =>
      (wanted ? ["before", "after"] : ["after"]).map((at) => point(`${end}.${at}`));
    const points = (steps: readonly { name: string }[]) => steps.flatMap((step) => around(step.name));
    const undos = before.filter(({ undo }) => undo).map((step) => point(`${step.name}.undo`));
    if (closely && undos.length) undone.push([...points(before), ...undos]);
    else single.push(...points(before.slice(0, 1)));
    single.push(...around("pivot"), ...(closely ? points(after) : []));
  }
  const others = killed === "sales" ? [MOVED] : ["provider_call.ask.before", "provider_call.ask.after"];
  single.push(...others.map((point): Point => ({ service: killed, point })));
  return [...inBatches(single, COPIES), ...undone]
    .map((batch) => batch.filter(({ point }) => isWanted(point)))
    .filter((batch) => batch.length > 0);
}

let cluster: Cluster;
let owner: Client;
let shop: Shop;
let circular: Wire;
/** What wholesale orders sell: a SKU of which there is plenty, from one site to one customer. */
let goods: { sku_id: string; site: string; customer: string; channel: string };
/** An item that sells another SKU at the shop's till. */
let jam: string;
/** A product that is the jam. */
let jamOffered: string;
/** Contracts whose money the simulated provider moves. */
let market: ContractActs;
/** Every command that was answered, to be asked for once more in the end. */
const answered: { path: string; body: unknown; key: string; reply: Reply }[] = [];

beforeAll(async () => {
  cluster = await startCluster();
  owner = cluster.owner;
  shop = await openShop(owner);
  const { slug } = (await owner.ok.get("/organizations")).data[0];
  circular = wireTo(`${cluster.url}/circular/api/${slug}`, owner.key);
  const credit = { account_id: shop.consignor, method: "store_credit", approved: true, completed: true };
  const opening = { account_id: shop.consignor, amount: 5_000_000, memo: "Opening", type: "opening" };
  await owner.ok.post("/balance-entries", opening);
  await owner.ok.post("/payouts", { ...credit, amount: 2_000_000 });
  goods = await stockGoods();
  jam = await link("Jam", 100_000);
  market = await openContractActs(owner, send, seen);
  jamOffered = await market.offerOwn(jam);
});
afterAll(() => cluster?.stop());

async function stockGoods(): Promise<typeof goods> {
  const workshop = await openWorkshop(owner);
  const [sku_id, site, type, channel] = await Promise.all([
    workshop.sku("Coffee 250 g"),
    workshop.site("Works"),
    owner.ok.post("/customer-types", { name: "Grocer" }),
    owner.ok.post("/order-channels", { name: "Fair" }),
  ]);
  const customer = await owner.ok.post("/business-customers", { name: "Grocers", type_id: type.id });
  const found = { sku_id, location_id: site, quantity: micro(100_000), unit_cost: micro(1) };
  await owner.ok.post("/stock/adjustments", found);
  return { sku_id, site, customer: customer.id, channel: channel.id };
}

/** An item of the shop, and so many of its SKU. */
async function link(title: string, units: number): Promise<string> {
  const [{ type_id }, [place]] = await Promise.all([
    owner.ok.get(`/skus/${goods.sku_id}`),
    owner.ok.get(`/locations?store_id=${shop.store}&kind=site`).then(({ data }) => data),
  ]);
  const { id: sku_id } = await send("/skus", { code: title, name: title, type_id }, 201);
  const found = { sku_id, location_id: place.id, quantity: micro(units), unit_cost: micro(1.7138) };
  await send("/stock/adjustments", found, 201);
  const body = { title, tag_price: 750, inventory_type: "retail", store_id: shop.store, sku_id };
  return (await send("/items", body, 201)).id;
}

async function send(path: string, body: unknown, status: number): Promise<Json> {
  const key = randomUUID();
  const reply = await insist(owner, path, body, key, PATIENCE_MS);
  answered.push({ path, body, key, reply });
  expect({ path, status: reply.status, body: reply.body }).toMatchObject({ path, status });
  return reply.body;
}

/** Circular's word for a piece (D37), which sells it or takes it back; the piece is there when the work after the answer is done. */
async function say(
  method: "POST" | "PATCH",
  body: Json,
  status: "sold" | "active",
  shown: string = status,
): Promise<string> {
  const send = (headers: Record<string, string>) =>
    circular.send(method, "/products", { ...body, status }, headers);
  const reply = await insistOn(send, `the product ${status}`, randomUUID(), PATIENCE_MS);
  expect(reply).toMatchObject({ status: 200 });
  const { id } = reply.body;
  const there = async () => (await seen(`/items/${id}`)).status.startsWith(shown);
  await until(there, `the piece ${shown}`, PATIENCE_MS);
  return id;
}

/** Read while copies die. */
async function seen(path: string): Promise<Json> {
  const look = async () => {
    const reply = await owner.get(path).catch(() => null);
    return reply?.status === 200 ? reply.body : null;
  };
  return until(look, path, PATIENCE_MS);
}

const cash = [{ type: "cash", amount: 20_000 }];
const credit = (account_id: string, amount: number) => [{ type: "store_credit", account_id, amount }];
const piece = async () => (await send("/items", pieceBody(), 201)).id;
const pieceBody = () => ({
  ...{ title: "Coat", tag_price: 10_000, inventory_type: "consignment" },
  ...{ account_id: shop.consignor, store_id: shop.store },
});
const open = (item_id: string) => send("/sales", { store_id: shop.store, lines: [{ item_id }] }, 201);
const ringUp = (item_id: string, register_id: string | null = null) =>
  send("/sales/ring-up", { store_id: shop.store, register_id, lines: [{ item_id }], payments: cash }, 201);

const inTwoMonths = () => new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
const layBy = async (payments: object[]) => {
  const item = await piece();
  const { id } = await open(item);
  await send(`/sales/${id}/lay-by`, { due_date: inTwoMonths(), payments }, 200);
  return { item, id };
};

const ringUpCards = (item_id: string) => {
  const gift_cards = [{ amount: 2500, code: randomUUID() }, { amount: 500 }];
  const basket = { store_id: shop.store, lines: [{ item_id }], gift_cards };
  return send("/sales/ring-up", { ...basket, payments: cash }, 201);
};

const ringUpJam = (quantity: number, ...others: string[]) => {
  const lines = [{ item_id: jam, quantity }, ...others.map((item_id) => ({ item_id, quantity: 1 }))];
  return send("/sales/ring-up", { store_id: shop.store, lines, payments: cash }, 201);
};

/** What is done with a piece, and how it ends; how many journals its sale leaves. */
type End = {
  item: string;
  sale: string;
  status: "sold" | "sold_on_third_party" | "active";
  journals: number;
};
const kinds: Record<"sales" | "contracts", readonly (() => Promise<End | null>)[]> = {
  sales: [
    async () => {
      const item = await piece();
      const { id, total } = await open(item);
      await send(`/sales/${id}/finalize`, { payments: credit(shop.consignor, total) }, 200);
      return { item, sale: id, status: "sold", journals: 1 };
    },
    async () => {
      const item = await piece();
      return { item, sale: (await ringUp(item)).id, status: "sold", journals: 1 };
    },
    // Without a key nobody may repeat them: each happened or not, and in either case nothing is left behind.
    async () => {
      const basket = { store_id: shop.store, lines: [{ item_id: await piece() }] };
      await owner.post("/sales/ring-up", { ...basket, payments: cash }).catch(() => null);
      return null;
    },
    async () => {
      const { id } = await open(await piece());
      await owner.post(`/sales/${id}/finalize`, { payments: cash }).catch(() => null);
      return null;
    },
    async () => {
      const item = await piece();
      const { id } = await open(item);
      await send(`/sales/${id}/park`, {}, 200);
      await send(`/sales/${id}/unpark`, {}, 200);
      return { item, sale: id, status: "active", journals: 0 };
    },
    async () => {
      const item = await piece();
      const { id } = await ringUp(item);
      const { id: refund } = await send(`/sales/${id}/refund`, {}, 201);
      expect(refund).not.toBe(id);
      return { item, sale: id, status: "active", journals: 1 };
    },
    async () => {
      const item = await piece();
      const { id } = await ringUp(item);
      await send(`/sales/${id}/void`, {}, 200);
      return { item, sale: id, status: "active", journals: 2 };
    },
    // Exchanged for another piece and jam, which store credit pays in part, or for less, with the rest as store credit.
    async () => {
      const { id, lines } = await ringUp(await piece());
      const item = await piece();
      const taken = { lines: [{ item_id: item }, { item_id: jam, quantity: 2 }] };
      const payments = [...credit(shop.consignor, 100), ...cash];
      const back = { lines: [{ line_id: lines[0].id, quantity: 1 }], sale: taken, payments };
      const { sale } = await send(`/sales/${id}/exchange`, back, 201);
      return { item, sale: sale.id, status: "sold", journals: 1 };
    },
    async () => {
      const first = await ringUpJam(2, await piece());
      const item = await piece();
      const { sale, refund } = await send(
        `/sales/${first.id}/exchange`,
        {
          lines: first.lines.map(({ id: line_id, quantity }: Json) => ({ line_id, quantity })),
          sale: { lines: [{ item_id: item }] },
          ...{ method: "store_credit", account_id: shop.consignor },
        },
        201,
      );
      expect(refund.tenders.map(({ type }: Json) => type)).toEqual(["exchange", "store_credit"]);
      return { item, sale: sale.id, status: "sold", journals: 1 };
    },
    // Refused behind the hold of its piece, which is given back, and nothing comes back.
    async () => {
      const first = await ringUp(await piece());
      const item = await piece();
      const poor = await send("/accounts", { first_name: "Dan" }, 201);
      await send(
        `/sales/${first.id}/exchange`,
        {
          lines: [{ line_id: first.lines[0].id, quantity: 1 }],
          sale: { lines: [{ item_id: item }, { item_id: jam, quantity: 9 }] },
          payments: [...credit(poor.id, 5000), ...cash],
        },
        409,
      );
      return { item, sale: first.id, status: "active", journals: 1 };
    },
    // What is in the drawer is counted once, by whoever closes it in the end.
    async () => {
      const item = await piece();
      const { id: register_id } = await send("/registers", { name: "Till", store_id: shop.store }, 201);
      const float = { register_id, opening_float: 1000 };
      const { id: session } = await send("/register-sessions", float, 201);
      const { id, total } = await ringUp(item, register_id);
      await send("/gift-cards", { initial_amount: 250, tender: "cash", register_id }, 201);
      const closed = await send(`/register-sessions/${session}/close`, { counted: 0 }, 200);
      expect(closed.expected).toBe(1000 + total + 250);
      return { item, sale: id, status: "sold", journals: 1 };
    },
    // Gift cards beside a piece: sold and taken back, sold and voided, or refused because of their code.
    async () => {
      const item = await piece();
      const { id, gift_cards } = await ringUpCards(item);
      const ids = gift_cards.map((card: Json) => card.id);
      await send(`/sales/${id}/refund`, { gift_card_ids: ids.slice(0, 1) }, 201);
      return { item, sale: id, status: "sold", journals: 1 };
    },
    async () => {
      const item = await piece();
      const { id } = await ringUpCards(item);
      await send(`/sales/${id}/void`, {}, 200);
      return { item, sale: id, status: "active", journals: 2 };
    },
    async () => {
      const code = randomUUID();
      await send("/gift-cards", { initial_amount: 250, tender: "card", code }, 201);
      const item = await piece();
      const { id } = await open(item);
      await insistOn(
        (headers) => owner.patch(`/sales/${id}`, { gift_cards: [{ amount: 500, code }] }, headers),
        "the gift card",
        randomUUID(),
        PATIENCE_MS,
      );
      await send(`/sales/${id}/finalize`, { payments: cash }, 409);
      return { item, sale: id, status: "active", journals: 0 };
    },
    // On lay-by: paid in parts until it is sold, finalized with the rest, or cancelled.
    async () => {
      const { item, id } = await layBy(credit(shop.consignor, 1000));
      await send(`/sales/${id}/lay-by-payments`, { payments: credit(shop.consignor, 2000) }, 201);
      await send(`/sales/${id}/lay-by-payments`, { payments: credit(shop.consignor, 7888) }, 201);
      return { item, sale: id, status: "sold", journals: 1 };
    },
    // Goods in quantity: they leave the stock with the last part.
    async () => {
      const basket = { store_id: shop.store, lines: [{ item_id: jam, quantity: 2 }] };
      const { id, total } = await send("/sales", basket, 201);
      await send(`/sales/${id}/lay-by`, { due_date: inTwoMonths() }, 200);
      await send(`/sales/${id}/lay-by-payments`, { payments: [{ type: "card", amount: total }] }, 201);
      return null;
    },
    async () => {
      const { item, id } = await layBy([]);
      await send(`/sales/${id}/finalize`, { payments: cash }, 200);
      return { item, sale: id, status: "sold", journals: 1 };
    },
    async () => {
      const { item, id } = await layBy([{ type: "card", amount: 2000 }]);
      await send(`/sales/${id}/lay-by/cancel`, { fee: 500, method: "cash" }, 200);
      return { item, sale: id, status: "active", journals: 0 };
    },
    // Set aside and refused: nobody keeps the credit or the piece.
    async () => {
      const item = await piece();
      const { id } = await open(item);
      const nobody = [...credit(shop.consignor, 1000), ...credit(shop.store, 1000)];
      await send(`/sales/${id}/lay-by`, { due_date: inTwoMonths(), payments: nobody }, 409);
      return { item, sale: id, status: "active", journals: 0 };
    },
    // Changed by another till between its hold and its pivot, or not: then it is parked.
    async () => {
      const item = await piece();
      const { id } = await open(item);
      const writing = [1, 2, 3, 4, 5, 6].map((i) =>
        owner.patch(`/sales/${id}`, { memo: `${i}` }).catch(() => null),
      );
      const [parked] = await Promise.all([
        insist(owner, `/sales/${id}/park`, {}, randomUUID(), PATIENCE_MS),
        ...writing,
      ]);
      if (parked.status === 200) await send(`/sales/${id}/unpark`, {}, 200);
      else expect(parked).toMatchObject({ status: 409, body: { code: "conflict" } });
      return { item, sale: id, status: "active", journals: 0 };
    },
    // Sold and taken back by an outside till.
    async () => {
      const item = await piece();
      await say("PATCH", { id: item }, "sold");
      await say("PATCH", { id: item }, "active");
      const [line] = (await seen(`/sale-lines?item_id=${item}`)).data;
      return { item, sale: line.sale_id, status: "active", journals: 1 };
    },
    // Comes in as sold: one piece, however often it is tried.
    async () => {
      const name = `coat${randomUUID().replaceAll("-", "")}`;
      const body = { name, price: 100, store_id: shop.store, seller_id: shop.consignor };
      const item = await say("POST", body, "sold");
      const { data } = await seen(`/items?search=${name}`);
      expect(data.map(({ id }: Json) => id)).toEqual([item]);
      const [line] = (await seen(`/sale-lines?item_id=${item}`)).data;
      return { item, sale: line.sale_id, status: "sold_on_third_party", journals: 1 };
    },
    // Goods in quantity, sold by an outside till: all that there are (LNK-2).
    async () => {
      const item = await link(`Honey ${randomUUID()}`, 3);
      await say("PATCH", { id: item }, "sold", "inactive");
      return null;
    },
    // Goods in quantity: in demand, set aside, shipped in two parts.
    async () => {
      const { id, lines } = await send(
        "/sales-orders",
        {
          ...{ business_customer_id: goods.customer, channel_id: goods.channel },
          ...{ fulfillment_location_id: goods.site, status: "entered" },
          lines: [{ sku_id: goods.sku_id, quantity: 5, unit_price: 100 }],
        },
        201,
      );
      const part = (quantity: number) => ({ lines: [{ line_id: lines[0].id, quantity }] });
      await send(`/sales-orders/${id}/allocate`, part(5), 200);
      await send(`/sales-orders/${id}/shipments`, part(2), 200);
      const shipped = await send(`/sales-orders/${id}/shipments`, part(3), 200);
      expect(shipped).toMatchObject({ fulfillment_status: "fulfilled", lines: [{ shipped: 5, cost: 500 }] });
      return null;
    },
    // Goods in quantity at the till, beside a piece: sold, taken back in part, or sold and voided (LNK-3, T25).
    async () => {
      const item = await piece();
      const { id, lines } = await ringUpJam(3, item);
      const [line] = lines.filter(({ item_id }: Json) => item_id === jam);
      await send(`/sales/${id}/refund`, { lines: [{ line_id: line.id, quantity: 2 }] }, 201);
      return { item, sale: id, status: "sold", journals: 1 };
    },
    async () => {
      const { id } = await ringUpJam(2);
      await send(`/sales/${id}/void`, {}, 200);
      return null;
    },
    async () => {
      const basket = { store_id: shop.store, lines: [{ item_id: jam, quantity: 2 }] };
      const { id } = await send("/sales", basket, 201);
      await send(`/sales/${id}/park`, {}, 200);
      await send(`/sales/${id}/unpark`, {}, 200);
      await send(`/sales/${id}/finalize`, { payments: cash }, 200);
      return null;
    },
    // Refused behind the hold of its stock, which is given back.
    async () => {
      const { id, total } = await open(jam);
      const poor = await send("/accounts", { first_name: "Cy" }, 201);
      await send(`/sales/${id}/finalize`, { payments: credit(poor.id, total) }, 409);
      return null;
    },
    // Refused behind the hold of its piece, which is given back.
    async () => {
      const item = await piece();
      const { id, total } = await open(item);
      const poor = await send("/accounts", { first_name: "Bob" }, 201);
      await send(`/sales/${id}/finalize`, { payments: credit(poor.id, total) }, 409);
      return { item, sale: id, status: "active", journals: 0 };
    },
  ],
  contracts: [
    async () => {
      const seller_user_id = randomUUID();
      const body = {
        items: [{ seller_user_id, name: "Lamp", unit_price: 5000 }],
        sellers: [{ user_id: seller_user_id }],
        buyers: [{ user_id: randomUUID() }],
      };
      const { id } = await send("/contracts", body, 201);
      const { buyers, sent_version: version } = await send(`/contracts/${id}/send`, {}, 200);
      const buyer_id = buyers[0].id;
      await send(`/contracts/${id}/payments`, { buyer_id, amount: 1000, method: "cash", version }, 200);
      await send(`/contracts/${id}/settle`, { record_offline: true }, 200);
      await send(`/contracts/${id}/refund`, { buyer_id, amount: 700 }, 200);
      return null;
    },
    // The house's own goods: a sale of the shop by a contract, taken back by its refund with the goods, by a dispute without (LNK-4, LNK-5, CON-12).
    ...(["hand", "card", "card refunded there", "disputed card", "settling"] as const).map(
      (by) => async (): Promise<End> => {
        const item = await piece();
        const sale = await market.sellOwn(await market.offerOwn(item), 1, by);
        const status = by === "disputed card" ? "sold_on_third_party" : "active";
        await until(async () => (await seen(`/items/${item}`)).status === status, "the piece", PATIENCE_MS);
        return { item, sale, status, journals: 1 };
      },
    ),
    async () => {
      await market.sellOwn(jamOffered, 2, "hand");
      return null;
    },
  ],
};

/** Commands of all kinds in turn. */
function inTurn(service: "sales" | "contracts"): () => Promise<End | null> {
  const next = inRounds([...kinds[service], ...(service === "contracts" ? market.acts : [])]);
  return () => next()();
}

test.each(["sales", "contracts"] as const)(
  "kill -9 between the steps of the sagas of %s",
  async (service) => {
    const load = { at_once: COMMANDS_AT_ONCE, act: inTurn(service) };
    const all = await killUnderLoad(cluster, batchesOf(service), load);
    const ends = all.filter((each) => each !== null);
    const points = batchesOf(service).flat().length;
    process.stdout.write(`crash, ${service}: ${points} points, ${answered.length} commands answered\n`);
    expect(
      await breachesIn({ mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace }, 40_000),
    ).toEqual([]);
    // Goods were taken for what was paid, and for nothing else (CON-10).
    expect((await owner.ok.get(`/variants/${market.product_id}`)).quantity).toBe(market.left());
    for (const { item, sale, status, journals } of ends) {
      const { status: is, status_counts } = await owner.ok.get(`/items/${item}`);
      expect({ item, is, status_counts }).toEqual({ item, is: status, status_counts: { [status]: 1 } });
      expect((await owner.ok.get(`/journals?ref_id=${sale}`)).data).toHaveLength(journals);
    }
    // Asked once more under its key, each is what it was, and nothing new comes of it.
    for (const { path, body, key, reply } of answered.splice(0)) {
      const again = await insist(owner, path, body, key);
      expect({ path, status: again.status, body: same(again.body) }).toEqual({
        path,
        status: reply.status,
        body: same(reply.body),
      });
    }
  },
  // All points take half an hour on a busy machine.
  process.env.CRASH ? 2_400_000 : 600_000,
);

/** A refusal names the request it answers. */
const same = ({ request_id: _request, ...body }: Json): Json => body;
