/** What makers do with goods, each act always the same and in a world of its own: so what is stored of it can be compared. */
import { randomUUID } from "node:crypto";
import type { Client, Json } from "./backroom.ts";
import { journalsOf, micro, openWorkshop, type Workshop } from "./makers.ts";

export type Makers = { client: Client; shop: Workshop; customer: string; channel: string };

/** What all acts of a tenant share. */
export async function openMakers(client: Client): Promise<Makers> {
  const [shop, type, channel] = await Promise.all([
    openWorkshop(client),
    client.ok.post("/customer-types", { name: "Grocer" }),
    client.ok.post("/order-channels", { name: "Fair" }),
  ]);
  const customer = await client.ok.post("/business-customers", { name: "Grocers", type_id: type.id });
  return { client, shop, customer: customer.id, channel: channel.id };
}

type Ids = Record<string, string>;

/** Ids by what they are in every such act. */
export type Done = {
  materials: Ids;
  skus: Ids;
  sites: Ids;
  documents: Ids;
  sold?: string;
};

const named = (name: string): string => `${name} ${randomUUID()}`;

/** Changes beside the first try of a shipment; beside each further one, one less. */
const MOST_CHANGES = 3;

/** Stock that was found. */
const stock = (client: Client, thing: object, location_id: string, quantity: number): Promise<Json> =>
  client.ok.post("/stock/adjustments", {
    ...{ ...thing, location_id, quantity: micro(quantity), unit_cost: micro(1.37) },
  });

/** A first delivery is taken back; then the goods come in two parts. */
async function buy({ client: { ok }, shop }: Makers): Promise<Done> {
  const [beans, jar, works, vendor_id] = await Promise.all([
    shop.material(named("Beans")),
    shop.material(named("Jar")),
    shop.site("Works"),
    shop.vendor("Farm"),
  ]);
  const line = (material_id: string, quantity: number, unit_cost: number) => ({
    ...{ material_id, quantity: micro(quantity), unit_cost: micro(unit_cost) },
  });
  const { id, lines } = await ok.post("/purchase-orders", {
    ...{ vendor_id, target_type: "materials", status: "placed" },
    ...{ ship_to_location_id: works, shipping_costs: 2000 },
    lines: [line(beans, 60, 3), line(jar, 240, 0.4)],
  });
  const receive = async (...quantities: number[]): Promise<string> => {
    const arrived = quantities.map((quantity, i) => ({
      order_line_id: lines[i].id,
      quantity: micro(quantity),
    }));
    return (await ok.post(`/purchase-orders/${id}/receive`, { lines: arrived })).receipt.id;
  };
  const returned = await receive(40, 240);
  await ok.post(`/goods-receipts/${returned}/reverse`, {});
  const documents = { returned, first: await receive(40), rest: await receive(20, 240) };
  return { materials: { beans, jar }, skus: {}, sites: { works }, documents };
}

/** A first receipt is reversed; then all of it is made. */
async function make({ client, shop }: Makers): Promise<Done> {
  const { ok } = client;
  const [beans, jar, coffee, works] = await Promise.all([
    shop.material(named("Beans")),
    shop.material(named("Jar")),
    shop.sku(named("Coffee")),
    shop.site("Works"),
  ]);
  await Promise.all([
    shop.bom(coffee, [
      { material_id: beans, quantity: micro(0.25), scrap_ppm: 20_000 },
      { material_id: jar, quantity: micro(1) },
    ]),
    stock(client, { material_id: beans }, works, 60),
    stock(client, { material_id: jar }, works, 240),
  ]);
  const { id, outputs } = await ok.post("/make-orders", {
    ...{ kind: "production", status: "placed", location_id: works },
    outputs: [{ sku_id: coffee, quantity: micro(200), cost_per: 35 }],
  });
  const receive = async (quantity: number): Promise<string> => {
    const lines = [{ output_id: outputs[0].id, quantity: micro(quantity) }];
    return (await ok.post(`/make-orders/${id}/receive`, { lines })).receipt.id;
  };
  const unmade = await receive(120);
  await ok.post(`/make-receipts/${unmade}/reverse`, {});
  const documents = { unmade, made: await receive(200) };
  return { materials: { beans, jar }, skus: { coffee }, sites: { works }, documents };
}

/** One is lost on the way. */
async function move({ client, shop }: Makers): Promise<Done> {
  const [coffee, works, street] = await Promise.all([
    shop.sku(named("Coffee")),
    shop.site("Works"),
    shop.site("Main Street"),
  ]);
  await stock(client, { sku_id: coffee }, works, 200);
  const { id: sent } = await client.ok.post("/transfers", {
    ...{ sku_id: coffee, quantity: micro(50) },
    ...{ source_location_id: works, destination_location_id: street },
  });
  await client.ok.post(`/transfers/${sent}/complete`, { received_quantity: micro(49) });
  return { materials: {}, skus: { coffee }, sites: { works, street }, documents: { sent } };
}

/**
 * Set aside and shipped in two parts, while a colleague changes its notes: a shipment that loses against him is undone
 * behind its settlement (SO-2), and asked for again.
 */
async function ship({ client, shop, customer, channel }: Makers): Promise<Done> {
  const { ok } = client;
  const [coffee, works] = await Promise.all([shop.sku(named("Coffee")), shop.site("Works")]);
  await stock(client, { sku_id: coffee }, works, 200);
  const { id: sold, lines } = await ok.post("/sales-orders", {
    ...{ business_customer_id: customer, channel_id: channel, status: "entered" },
    ...{ fulfillment_location_id: works },
    lines: [{ sku_id: coffee, quantity: 100, unit_price: 520 }],
  });
  const some = (quantity: number) => ({ lines: [{ line_id: lines[0].id, quantity }] });
  const shipped = async (quantity: number): Promise<void> => {
    for (let changes = MOST_CHANGES; ; changes -= 1) {
      const [reply] = await Promise.all([
        client.post(`/sales-orders/${sold}/shipments`, some(quantity)),
        ...Array.from({ length: Math.max(0, changes) }, (_, i) =>
          client.patch(`/sales-orders/${sold}`, { notes: `Note ${changes}.${i}` }).catch(() => null),
        ),
      ]);
      if (reply.status === 200) return;
      if (reply.body.code !== "conflict") throw new Error(JSON.stringify(reply.body));
    }
  };
  await ok.post(`/sales-orders/${sold}/allocate`, some(100));
  await shipped(30);
  await shipped(70);
  return { materials: {}, skus: { coffee }, sites: { works }, documents: {}, sold };
}

export const acts = { buy, make, move, ship } as const;
export type Act = keyof typeof acts;

/**
 * What is stored of it. Of a sales order only what it comes to: a shipment whose process died is undone by entries of its own
 * before it is repeated.
 */
export async function storedOf(client: Client, done: Done): Promise<Json> {
  const { materials, skus, sites, documents, sold } = done;
  const names = new Map([materials, skus, sites].flatMap(Object.entries).map(([name, id]) => [id, name]));
  const read = async (path: string, shown: (row: Json, names: Names) => Json): Promise<Json[]> =>
    (await client.ok.get(path)).data.map((row: Json) => shown(row, names)).sort(byText);
  return {
    written: await byName(documents, async (id) => ({
      entries: await read(`/stock-entries?source_id=${id}&limit=100`, entryOf),
      journals: await journalsOf(client, id),
    })),
    materials: await byName(materials, (id) => read(`/stock-levels?material_id=${id}`, levelOf)),
    skus: await byName(skus, (id) => read(`/stock-levels?sku_id=${id}`, levelOf)),
    worth: await byName({ ...materials, ...skus }, async (id) => {
      const { quantity, value } = await client.ok.get(`/cost-states/${id}`);
      return { quantity, value };
    }),
    order: sold ? orderOf(await client.ok.get(`/sales-orders/${sold}`)) : null,
  };
}

type Names = ReadonlyMap<string, string>;

async function byName<T>(ids: Ids, read: (id: string) => Promise<T>): Promise<Record<string, T>> {
  const pairs = Object.entries(ids).map(async ([name, id]) => [name, await read(id)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

const entryOf = (entry: Json, names: Names): Json => {
  const { material_id, sku_id, location_id, to_location_id } = entry;
  const { event_type, quantity, value, relieves, reversed, reason } = entry;
  const [thing, site, to] = [material_id ?? sku_id, location_id, to_location_id].map((id) => names.get(id));
  return { event_type, thing, site, to, quantity, value, relieves, reversed, reason };
};

const levelOf = (level: Json, names: Names): Json => {
  const { location_id, on_hand, on_order, demand, allocated, in_transit, available } = level;
  return { site: names.get(location_id), on_hand, on_order, demand, allocated, in_transit, available };
};

const orderOf = ({ status, fulfillment_status, lines }: Json): Json => ({
  ...{ status, fulfillment_status },
  lines: lines.map(({ shipped, cost }: Json) => ({ shipped, cost })),
});

const byText = (a: Json, b: Json): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
