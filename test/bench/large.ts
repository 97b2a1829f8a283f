/**
 * `node test/bench/large.ts --journals 1000000`: a large shop to verify, on the MongoDB of MONGO_URL. A small shop is made over the
 * API, and multiplied in the database: every id but those of the shop's own furniture moves on by one step of time per copy,
 * and the chains are made anew over all of it. The same ids move in the same way each time.
 */
import { parseArgs } from "node:util";
import { type AnyBulkWriteOperation, MongoClient } from "mongodb";
import { linked, told } from "../../app/verify/checks/chains.ts";
import { idOf } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { fillShop } from "../support/rich-shop.ts";
import { breachesIn } from "../support/verified.ts";

const SALES = 40;
const BATCH = 2000;
const STEP_MS = 7;

/** The shop's own, which all copies share. */
const furniture = new Set([
  ...[
    "organizations",
    "users",
    "members",
    "api_keys",
    "stores",
    "taxes",
    "discounts",
    "locations",
    "registers",
  ],
  ...["changes", "feed_heads", "brands", "categories", "colors", "sizes", "fabrics"],
]);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

type Kind = "row" | "journal" | "log";
type Template = {
  at: string;
  kind: Kind;
  rows: Json[];
  /** Fields that may be there only once, beside ids. */
  once: string[];
};

/** What sells every day: pieces of several consignors, rung up, some of it given back. */
async function trade({ ok }: Client, store: string): Promise<void> {
  const accounts: string[] = [];
  for (let i = 0; i < 4; i++)
    accounts.push((await ok.post("/accounts", { first_name: "Ada", default_split: 500_000 })).id);
  for (let i = 0; i < SALES; i++) {
    const item = await ok.post("/items", {
      ...{ title: `Coat ${i}`, tag_price: 1000 + i * 37, inventory_type: "consignment", store_id: store },
      account_id: accounts[i % accounts.length],
    });
    const lines = [{ item_id: item.id, quantity: 1 }];
    const sale = await ok.post("/sales", { store_id: store, lines });
    await ok.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "cash", amount: sale.total }] });
    if (i % 10 === 9) await ok.post(`/sales/${sale.id}/void`, { reason: "a mistake" });
  }
}

async function templatesOf(client: MongoClient, { namespace }: Backroom, org_id: string) {
  const shared = new Set<string>([org_id]);
  const templates: Template[] = [];
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  for (const { name } of databases.filter((each) => each.name.startsWith(`${namespace}_`))) {
    for (const { name: collection } of await client.db(name).listCollections().toArray()) {
      if (collection.startsWith("_") && collection !== "_log") continue;
      const rows = await client.db(name).collection<Json>(collection).find({ org_id }).toArray();
      if (rows.length === 0) continue;
      const indexes = await client.db(name).collection(collection).indexes();
      const unique = indexes.filter((each) => each.unique).flatMap(({ key }) => Object.keys(key));
      // Words of the shop, such as kinds of customers, are there once.
      if (furniture.has(collection) || unique.includes("keys.name")) {
        for (const row of rows) shared.add(row._id);
        continue;
      }
      const once = unique
        .map((field) => field.replace("keys.", ""))
        .filter((field) => /^(number|sku|slug|email|code|name|ref)$/.test(field));
      // The code that they have where they are defined.
      if (collection === "stockable_names") once.push("code");
      const kind = collection === "journals" ? "journal" : collection === "_log" ? "log" : "row";
      templates.push({ at: `${name} ${collection}`, kind, rows, once: [...new Set(once)] });
    }
  }
  return { shared, templates };
}

/** UUIDv7 begins with its time: a copy's ids follow those of the copy before it. */
function moved(id: string, copy: number): string {
  const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) + copy * STEP_MS;
  const hex = time.toString(16).padStart(12, "0").slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}${id.slice(13)}`;
}

function copier(shared: ReadonlySet<string>, copy: number) {
  const known = new Map<string, string>();
  const text = (value: string): string => {
    if (value.length < 36) return value;
    let made = known.get(value);
    if (made === undefined) {
      made = value.replace(uuid, (id) => (shared.has(id) ? id : moved(id, copy)));
      known.set(value, made);
    }
    return made;
  };
  const of = (value: Json): Json => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(of);
    if (value === null || typeof value !== "object" || value.constructor !== Object) return value;
    const made: Json = {};
    for (const name in value) made[name] = of(value[name]);
    return made;
  };
  return of;
}

const about = (row: Json): string[] => [
  ...row.changes.map((each: Json) => each.id),
  ...row.events.map((each: Json) => each.aggregate.id),
];

/** Continues the chains where the small shop's end. */
async function chainsOf(client: MongoClient) {
  const heads = new Map<string, { seq: number; hash: string }>();
  const headOf = async (database: string, key: string) => {
    const at = `${database} ${key}`;
    if (!heads.has(at)) {
      const row = await client
        .db(database)
        .collection<Json>("_heads")
        .findOne({ _id: key as never });
      heads.set(at, { seq: row!.seq, hash: row!.hash });
    }
    return heads.get(at)!;
  };
  return {
    async link(database: string, kind: Kind, row: Json): Promise<void> {
      const key = kind === "log" ? `log:${row.org_id}` : `journal:${row.org_id}:${row.currency}`;
      const head = await headOf(database, key);
      row.seq = head.seq + 1;
      row.prev_hash = head.hash;
      const { _id: id, seq: _seq, prev_hash: _prev, hash: _hash, ...rest } = row;
      row.hash = linked(head.hash, kind === "log" ? told(row) : { id, ...rest });
      head.seq = row.seq;
      head.hash = row.hash;
    },
    async keep(): Promise<void> {
      for (const [at, { seq, hash }] of heads) {
        const [database, key] = at.split(" ");
        const all = client.db(database).collection<Json>("_heads");
        await all.updateOne({ _id: key as never }, { $set: { seq, hash } });
      }
    },
  };
}

/** Ctrl-C ends after the copy that is being made: what there is then is whole. */
let enough = false;
process.once("SIGINT", () => {
  enough = true;
});

/** Makes a value that may be there only once another one, and the key by which it is compared. */
function renew(made: Json, field: string, copy: number): void {
  if (typeof made[field] === "number") made[field] += copy * 1000;
  if (typeof made[field] !== "string") return;
  made[field] += `-${copy}`;
  const key = made.keys?.[field];
  if (key)
    made.keys[field] = key
      .split("\u0001")
      .map((each: string) => `${each}-${copy}`)
      .join("\u0001");
}

async function multiply(client: MongoClient, backroom: Backroom, org_id: string, journals: number) {
  const { shared, templates } = await templatesOf(client, backroom, org_id);
  const posted = templates.find(({ kind }) => kind === "journal")!.rows.length;
  const copies = Math.ceil(journals / posted) - 1;
  const chains = await chainsOf(client);
  const waiting = new Map<string, AnyBulkWriteOperation<Json>[]>();
  let rows = 0;
  const flush = async (at: string) => {
    const [database, collection] = at.split(" ") as [string, string];
    const batch = waiting.get(at) ?? [];
    waiting.set(at, []);
    const options = { ordered: false, writeConcern: { w: 1, journal: false } };
    if (batch.length) await client.db(database).collection<Json>(collection).bulkWrite(batch, options);
  };
  let done = 0;
  while (done < copies && !enough) {
    const copy = ++done;
    const of = copier(shared, copy);
    for (const { at, kind, rows: all, once } of templates) {
      const batch = waiting.get(at) ?? [];
      waiting.set(at, batch);
      for (const row of all) {
        if (kind === "log" && about(row).every((id) => shared.has(id))) continue;
        const made = of(row);
        for (const field of once) renew(made, field, copy);
        if (made.linked_to)
          made.linked_to = idOf(`linked:${made.platform_id}:${made.item_id ?? made.sku_id}`);
        if (kind !== "row") await chains.link(at.split(" ")[0]!, kind, made);
        batch.push({ insertOne: { document: made } });
        rows += 1;
      }
      if (batch.length >= BATCH) await flush(at);
    }
    if (copy % 500 === 0) console.log(`${copy} of ${copies} copies, ${rows} rows`);
  }
  for (const { at } of templates) await flush(at);
  await chains.keep();
  return { copies: done, rows, journals: (done + 1) * posted };
}

const { journals } = parseArgs({ options: { journals: { type: "string", default: "1000000" } } }).values;
process.env.TEST_MONGO_URL = process.env.MONGO_URL!;
const backroom = await startBackroom({ namespace: process.env.NAMESPACE ?? "large" });
const owner = await backroom.organization("Large shop");
const { store } = await fillShop(owner);
await trade(owner, store!);
const broken = await breachesIn(backroom);
await backroom.process.stop();
if (broken.length) throw new Error(broken.join("\n"));
const client = await MongoClient.connect(process.env.MONGO_URL!);
console.log(await multiply(client, backroom, owner.organization_id, Number(journals)));
await client.close();
