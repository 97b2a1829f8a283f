/**
 * The floor: what one careful person would write by hand for the same five operations, without services, events between
 * them or dialects. One process, one database on the same mongod, majority and journaled writes, the tenant in every
 * filter, every sale decided by conditional unit updates, one transaction with its outbox row.
 */
import { createHash, randomUUID } from "node:crypto";
import Fastify, { type FastifyRequest } from "fastify";
import { MongoClient } from "mongodb";

// biome-ignore lint/suspicious/noExplicitAny: rows as the seed copied them.
type Row = { _id: string; [field: string]: any };
type Org = { org_id: string };
type Sold = { item_id: string; quantity: number };

const KEY_REMEMBERED_MS = 3000;
const TRANSIENT = "TransientTransactionError";

const client = new MongoClient(process.env.MONGO_URL!, {
  maxPoolSize: 100,
  writeConcern: { w: "majority", journal: true },
});
const db = client.db(process.env.FLOOR_DB!);
const of = (name: string) => db.collection<Row>(name);
const keys = of("keys");
const items = of("items");
const accounts = of("accounts");
const stores = of("stores");
const taxes = of("taxes");
const sales = of("sales");
const journals = of("journals");
const entries = of("entries");
const outbox = of("outbox");

const refuse = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });

const known = new Map<string, { until: number; org: Org }>();
/** Looked up by hash, cached as long as in Backroom. */
async function orgOf(request: FastifyRequest): Promise<string> {
  const hash = createHash("sha256")
    .update((request.headers.authorization ?? "").slice(7))
    .digest("hex");
  const found = known.get(hash);
  if (found && found.until > performance.now()) return found.org.org_id;
  const row = await keys.findOne({ _id: hash });
  if (!row) throw refuse(401, "unknown key");
  known.set(hash, { until: performance.now() + KEY_REMEMBERED_MS, org: { org_id: row.org_id } });
  return row.org_id;
}

const shown = ({ _id, words: _words, ...rest }: Row) => ({ id: _id, ...rest });

type Session = ReturnType<MongoClient["startSession"]>;

async function inTransaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const session = client.startSession();
  try {
    for (;;) {
      session.startTransaction({
        readConcern: { level: "snapshot" },
        writeConcern: { w: "majority", journal: true },
      });
      try {
        const result = await work(session);
        await session.commitTransaction();
        return result;
      } catch (error) {
        if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
        if (!(error as { hasErrorLabel?(label: string): boolean }).hasErrorLabel?.(TRANSIENT)) throw error;
      }
    }
  } finally {
    await session.endSession();
  }
}

const outboxRow = (org_id: string, type: string, data: object): Row => ({
  _id: randomUUID(),
  org_id,
  type,
  at: new Date().toISOString(),
  data,
  pending: true,
});

const numbers = new Map<string, { next: number; end: number }>();
/** Numbers from blocks of a hundred, so that no two sales meet at a counter. */
async function numberOf(org_id: string, kind: string): Promise<string> {
  const key = `${org_id}:${kind}`;
  let block = numbers.get(key);
  if (!block || block.next > block.end) {
    const row = await of("numbers").findOneAndUpdate(
      { _id: key },
      { $inc: { next: 100 } },
      { upsert: true, returnDocument: "after" },
    );
    block = { next: row!.next - 99, end: row!.next };
    numbers.set(key, block);
  }
  return String(block.next++).padStart(6, "0");
}

const amount = { type: "integer", minimum: 0, maximum: 1e13 } as const;
const id = { type: "string", minLength: 36, maxLength: 36 } as const;

const itemBody = {
  type: "object",
  additionalProperties: false,
  required: ["title", "tag_price", "account_id", "store_id"],
  properties: {
    title: { type: "string", minLength: 1, maxLength: 255 },
    tag_price: amount,
    account_id: id,
    store_id: id,
    inventory_type: { type: "string" },
  },
} as const;

const saleBody = {
  type: "object",
  additionalProperties: false,
  required: ["store_id", "lines", "payments"],
  properties: {
    store_id: id,
    lines: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["item_id", "quantity"],
        properties: { item_id: id, quantity: { type: "integer", minimum: 1 } },
      },
    },
    payments: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["type", "amount"],
        properties: { type: { type: "string" }, amount },
      },
    },
  },
} as const;

async function createItem(org_id: string, input: Record<string, string | number>) {
  const [account, store] = await Promise.all([
    accounts.findOne({ org_id, _id: String(input.account_id), deleted_at: null }),
    stores.findOne({ org_id, _id: String(input.store_id), deleted_at: null }),
  ]);
  if (!account || !store) throw refuse(422, "no such account or store");
  const sku = await numberOf(org_id, "sku");
  const now = new Date().toISOString();
  const row: Row = {
    _id: randomUUID(),
    org_id,
    sku: `F${sku}`,
    ...input,
    words: String(input.title).toLowerCase().split(/\W+/),
    split: account.default_split ?? 500_000,
    quantity: 1,
    status_counts: { active: 1 },
    statuses: ["active"],
    created_at: now,
    updated_at: now,
    version: 1,
    deleted_at: null,
  };
  await inTransaction(async (session) => {
    await items.insertOne(row, { session });
    await outbox.insertOne(outboxRow(org_id, "item.created", shown(row)), { session });
  });
  return shown(row);
}

/** Prices, a tax on top, the consignor's share of each line; the journal sums to zero. */
function priced(rows: Map<string, Row>, lines: Sold[], rate_ppm: number) {
  const sold = lines.map(({ item_id, quantity }) => {
    const item = rows.get(item_id)!;
    const net = item.tag_price * quantity;
    const consignor = Math.round((net * item.split) / 1e6);
    const tax = Math.round((net * rate_ppm) / 1e6);
    return {
      item_id,
      quantity,
      account_id: item.account_id as string,
      title: item.title,
      net,
      tax,
      consignor,
    };
  });
  const total = sold.reduce((sum, line) => sum + line.net + line.tax, 0);
  const postings = [
    { ledger_account: "cash", amount: total },
    ...sold.flatMap((line) => [
      { ledger_account: "tax", amount: -line.tax },
      { ledger_account: `payable:${line.account_id}`, amount: -line.consignor },
      { ledger_account: "commission", amount: line.consignor - line.net },
    ]),
  ];
  if (postings.reduce((sum, each) => sum + each.amount, 0) !== 0) throw new Error("unbalanced");
  return { sold, total, postings };
}

async function sell(
  org_id: string,
  { store_id, lines, payments }: { store_id: string; lines: Sold[]; payments: { amount: number }[] },
) {
  const [found, store, tax] = await Promise.all([
    items.find({ org_id, _id: { $in: lines.map((each) => each.item_id) }, deleted_at: null }).toArray(),
    stores.findOne({ org_id, _id: store_id, deleted_at: null }),
    taxes.findOne({ org_id, deleted_at: null }),
  ]);
  const rows = new Map(found.map((row) => [row._id, row]));
  if (!store || lines.some((line) => !rows.has(line.item_id))) throw refuse(422, "no such item or store");
  const { sold, total, postings } = priced(rows, lines, tax?.rate_ppm ?? 0);
  const paid = payments.reduce((sum, each) => sum + each.amount, 0);
  if (paid < total) throw refuse(422, "insufficient payment");
  const number = await numberOf(org_id, "sale");
  const now = new Date().toISOString();
  const sale: Row = {
    _id: randomUUID(),
    org_id,
    number,
    store_id,
    status: "finalized",
    lines: sold,
    payments,
    total,
    change: paid - total,
    created_at: now,
    version: 1,
  };
  const journal: Row = { _id: randomUUID(), org_id, sale_id: sale._id, postings, created_at: now };
  const shares = Map.groupBy(sold, (line) => line.account_id);
  await inTransaction(async (session) => {
    const taken = await items.bulkWrite(
      sold.map(({ item_id, quantity }) => ({
        updateOne: {
          filter: { org_id, _id: item_id, deleted_at: null, "status_counts.active": { $gte: quantity } },
          update: {
            $inc: { "status_counts.active": -quantity, "status_counts.sold": quantity, version: 1 },
            $set: { updated_at: now },
          },
        },
      })),
      { session },
    );
    if (taken.modifiedCount !== sold.length) throw refuse(409, "item not available");
    await sales.insertOne(sale, { session });
    await journals.insertOne(journal, { session });
    const written: Row[] = [];
    for (const account_id of [...shares.keys()].sort()) {
      const sum = shares.get(account_id)!.reduce((all, line) => all + line.consignor, 0);
      const after = await accounts.findOneAndUpdate(
        { org_id, _id: account_id },
        { $inc: { balance: sum, entry_seq: 1 } },
        { session, returnDocument: "after", projection: { balance: 1, entry_seq: 1 } },
      );
      written.push({
        _id: randomUUID(),
        org_id,
        account_id,
        seq: after!.entry_seq,
        amount: sum,
        balance_after: after!.balance,
        journal_id: journal._id,
      });
    }
    await entries.insertMany(written, { session });
    await outbox.insertOne(outboxRow(org_id, "sale.finalized", shown(sale)), { session });
  });
  return shown(sale);
}

const app = Fastify({ logger: { level: "info" }, disableRequestLogging: true });
// One line per request, as Backroom writes it.
app.addHook("onResponse", async (request, reply) => {
  request.log.info({ method: request.method, path: request.url, status: reply.statusCode }, "request");
});

app.get<{ Params: { id: string } }>("/items/:id", async (request) => {
  const row = await items.findOne({ org_id: await orgOf(request), _id: request.params.id });
  if (!row) throw refuse(404, "no such item");
  return shown(row);
});

app.get<{ Querystring: { limit?: string; status?: string; search?: string } }>("/items", async (request) => {
  const org_id = await orgOf(request);
  const { limit = "20", status, search } = request.query;
  const words = search ? { words: { $regex: `^${search.toLowerCase().replace(/\W/g, "")}` } } : {};
  const rows = await items
    .find({ org_id, deleted_at: null, ...(status ? { statuses: status } : {}), ...words })
    .sort(search ? { created_at: -1, _id: -1 } : { tag_price: -1, _id: -1 })
    .limit(Number(limit) + 1)
    .toArray();
  const more = rows.length > Number(limit);
  if (more) rows.pop();
  return { data: rows.map(shown), next_cursor: more ? rows.at(-1)!._id : null };
});

app.post<{ Body: Record<string, string | number> }>(
  "/items",
  { schema: { body: itemBody } },
  async (request, reply) => {
    const made = await createItem(await orgOf(request), request.body);
    reply.code(201);
    return made;
  },
);

app.post<{ Body: Parameters<typeof sell>[1] }>(
  "/sales",
  { schema: { body: saleBody } },
  async (request, reply) => {
    const made = await sell(await orgOf(request), request.body);
    reply.code(201);
    return made;
  },
);

await Promise.all([
  items.createIndexes([
    { key: { org_id: 1, sku: 1 }, unique: true },
    { key: { org_id: 1, statuses: 1, tag_price: 1, _id: 1 } },
    { key: { org_id: 1, words: 1 } },
    { key: { org_id: 1, account_id: 1 } },
  ]),
  sales.createIndexes([
    { key: { org_id: 1, number: 1 }, unique: true },
    { key: { org_id: 1, created_at: 1 } },
  ]),
  journals.createIndex({ org_id: 1, sale_id: 1 }, { unique: true }),
  entries.createIndex({ org_id: 1, account_id: 1, seq: 1 }, { unique: true }),
  outbox.createIndex({ pending: 1, at: 1 }),
]);
await app.listen({ host: "127.0.0.1", port: 0 });
const address = app.server.address();
console.log(`FLOOR http://127.0.0.1:${typeof address === "object" && address?.port}`);
process.on("SIGTERM", () => app.close().then(() => client.close()));
