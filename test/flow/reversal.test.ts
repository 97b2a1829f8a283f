/** INV-6, INV-7: everything refunded or voided, in whatever groupings and order, and every balance is where it was. */
import { type Random, randomOf } from "../fault/random.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { openShop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

const SALES = 14;

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom?.stop());

type World = {
  owner: Client;
  random: Random;
  store: string;
  customer: string;
  card: string;
  items: string[];
  accounts: string[];
};

/** Consigned pieces and stacks of two people, and the shop's own goods; a customer with credit and a gift card. */
async function worldOf(seed: number): Promise<World> {
  const owner = await backroom.organization(`Shop ${seed}`);
  const { ok } = owner;
  const random = randomOf(seed);
  const shop = await openShop(owner);
  const other = await ok.post("/accounts", { first_name: "Eve", is_vendor: true, default_split: 333_333 });
  const customer = await ok.post("/accounts", { first_name: "Bob" });
  await ok.post("/balance-entries", { account_id: customer.id, amount: 900_000, memo: "Opening" });
  const credit = { account_id: customer.id, amount: 500_000, method: "store_credit" };
  await ok.post("/payouts", { ...credit, approved: true, completed: true });
  const card = await ok.post("/gift-cards", { initial_amount: 500_000 });
  const items: string[] = [];
  for (let i = 0; i < 6; i++) {
    const more = {
      quantity: 4 + random.below(4),
      account_id: i % 2 ? shop.consignor : other.id,
      split: 100_000 * (1 + random.below(9)) + random.below(99_999),
    };
    items.push(await shop.piece(101 + random.below(9000), more));
  }
  const own = { inventory_type: "retail", account_id: null, cost_per: 777, quantity: 9 };
  items.push(await shop.piece(1999, own));
  return {
    ...{ owner, random, items, store: shop.store, customer: customer.id, card: card.id },
    accounts: [shop.consignor, other.id, customer.id],
  };
}

/** What must be as before: balances, credit, cards, units, and every ledger account. */
async function stateOf({ owner: { ok }, items, accounts, card }: World): Promise<Json> {
  const own = async (id: string) => {
    const { balance, store_credit, payouts_in_progress } = await ok.get(`/accounts/${id}`);
    return { balance, store_credit, payouts_in_progress };
  };
  const units = async (id: string) => {
    const { status, status_counts, quantity } = await ok.get(`/items/${id}`);
    return { status, status_counts, quantity };
  };
  const ledger = (await ok.get("/ledger-accounts")).data.filter((each: Json) => each.balance !== 0);
  return {
    accounts: await Promise.all(accounts.map(own)),
    items: await Promise.all(items.map(units)),
    card: (await ok.get(`/gift-cards/${card}`)).balance,
    ledger: Object.fromEntries(ledger.map((each: Json) => [each.ledger_account, each.balance])),
  };
}

/** A basket with up to three lines, discounts and one to three tenders, rung up. */
async function sell({ owner, random, items, store, customer, card }: World): Promise<Json> {
  const chosen = new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(items)));
  const bearer = () => random.pick(["shared", "store", "consignor"]);
  const discount = () => ({ bearer: bearer(), value_type: "percentage", value: 1 + random.below(400_000) });
  const lines: Json[] = [];
  for (const item_id of chosen) {
    const { status_counts } = await owner.ok.get(`/items/${item_id}`);
    const quantity = Math.min(1 + random.below(3), status_counts.active ?? 0);
    if (quantity > 0) lines.push({ item_id, quantity, discounts: random.below(3) ? [] : [discount()] });
  }
  if (lines.length === 0) return null;
  const discounts = random.below(3) ? [] : [discount()];
  const open = await owner.ok.post("/sales", { store_id: store, lines, discounts });
  const part = random.below(open.total);
  const drawn = random.pick([
    { type: "store_credit", account_id: customer },
    { type: "gift_card", gift_card_id: card },
    { type: "card" },
  ]);
  const payments =
    part > 0
      ? [
          { ...drawn, amount: part },
          { type: "cash", amount: open.total - part + 300 },
        ]
      : [{ type: "card", amount: open.total }];
  return owner.ok.post(`/sales/${open.id}/finalize`, { payments });
}

/** Some of what is left of a sale: an amount, or units of some lines; sometimes all of it. */
function nextRefund(random: Random, sale: Json): object {
  const way = random.below(4);
  const left = sale.total - sale.refunded_amount;
  if (way === 0 && left > 2)
    return { amount: 1 + random.below(Math.floor(left / 2)), bearer: random.pick(["shared", "store"]) };
  if (way === 1) return {};
  const open = sale.lines.filter((line: Json) => line.refunded_quantity < line.quantity);
  const some = open.filter((_line: Json, i: number) => i === 0 || random.below(2) === 0);
  return {
    lines: some.map((line: Json) => ({
      line_id: line.id,
      quantity: 1 + random.below(line.quantity - line.refunded_quantity),
    })),
  };
}

/** Undoes sales a piece at a time, one here and one there, until nothing is left of any. */
async function undoAll({ owner: { ok }, random }: World, sales: string[]): Promise<Record<string, number>> {
  const done = { void: 0, amount: 0, units: 0, rest: 0 };
  const left = [...sales];
  while (left.length > 0) {
    const at = random.below(left.length);
    const sale = await ok.get(`/sales/${left[at]}`);
    if (sale.refund_status === "none" && random.below(4) === 0) {
      await ok.post(`/sales/${sale.id}/void`);
      done.void += 1;
      left.splice(at, 1);
      continue;
    }
    const body = nextRefund(random, sale);
    await ok.post(`/sales/${sale.id}/refund`, body);
    done["amount" in body ? "amount" : "lines" in body ? "units" : "rest"] += 1;
    if ((await ok.get(`/sales/${sale.id}`)).refund_status === "full") left.splice(at, 1);
  }
  return done;
}

test.each([1, 2, 3])("everything sold and undone again, seed %i", async (seed) => {
  const world = await worldOf(seed);
  // The books follow what was taken in (INV-43).
  const { own_stock_cost } = await world.owner.ok.get("/items/stats");
  const booked = async () => (await stateOf(world)).ledger["inventory:items"] === own_stock_cost;
  await until(booked, "own goods in the books");
  const before = await stateOf(world);
  const sales: string[] = [];
  for (let i = 0; i < SALES; i++) {
    const sale = await sell(world);
    if (sale) sales.push(sale.id);
  }
  expect(await stateOf(world)).not.toEqual(before);
  const done = await undoAll(world, sales);
  process.stdout.write(`reversal, seed ${seed}: ${sales.length} sales; ${JSON.stringify(done)}\n`);
  const same = async () => JSON.stringify(await stateOf(world)) === JSON.stringify(before);
  await until(same, "the state before").catch(() => undefined);
  expect(await stateOf(world)).toEqual(before);
});

test("and the verifier finds nothing in it", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
});
