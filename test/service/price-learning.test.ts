/** INV-25: whatever the order and however often a sale's events come, the same is learnt of it. */
import { randomUUID } from "node:crypto";
import { item } from "../../services/inventory/items/item.ts";
import { noteSold } from "../../services/inventory/sold-lines/note-sold-lines.ts";
import { soldLine } from "../../services/inventory/sold-lines/sold-line.ts";
import { metaOfEvent, type Reaction, react } from "../../shared/events/consumer.ts";
import type { Envelope } from "../../shared/events/event.ts";
import { type Database, openDatabase } from "../../shared/service/database.ts";
import { numbersOf } from "../../shared/service/numbers.ts";
import { readerOf } from "../../shared/service/reader.ts";
import type { Call } from "../../shared/service/reference.ts";
import { type Transact, transactOn } from "../../shared/service/transact.ts";
import { TEST_KEY } from "../support/key.ts";
import { dropDatabases, newNamespace } from "../support/namespaces.ts";

const namespace = newNamespace();
let db: Database;
let transact: Transact;
beforeAll(async () => {
  const url = process.env.TEST_MONGO_URL!;
  db = await openDatabase({
    url,
    name: `${namespace}_inventory`,
    resources: [soldLine, item],
    secretKey: TEST_KEY,
  });
  transact = transactOn(db, numbersOf(db.kernel), () => undefined);
});
afterAll(async () => {
  await db.close();
  await dropDatabases(process.env.TEST_MONGO_URL!, namespace);
});

const lineOf = (unit_price: number, quantity = 2) => ({
  id: randomUUID(),
  item_id: randomUUID(),
  category_id: randomUUID(),
  unit_price,
  quantity,
  refunded_quantity: 0,
  applied_discounts: [{ amount: 100 }],
  days_on_shelf: 4,
  site_id: null,
});

const saleOf = (...lines: object[]) => ({
  id: randomUUID(),
  status: "finalized",
  refund_status: "none",
  currency: "EUR",
  business_date: "2027-03-01",
  finalized_at: "2027-03-01T10:00:00.000Z",
  lines,
});

function envelope(org_id: string, data: object): Envelope {
  return {
    id: randomUUID(),
    type: "sale.told",
    org_id,
    mode: "live",
    occurred_at: "2027-03-01T10:00:00.000Z",
    seq: 1,
    aggregate: { kind: "sale", id: randomUUID(), seq: 1 },
    actor: { kind: "system", id: "test" },
    request_id: "test",
    causation_id: null,
    schema_version: 1,
    data: data as never,
  };
}

type Happening = [Reaction, Envelope];
const nobody: Call = () => Promise.reject(new Error("Nothing is asked of other services here."));
const tell = ([each, event]: Happening) =>
  react({ db, transact, callFor: () => nobody, group: `inventory.${each.name}` }, each, event);

async function learnt(org_id: string) {
  const reader = readerOf(db, metaOfEvent(envelope(org_id, {}), "test"));
  const rows = await reader.find(soldLine, {}, { sort: { price: 1 } });
  return rows.map(({ state, price, quantity, returned, sold_on }) => [
    state,
    price,
    quantity - returned,
    sold_on,
  ]);
}

const orders = [
  [0, 1],
  [1, 0],
  [0, 1, 0, 1],
  [1, 0, 1],
];

test.each(orders.map((order) => [order]))(
  "finalized (0) and voided (1) in the order %j: nothing of it counts, nothing of it is sold (RPT-3)",
  async (order) => {
    const org = randomUUID();
    const sale = saleOf(lineOf(1000), lineOf(3000), lineOf(50));
    const happened: Happening[] = [
      [noteSold, envelope(org, { sale })],
      [noteSold, envelope(org, { sale: { ...sale, status: "voided" } })],
    ];
    for (const i of order) await tell(happened[i]!);
    expect(await learnt(org)).toEqual([
      ["withdrawn", 0, 0, "2027-03-01"],
      ["withdrawn", 950, 0, "2027-03-01"],
      ["withdrawn", 2950, 0, "2027-03-01"],
    ]);
  },
);

test.each(orders.map((order) => [order]))(
  "finalized (0) and refunded (1) in the order %j: only the line given back whole is out",
  async (order) => {
    const org = randomUUID();
    const [back, half] = [lineOf(1000), lineOf(3000)];
    const sale = saleOf(back, half);
    const after = {
      ...sale,
      refund_status: "partial",
      lines: [
        { ...back, refunded_quantity: 2 },
        { ...half, refunded_quantity: 1 },
      ],
    };
    const happened: Happening[] = [
      [noteSold, envelope(org, { sale })],
      [noteSold, envelope(org, { sale: after, refund: {} })],
    ];
    for (const i of order) await tell(happened[i]!);
    expect(await learnt(org)).toEqual([
      ["withdrawn", 950, 0, "2027-03-01"],
      ["sold", 2950, 1, "2027-03-01"],
    ]);
  },
);
