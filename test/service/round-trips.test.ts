/**
 * How many times an operation asks mongod before its answer, in all services together: counted on the wire. Keys and small
 * tables are warm. What relays and reactions do afterwards is counted apart: it is shared by all that was committed meanwhile.
 */
import type { ActionRef } from "../../shared/service/reference.ts";
import { type Backroom, type Json, startBackroom, until } from "../support/backroom.ts";
import { profiled } from "../support/profile.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { type Wire, wireTo } from "../support/wire.ts";
import { type Command, type WireCounts, wireCounts } from "../support/wire-counts.ts";

let counts: WireCounts;
let backroom: Backroom;
let wire: Wire;
let shop: Shop;

beforeAll(async () => {
  counts = await wireCounts(process.env.TEST_MONGO_URL!);
  backroom = await startBackroom({ mongo_url: counts.url });
  wire = wireTo(backroom.url, backroom.owner.key);
  shop = await openShop(backroom.owner);
});
afterAll(async () => {
  await backroom.stop();
  await counts.stop();
});

const told = ({ db, collection, name }: Command) =>
  collection ? `${db.split("_")[1]}.${collection} ${name}` : name;

/**
 * What a request asked. Numbers come from blocks that grow under load, keys and small tables are read once in three
 * seconds: whether this request was the one that fetched them says nothing of it.
 */
function asked(): string[] {
  const amortized = new Set(["_numbers", "api_keys", "members", "organizations", "stores", "taxes"]);
  amortized.add("surcharges").add("discounts").add("categories");
  return (
    counts
      .commands()
      // Webhooks and what prices teach live from events alone: nothing of theirs is part of a request.
      .filter((each) => !each.db.endsWith("_platform") && each.collection !== "sold_lines")
      .filter(
        (each) => each.kind === "request" && !(amortized.has(each.collection) && /^find/.test(each.name)),
      )
      .map(told)
  );
}

const services = ["catalog", "inventory", "sales", "accounts", "contracts"];

/** Counts from here on, once nothing is left of what went before: a reaction to it may meet the request at an account. */
async function fromHere(): Promise<void> {
  await until(async () => {
    const all = await Promise.all(
      services.map((name) =>
        backroom.process.call<ActionRef<object, { unpublished: number; sagas: number }>>(
          { name: `${name}.kernel.status` },
          {},
        ),
      ),
    );
    return all.every((each) => each.unpublished === 0 && each.sagas === 0);
  }, "the end of what went before");
  counts.reset();
}

/** Counts the second time, because the first one fills the caches. */
async function tripsOf(work: () => Promise<unknown>): Promise<string[]> {
  await work();
  await fromHere();
  await work();
  // Only its later commands tell a transaction of the relay from one of the request.
  await until(async () => openTransactions() === 0, "the end of all transactions");
  return asked();
}

function openTransactions(): number {
  const open = new Set<string>();
  for (const { transaction, name } of counts.commands()) {
    if (!transaction) continue;
    if (/^(commit|abort)Transaction$/.test(name)) open.delete(transaction);
    else open.add(transaction);
  }
  return open.size;
}

const native = (path: string) => `/api/v1${path}`;
const dialect = (path: string) => `/consigncloud/api/v1${path}`;
const itemBody = () => ({
  title: "Coat",
  tag_price: 12_000,
  inventory_type: "consignment",
  account_id: shop.consignor,
  store_id: shop.store,
});
const payments = [{ type: "cash", amount: 100_000 }];
const two = async () => [await shop.piece(), await shop.piece()];

describe("reading", () => {
  test("one item: 1", async () => {
    const id = await shop.piece();
    expect(await tripsOf(() => wire.ok("GET", native(`/items/${id}`)))).toEqual(["inventory.items find"]);
  });

  test("a page with a filter and a sort: 1, with its count 2 after a write and 1 while nothing is written", async () => {
    const page = native("/items?status=active&sort=-tag_price&limit=20");
    expect(await tripsOf(() => wire.ok("GET", page))).toEqual(["inventory.items find"]);
    const counted = () => wire.ok("GET", `${page}&include=count`);
    const after = async () => {
      await shop.piece();
      await fromHere();
      await counted();
    };
    expect((await tripsOf(after)).sort()).toEqual(["inventory.items aggregate", "inventory.items find"]);
    counts.reset();
    await counted();
    expect(asked()).toEqual(["inventory.items find"]);
  });

  test("a count reads no rows, whichever are deleted", async () => {
    const own = await openShop(backroom.owner);
    const filter = `store_id=${own.store}&include=count&limit=1`;
    const pieces = [await own.piece(), await own.piece(), await own.piece()];
    await wire.ok("DELETE", native(`/items/${pieces[0]}`));
    const found: Record<string, number> = {};
    const ops = await profiled(backroom, "inventory", "items", async () => {
      for (const deleted of ["exclude", "include", "only"])
        found[deleted] = (await wire.ok("GET", native(`/items?${filter}&deleted=${deleted}`))).count;
    });
    expect(found).toEqual({ exclude: 2, include: 3, only: 1 });
    const [live, ...others] = ops.filter(
      ({ op, command }) => op === "command" && "aggregate" in (command ?? {}),
    );
    expect(others).toHaveLength(2);
    // The one row that is deleted is read, to be taken off.
    expect(live?.docsExamined).toBe(1);
    expect(others[0]?.docsExamined).toBe(0);
  });

  test("a search: 1", async () => {
    expect(await tripsOf(() => wire.ok("GET", native("/items?search=coat")))).toHaveLength(1);
  });

  test("through ConsignCloud: an item at most 2, a page at most 2", async () => {
    const id = await shop.piece();
    expect((await tripsOf(() => wire.ok("GET", dialect(`/items/${id}`)))).length).toBeLessThanOrEqual(2);
    const page = dialect("/items?limit=20&status=active");
    expect((await tripsOf(() => wire.ok("GET", page))).length).toBeLessThanOrEqual(2);
  });
});

describe("writing", () => {
  test("an item: 2 — its account, and the item with its log row", async () => {
    expect(await tripsOf(() => wire.ok("POST", native("/items"), itemBody()))).toEqual([
      "accounts.accounts find",
      "inventory.items insert",
    ]);
  });

  test("an account: 5 — it and its contact with their log row; what that does not show leaves the contact alone (MRC-ONE-1)", async () => {
    const create = () =>
      wire.ok("POST", native("/accounts"), { first_name: "Ada", email: "a@trips.example" });
    const made = await create();
    await fromHere();
    expect(await tripsOf(create)).toEqual([
      ...["accounts.accounts find", "accounts.accounts insert", "accounts.contacts insert"],
      ...["accounts._log insert", "commitTransaction"],
    ]);
    const tagged = () =>
      wire.ok("PATCH", native(`/accounts/${made.id}`), { tags: ["new"], first_name: "Ada" });
    expect((await tripsOf(tagged)).filter((trip) => trip.includes("contact"))).toEqual([]);
  });

  test("a sale of two lines: opened with 2, finalized with 9", async () => {
    const open = async () => {
      const lines = (await two()).map((item_id) => ({ item_id, quantity: 1 }));
      await fromHere();
      return wire.ok("POST", native("/sales"), { store_id: shop.store, lines });
    };
    let sale: Json;
    expect(
      await tripsOf(async () => {
        sale = await open();
      }),
    ).toEqual(["inventory.items find", "sales.sales insert"]);
    const trips = await tripsOf(async () => {
      sale = await open();
      await fromHere();
      await wire.ok("POST", native(`/sales/${sale.id}/finalize`), { payments });
    });
    expect(trips.sort()).toEqual([...selling, "sales.sales update"]);
  });

  test.each([
    ["natively", (items: string[]) => ringUp(items)],
    ["through ConsignCloud", (items: string[]) => soldAtOnce(items)],
  ])("a sale of two lines made at once %s: 9", async (_how, sell) => {
    const trips = await tripsOf(async () => {
      const items = await two();
      await fromHere();
      await sell(items);
    });
    expect(trips.sort()).toEqual([...selling, "sales.sales insert"]);
  });
});

/** A sale's commands but for the one that makes it finalized. */
const selling = [
  "accounts.accounts findAndModify",
  "accounts.balance_entries insert",
  "accounts.journals insert",
  "commitTransaction",
  "inventory.items find",
  "inventory.items update",
  "inventory.items update",
  "sales._sagas insert",
];

const ringUp = (items: string[]) =>
  wire.ok("POST", native("/sales/ring-up"), {
    store_id: shop.store,
    lines: items.map((item_id) => ({ item_id, quantity: 1 })),
    payments,
  });
const soldAtOnce = (items: string[]) =>
  wire.ok("POST", dialect("/sales"), {
    location: shop.store,
    items: items.map((item) => ({ item, quantity: 1 })),
    payments,
  });
