/** The same shop for every target: made over the API where rules matter, multiplied in the database where only size does. */
import { createHash, randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import { clientOf, type Json } from "../support/backroom.ts";
import type { Target } from "./stack.ts";

export type Shop = { org_id: string; store: string; accounts: string[]; items: string[] };

const nouns = ["coat", "dress", "boots", "lamp", "chair", "mirror", "clock", "vase", "jacket", "scarf"];
const adjectives = ["wool", "silk", "leather", "oak", "brass", "linen", "denim", "velvet"];
const ACCOUNTS = 200;
/** Enough that no run sells out. */
const UNITS = 1_000_000;
const CHUNK = 1000;

export const lots = (items: number) => Math.floor(items / 20);

/** Title, price and time differ; the words are those that the search looks through. */
function variant(template: Json, i: number, items: number): Json {
  const words = [
    adjectives[i % adjectives.length]!,
    nouns[(i * 7) % nouns.length]!,
    `lot${100 + (i % lots(items))}`,
  ];
  const sku = `B${String(i).padStart(7, "0")}`;
  return {
    ...template,
    _id: randomUUID(),
    sku,
    slug: `${words.join("-")}-${sku.toLowerCase()}`,
    title: words.join(" "),
    words: [...words, sku.toLowerCase()],
    tag_price: 500 + ((i * 7919) % 20_000),
    created_at: new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString(),
  };
}

/** A store, a tax, consignors and an item of each, all of it made over the API. */
export async function seedShop(target: Target): Promise<Omit<Shop, "org_id">> {
  const { ok } = clientOf(target.url, target.key);
  const store = await ok.post("/stores", { name: "Main Street", timezone: "Europe/Berlin" });
  await ok.post("/taxes", { name: "Sales tax", rate_ppm: 88_750, type: "exclusive", default_on: true });
  const accounts: string[] = [];
  const templates: string[] = [];
  for (let i = 0; i < ACCOUNTS; i++) {
    const account = await ok.post("/accounts", {
      first_name: "Ada",
      last_name: `Lind ${i}`,
      is_vendor: true,
      default_split: 600_000,
    });
    accounts.push(account.id);
  }
  for (const account_id of accounts) {
    const item = await ok.post("/items", {
      title: "A template",
      tag_price: 1000,
      inventory_type: "consignment",
      account_id,
      store_id: store.id,
      quantity: UNITS,
    });
    templates.push(item.id);
  }
  return { store: store.id, accounts, items: templates };
}

/** The same with as many items as asked for. */
export async function seedBackroom(mongo_url: string, target: Target, items: number): Promise<Shop> {
  const { store, accounts, items: templates } = await seedShop(target);
  const client = await MongoClient.connect(mongo_url);
  try {
    const rows = client.db(`${target.namespace}_inventory`).collection<Json>("items");
    const made = await rows.find({ _id: { $in: templates } }).toArray();
    const ids: string[] = [];
    for (let i = 0; i < items; i += CHUNK) {
      const chunk = Array.from({ length: Math.min(CHUNK, items - i) }, (_, n) =>
        variant(made[(i + n) % made.length], i + n, items),
      );
      await rows.insertMany(chunk as never);
      ids.push(...chunk.map((each) => each._id as string));
    }
    return { org_id: made[0]!.org_id, store, accounts, items: ids };
  } finally {
    await client.close();
  }
}

/** The floor's rows are copies of the first Backroom's. */
export async function seedFloor(mongo_url: string, from: Target, floor: Target, shop: Shop): Promise<void> {
  const client = await MongoClient.connect(mongo_url);
  const copies = [
    ["inventory", "items"],
    ["inventory", "stores"],
    ["accounts", "accounts"],
    ["catalog", "taxes"],
  ] as const;
  try {
    const to = client.db(`${floor.namespace}_floor`);
    for (const [service, name] of copies) {
      const source = client.db(`${from.namespace}_${service}`).collection<Json>(name);
      let chunk: Json[] = [];
      for await (const row of source.find({ org_id: shop.org_id })) {
        chunk.push(row);
        if (chunk.length < CHUNK) continue;
        await to.collection(name).insertMany(chunk);
        chunk = [];
      }
      if (chunk.length) await to.collection(name).insertMany(chunk);
    }
    const _id = createHash("sha256").update(floor.key).digest("hex");
    await to.collection<Json>("keys").insertOne({ _id, org_id: shop.org_id });
  } finally {
    await client.close();
  }
}
