/** Every operation of ConsignCloud's document called in every way. */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { judge, sameFields, type Trial, verdict } from "../../support/conformance.ts";
import { type CloudWorld, cloudSeed, cloudWorld, type Kind, kinds } from "../../support/consigncloud.ts";
import { fullBody, type SeedOperation } from "../../support/seed.ts";

const { operations } = cloudSeed();
const found = new Map<string, string[]>();
let backroom: Backroom;
let world: CloudWorld;
let made = 0;

beforeAll(async () => {
  backroom = await startBackroom();
  world = await cloudWorld(backroom);
});

afterAll(async () => {
  await backroom?.stop();
  process.stdout.write(`${verdict("consigncloud", operations, found)}\n`);
});

const operationOf = (key: string) => operations.find((each) => each.key === key)!;

async function ok(method: string, path: string, body?: Json): Promise<Json> {
  const said = await world.own(method, path, body);
  if (said.status !== 200) throw new Error(`${method} ${path}: ${said.status} ${JSON.stringify(said.body)}`);
  return said.body;
}

const natively = (path: string): Promise<Json> => world.owner.ok.get(path);
/** The latest entries and how many there are. */
const latest = (at: string) => ok("GET", `/${at}?limit=5&include=count&sort_by=-created&deleted=include`);
const newest = (query = "") => ["limit=5", "sort_by=-created", ...(query ? [query] : [])].join("&");
const listed = async (at: string, id: string): Promise<Json | undefined> =>
  (await ok("GET", `/${at}?${newest()}`)).data.find((each: Json) => each.id === id);

function must(fits: boolean, told: string): void {
  if (!fits) throw new Error(told);
}

function whole(at: string, kind: Kind, method = "POST"): Json {
  made += 1;
  const key = method === "POST" ? `POST /${at}` : `PATCH /${at}/{id}`;
  return fullBody(world.seed, operationOf(key), kind.given(world, made));
}

const create = (at: string, kind: Kind): Promise<Json> => ok("POST", `/${at}`, whole(at, kind));

/** What was written is seen in the list, alone and natively. */
async function seen(at: string, kind: Kind, written: Json, answer: Json): Promise<void> {
  sameFields(written, answer, "the answer");
  sameFields(written, await ok("GET", `/${at}/${answer.id}`), "its own address");
  sameFields(written, await listed(at, answer.id), "the list");
  const native = await natively(`${kind.native}/${answer.id}`);
  for (const [name, [own, value = (sent: Json) => sent]] of Object.entries(kind.natively))
    if (name in written) sameFields({ [own]: value(written[name]) }, native, `the native API (${name})`);
}

type Maker = (at: string, kind: Kind) => Trial;

const list: Maker = (at, kind) => ({
  foreign: "its own",
  state: async () => null,
  full: async () => {
    await create(at, kind);
    return { query: "limit=100&include=count&sort_by=-created" };
  },
  async proof(_asked, { data, count }) {
    must(count === data.length && data.length > 1, `count ${count} of ${data.length}`);
    const first = await ok("GET", `/${at}?limit=1&sort_by=-created`);
    must(first.data[0].id === data[0].id && first.next_cursor !== null, "limit=1 shows another");
    const cursor = encodeURIComponent(first.next_cursor);
    const second = await ok("GET", `/${at}?limit=1&sort_by=-created&cursor=${cursor}`);
    must(second.data[0].id === data[1].id, "the cursor does not lead to the next one");
    const entry = await create(at, kind);
    await natively(`${kind.native}/${entry.id}`);
    const { with: queries, without } = kind.finds?.(entry, world) ?? { with: [], without: [] };
    const has = async (query: string) =>
      (await ok("GET", `/${at}?${newest(query)}`)).data.some((each: Json) => each.id === entry.id);
    for (const query of queries) must(await has(query), `not found with ${query}`);
    for (const query of without) must(!(await has(query)), `found with ${query}`);
  },
});

const get: Maker = (at, kind) => ({
  foreign: "refused",
  state: async () => null,
  full: async () => ({ params: { id: (await create(at, kind)).id } }),
  async proof(asked, answer) {
    must(answer.id === asked.params!.id, "another one");
    sameFields(await listed(at, answer.id), answer, "its own address");
  },
});

const post: Maker = (at, kind) => ({
  foreign: kind.refers ? "refused" : "its own",
  state: () => latest(at),
  full: async () => ({ body: whole(at, kind) }),
  least: async () => {
    const body = whole(at, kind);
    return { body: Object.fromEntries(kind.needs.map((name) => [name, body[name]])) };
  },
  ...(kind.wrong ? { wrong: kind.wrong } : {}),
  proof: (asked, answer) => seen(at, kind, asked.body, answer),
});

const patch: Maker = (at, kind) => ({
  foreign: "refused",
  state: () => latest(at),
  full: async () => ({ params: { id: (await create(at, kind)).id }, body: whole(at, kind, "PATCH") }),
  least: async () => ({ params: { id: (await create(at, kind)).id }, body: {} }),
  ...(kind.wrong ? { wrong: kind.wrong } : {}),
  proof: (asked, answer) => seen(at, kind, asked.body, answer),
});

const remove: Maker = (at, kind) => ({
  foreign: "refused",
  state: () => latest(at),
  full: async () => ({ params: { id: (await create(at, kind)).id } }),
  async proof(asked, answer) {
    const { id } = asked.params!;
    must(answer.id === id && typeof answer.deleted === "string", "it is not answered as deleted");
    must(!(await listed(at, id!)), "it is still in the list");
    must((await natively(`${kind.native}/${id}`)).deleted_at !== null, "natively it is not deleted");
  },
});

const restore: Maker = (at, kind) => ({
  foreign: "refused",
  state: () => latest(at),
  full: async () => {
    const { id } = await create(at, kind);
    await ok("DELETE", `/${at}/${id}`);
    return { params: { id } };
  },
  async proof(asked, answer) {
    must(answer.id === asked.params!.id && answer.deleted === null, "it is not answered as restored");
    must(!!(await listed(at, answer.id)), "it is not in the list");
    must((await natively(`${kind.native}/${answer.id}`)).deleted_at === null, "natively it is deleted");
  },
});

const crud: Record<string, Maker> = {
  "GET ": list,
  "POST ": post,
  "GET /{id}": get,
  "PATCH /{id}": patch,
  "DELETE /{id}": remove,
  "POST /{id}/restore": restore,
};

// ---- sales --------------------------------------------------------------------------------------------------------

const piece = async (price = 10_000): Promise<string> => {
  made += 1;
  const { account, category, location } = world;
  const body = { title: `Hat ${made}`, tag_price: price, account, category, location, split: 0.6 };
  return (await ok("POST", "/items", body)).id;
};
const cash = (amount: number) => [{ type: "cash", amount }];
const basket = async () => ({
  customer: world.customer,
  location: world.location,
  items: [{ item: await piece(), quantity: 1 }],
});
const sell = async (): Promise<Json> => ok("POST", "/sales", { ...(await basket()), payments: cash(10_000) });
const balance = async (): Promise<number> => (await ok("GET", `/accounts/${world.account}`)).balance;
const salesState = async () => [await latest("sales"), await balance()];

/** A sale as it is to be: by its own address, natively, on its item, and for Circular. */
async function soldAs(answer: Json, status: string, native: string, item: string): Promise<void> {
  const one = await ok("GET", `/sales/${answer.id}`);
  must(
    one.status === status && answer.status === status,
    `it is ${one.status}, answered as ${answer.status}`,
  );
  const row = await natively(`/sales/${answer.id}`);
  must(row.status === native, `natively it is ${row.status}`);
  const { status: word } = await ok("GET", `/items/${answer.items[0].item}`);
  must(word === item, `its item is ${word}`);
}

function paid(asked: Json, answer: Json): void {
  const { items, payments, ...rest } = asked;
  sameFields(rest, answer, "the answer");
  if (items) must(answer.items[0].item === (items[0].item ?? items[0]), "another item");
  if (payments) sameFields(payments[0], answer.payments[0], "its payments");
}

const saleTrials: Record<string, Trial> = {
  "GET /sales": {
    foreign: "its own",
    state: async () => null,
    full: async () => {
      await sell();
      return { query: "limit=100&include=count&sort_by=-created" };
    },
    async proof(_asked, { data }) {
      const sale = await sell();
      const has = async (query: string) =>
        (await ok("GET", `/sales?${newest(query)}`)).data.some((each: Json) => each.id === sale.id);
      const { customer, location, total, created } = sale;
      const money = ["total", "subtotal"].flatMap((name) => [
        `${name}[gte]=${total}`,
        `${name}[lte]=${total}`,
      ]);
      const finds = [
        ...money,
        "change[eq]=0",
        "cogs[gte]=0",
        `created[gte]=${created}`,
        `created[lte]=${created}`,
        `customer=${customer}`,
        `location=${location}`,
        "status=completed",
        "status=finalized",
        "payment_type=cash",
      ];
      for (const query of finds) must(await has(query), `not found with ${query}`);
      const misses = [
        `total[gt]=${total}`,
        "subtotal[lt]=1",
        "change[gt]=0",
        "cogs[gt]=999999",
        `customer=${world.account}`,
        "status=voided",
        "status=returned",
        "payment_type=card",
      ];
      for (const query of misses) must(!(await has(query)), `found with ${query}`);
      must(data.length > 0, "no sale");
    },
  },
  "GET /sales/{id}": {
    foreign: "refused",
    state: async () => null,
    full: async () => ({ params: { id: (await sell()).id } }),
    async proof(_asked, answer) {
      const one = (await ok("GET", `/sales?${newest()}`)).data.find((each: Json) => each.id === answer.id);
      sameFields(one, answer, "its own address");
    },
  },
  "POST /sales": {
    foreign: "refused",
    state: salesState,
    full: async () => ({ body: { ...(await basket()), payments: cash(10_000) } }),
    least: async () => ({ body: { location: world.location, items: [await piece()] } }),
    async proof({ body }, answer) {
      paid(body, answer);
      if (body.payments) {
        await soldAs(answer, "completed", "finalized", "sold");
        const entries = await ok("GET", "/balance-entries?limit=1&sort_by=-created");
        must(entries.data[0].amount === 6000, `the consignor is owed ${entries.data[0].amount}`);
      } else await soldAs(answer, "open", "open", "available");
    },
  },
  "PATCH /sales/{id}": {
    foreign: "refused",
    state: salesState,
    full: async () => {
      const { id } = await ok("POST", "/sales", { location: world.location, items: [await piece()] });
      return { params: { id }, body: { ...(await basket()), payments: cash(10_000) } };
    },
    least: async () => {
      const { id } = await ok("POST", "/sales", await basket());
      return { params: { id }, body: { payments: cash(10_000) } };
    },
    async proof({ body }, answer) {
      paid(body, answer);
      await soldAs(answer, "completed", "finalized", "sold");
    },
  },
  "POST /sales/{id}/void": {
    foreign: "refused",
    state: salesState,
    full: async () => ({ params: { id: (await sell()).id } }),
    async proof(_asked, answer) {
      await soldAs(answer, "voided", "voided", "available");
    },
  },
  "POST /sales/{id}/refund": {
    foreign: "refused",
    state: salesState,
    full: async () => {
      const { id, items } = await sell();
      const body = {
        items: [{ id: items[0].id, quantity: 1, restock: true }],
        method: "cash",
        reason: "torn",
      };
      return { params: { id }, body };
    },
    least: async () => ({ params: { id: (await sell()).id } }),
    wrong: { items: "all", amount: 1.5, method: "shells", reason: 5 },
    proof: (_asked, answer) => soldAs(answer, "returned", "finalized", "available"),
  },
};

// ---- what is done with many, figures, exports ------------------------------------------------------------------------

const month = "start_date=2020-01-01&end_date=2040-01-01";
const quiet = { foreign: "its own", state: async () => null } as const;
const figures = (query: string, proof: (answer: Json) => Promise<void>): Trial => ({
  ...quiet,
  full: async () => {
    await sell();
    return query ? { query } : {};
  },
  proof: (_asked, answer) => proof(answer),
});

/** A list as CSV has a line for each entry and a head. */
const csv = (at: string): Trial =>
  figures("", async (answer) => {
    const { count } = await ok("GET", `/${at}?limit=1&include=count`);
    const lines = String(answer).trim().split("\r\n");
    must(lines.length === count + 1, `${lines.length} lines for ${count} entries`);
    must(lines[0]!.startsWith("id,") && lines[0]!.endsWith("currency"), lines[0]!);
  });

const moved = (several: boolean): Trial => ({
  foreign: "its own",
  state: () => latest("items"),
  full: async () => ({
    body: { items: several ? [await piece(), await piece()] : [await piece()], status: "donated" },
  }),
  least: async () => ({ body: { items: [await piece()], status: "returned" } }),
  wrong: { items: ["none"], status: "gone" },
  async proof({ body }, answer) {
    must(answer.results.length === body.items.length, JSON.stringify(answer));
    for (const id of body.items) {
      must((await ok("GET", `/items/${id}`)).status === body.status, "it is as before");
      const { status } = await natively(`/items/${id}`);
      must(status === (body.status === "returned" ? "returned_to_owner" : "donated"), `natively ${status}`);
    }
  },
});

const lineOf = async (item: string): Promise<Json> => (await ok("GET", `/item-sales?item=${item}`)).data[0];

const others: Record<string, () => Trial> = {
  ...Object.fromEntries(Object.entries(saleTrials).map(([key, trial]) => [key, () => trial])),
  "POST /items/update-statuses": () => moved(false),
  "POST /items/update-statuses-bulk": () => moved(true),
  "POST /items/bulk-edits": () => ({
    foreign: "its own",
    state: () => latest("items"),
    full: async () => ({ body: { items: [await piece(), await piece()], changes: { title: "Alike" } } }),
    least: async () => ({ body: { items: [await piece()], price: { set: 800 } } }),
    wrong: { items: ["none"], changes: 5, price: "half" },
    async proof({ body }, { changed }) {
      must(changed === body.items.length, `${changed} changed`);
      for (const id of body.items) {
        const { title, tag_price } = await natively(`/items/${id}`);
        must(body.changes ? title === "Alike" : tag_price === 800, `natively ${title} at ${tag_price}`);
      }
    },
  }),
  "POST /accounts/bulk-edits": () => ({
    foreign: "its own",
    state: () => latest("accounts"),
    full: async () => {
      const accounts = [await create("accounts", kinds.accounts!), await create("accounts", kinds.accounts!)];
      return { body: { accounts: accounts.map((each) => each.id), changes: { default_split: 0.25 } } };
    },
    wrong: { accounts: "all", changes: [] },
    async proof({ body }, { changed }) {
      must(changed === 2, `${changed} changed`);
      for (const id of body.accounts)
        must((await natively(`/accounts/${id}`)).default_split === 250_000, "natively as before");
    },
  }),
  "GET /items/export": () => csv("items"),
  "GET /sales/export": () => csv("sales"),
  "GET /items/stats": () =>
    figures("", async (answer) => {
      const { count } = await ok("GET", "/items?limit=1&include=count");
      must(Object.values(answer).includes(count), `${count} items are not among ${JSON.stringify(answer)}`);
    }),
  "GET /items/price-suggestions": () => ({
    ...quiet,
    foreign: "refused",
    full: async () => ({ query: `item=${await piece()}` }),
    async proof(_asked, answer) {
      must("price" in answer || Array.isArray(answer.data), JSON.stringify(answer));
    },
  }),
  "GET /suggest": () => ({
    ...quiet,
    full: async () => {
      await ok("POST", "/items", { title: "Zylinder Wolkenstein", tag_price: 100, location: world.location });
      return { query: "q=wolkenst" };
    },
    async proof(_asked, answer) {
      must(JSON.stringify(answer).includes("Wolkenstein"), JSON.stringify(answer));
    },
  }),
  "GET /item-sales": () =>
    figures("limit=2", async ({ data, next_cursor }) => {
      must(data.length === 2 && next_cursor !== null, `${data.length} lines`);
      const { items } = await sell();
      const line = await lineOf(items[0].item);
      must(line.unit_price === 10_000 && line.consignor_portion === 6000, JSON.stringify(line));
      must((await natively(`/sale-lines/${line.id}`)).item_id === items[0].item, "another natively");
    }),
  "GET /items/{item_id}/sale": () => ({
    ...quiet,
    foreign: "refused",
    full: async () => ({ params: { item_id: (await sell()).items[0].item } }),
    async proof({ params }, answer) {
      must(answer.item.id === params!.item_id, "another item");
      must((await lineOf(params!.item_id!)).id === answer.id, "another line");
    },
  }),
  "GET /items/{item_id}/sale/{id}": () => ({
    ...quiet,
    foreign: "refused",
    full: async () => {
      const item_id = (await sell()).items[0].item;
      return { params: { item_id, id: (await lineOf(item_id)).id } };
    },
    async proof({ params }, answer) {
      must(answer.id === params!.id && answer.item.id === params!.item_id, "another");
    },
  }),
  "GET /accounts/{id}/stats": () => ({
    ...quiet,
    foreign: "refused",
    full: async () => {
      await sell();
      return { params: { id: world.account } };
    },
    proof: async (_asked, answer) => must(answer.balance === (await balance()), JSON.stringify(answer)),
  }),
  "GET /accounts/stats": () =>
    figures("", async (answer) => {
      const { count } = await ok("GET", "/accounts?limit=1&include=count");
      must(
        Object.values(answer).includes(count),
        `${count} accounts are not among ${JSON.stringify(answer)}`,
      );
    }),
  "GET /balance-entries": () =>
    figures("limit=1&sort_by=-created", async ({ data }) => {
      must(data[0].account === world.account && data[0].amount === 6000, JSON.stringify(data));
      must(data[0].balance === (await balance()), "it does not lead to the balance");
      must((await natively(`/balance-entries/${data[0].id}`)).amount === 6000, "natively another");
    }),
  "GET /balance-entries/{id}": () => ({
    ...quiet,
    foreign: "refused",
    full: async () => {
      await sell();
      return { params: { id: (await ok("GET", "/balance-entries?limit=1&sort_by=-created")).data[0].id } };
    },
    proof: async (_asked, answer) => must(answer.amount === 6000, JSON.stringify(answer)),
  }),
  "GET /accounts/balances": () =>
    figures("limit=100", async ({ data }) => {
      const own = data.find((each: Json) => each.account === world.account);
      must(own?.balance === (await balance()), JSON.stringify(own));
    }),
  "POST /accounts/payouts": () => ({
    foreign: "its own",
    state: async () => [await latest("balance-entries"), await balance()],
    full: async () => {
      await sell();
      made += 1;
      return { body: { accounts: [world.account], method: "cash", run_id: `run ${made}` } };
    },
    least: async () => {
      await sell();
      return { body: { all: true } };
    },
    wrong: { accounts: ["none"], method: "shells", run_id: 5, all: "yes" },
    async proof(_asked, { total, results }) {
      const own = results.find((each: Json) => each.account === world.account);
      must(total >= own.amount && own.amount >= 6000, JSON.stringify(results));
      must((await balance()) === 0, `${await balance()} is left`);
      const [payout] = (await natively(`/payouts?account_id=${world.account}&sort=-created_at`)).data;
      must(payout.status === "completed" && payout.amount === own.amount, JSON.stringify(payout));
    },
  }),
  "POST /batches/{id}/status": () => ({
    foreign: "refused",
    state: () => latest("batches"),
    full: async () => {
      const batch = await create("batches", kinds.batches!);
      const { account, location } = world;
      await ok("POST", "/items", { title: "In it", tag_price: 100, account, location, batch: batch.id });
      return { params: { id: batch.id }, body: { status: "submitted" } };
    },
    async proof({ params }, answer) {
      must(answer.status === "submitted", `it is ${answer.status}`);
      must((await natively(`/batches/${params!.id}`)).status === "submitted", "natively it is not submitted");
      const back = await ok("POST", `/batches/${params!.id}/status`, { status: "draft" });
      must(back.status === "draft", `taken back it is ${back.status}`);
    },
  }),
  "GET /trends/sales": () =>
    figures("", async ({ data }) => {
      const sum = (rows: Json[]) => rows.reduce((all, each) => all + each.items_sold, 0);
      const all = await ok("GET", `/reports/sales?${month}`);
      must(data.length === 30 && sum(data) === all.total.items_sold, `${sum(data)} of ${data.length} days`);
    }),
  "GET /reports/sales": () =>
    figures(`${month}&group_by=account`, async ({ total, data }) => {
      const before = total.consignor_portion;
      await sell();
      const after = await ok("GET", `/reports/sales?${month}&group_by=account`);
      must(
        after.total.consignor_portion === before + 6000,
        `${after.total.consignor_portion} after ${before}`,
      );
      must(data[0].key === world.account, JSON.stringify(data[0]));
    }),
};

function trialOf({ key }: SeedOperation): Trial {
  if (others[key]) return others[key]();
  const [, method, at, rest] = /^(\w+) \/([\w-]+)(.*)$/.exec(key)!;
  return crud[`${method} ${rest}`]!(at!, kinds[at!]!);
}

test.each(operations.map((each) => [each.key, each] as const))("%s", async (key, operation) => {
  const problems = await judge(world, operation, trialOf(operation));
  found.set(key, problems);
  expect(problems).toEqual([]);
});
