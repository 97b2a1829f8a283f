/** Days at the counter: consignors bring, buyers buy and bring back, at the end of a month everybody is paid. */
import sharp from "sharp";
import type { Api, Json } from "../api-of.ts";
import type { Calendar } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import { kinds, type Piece, pieceOf } from "./goods.ts";
import { consignors } from "./people.ts";

export type Shop = {
  api: Api;
  chance: Chance;
  calendar: Calendar;
  /** How many consignors bring something. */
  people: number;
  /** Waits until everything so far has taken effect. */
  rest(): Promise<void>;
};

type Counter = Shop & {
  store_id: string;
  register_id: string;
  categories: ReadonlyMap<string, string>;
  accounts: readonly Json[];
  /** Items that nobody has bought yet. */
  onSale: Json[];
  sold: Json[];
  /** In the drawer. */
  cash: number;
};

export const PIECES_EACH = 10;
/** Consignors bring during so much of the time, and the season ends behind it. */
const BRINGING = 0.65;
/** Never sold, so that something is left to look at. */
const KEPT = 3;
const SUNDAY = 0;
const SATURDAY = 6;

async function open(shop: Shop): Promise<Counter> {
  const { api, chance, calendar } = shop;
  calendar.at(0, 8 * 60);
  const { id: store_id } = await api.post("/stores", {
    ...{
      name: "Second Spring",
      address_line_1: "Weserstraße 12",
      city: "Berlin",
      zip: "12047",
      country: "DE",
    },
    ...{ timezone: "Europe/Berlin", default_expiry_days: 60 },
  });
  await api.post("/taxes", { name: "VAT 19 %", rate_ppm: 190_000, type: "inclusive", default_on: true });
  await api.post("/discounts", {
    ...{ name: "End of season", value_type: "percentage", value: 200_000, level: "line", bearer: "shared" },
    ...{
      auto_apply: true,
      starts_on: calendar.dateOf(Math.round(calendar.days * 0.77)),
      ends_on: calendar.dateOf(Math.round(calendar.days * 0.88)),
    },
  });
  const { id: register_id } = await api.post("/registers", { name: "Front till", store_id });
  const names = [...new Set(kinds.map(({ category }) => category))];
  const made = await Promise.all(names.map((name) => api.post("/categories", { name })));
  const categories = new Map(names.map((name, i) => [name, made[i]!.id as string]));
  const accounts: Json[] = [];
  for (const [i, [first_name, last_name]] of consignors.slice(0, shop.people).entries())
    accounts.push(
      await api.post("/accounts", {
        ...{ first_name, last_name, is_vendor: true, country: "DE", city: "Berlin" },
        ...{ email: `consignor-${i + 1}@second-spring.example`, phone_number: `+49 30 5550 ${1000 + i}` },
        default_split: chance.one([400_000, 500_000, 500_000, 600_000]),
      }),
    );
  return { ...shop, store_id, register_id, categories, accounts, onSale: [], sold: [], cash: 0 };
}

async function photographed({ api }: Counter, item: Json, { drawing, title }: Piece): Promise<void> {
  const form = new FormData();
  const picture = await sharp(Buffer.from(drawing)).png().toBuffer();
  form.append("file", new File([new Uint8Array(picture)], "piece.png", { type: "image/png" }));
  form.append("alt", title);
  await api.post(`/items/${item.id}/pictures`, form);
}

/** A consignor brings ten pieces, and the shop takes them. */
async function bring(counter: Counter, day: number, account: Json): Promise<void> {
  const { api, chance, calendar, store_id, categories } = counter;
  const batch = await api.post("/batches", { account_id: account.id, description: "Brought to the counter" });
  for (let i = 0; i < PIECES_EACH; i++) {
    calendar.at(day, 8 * 60 + i * 3);
    const piece = pieceOf(chance);
    const { title, tag_price } = piece;
    const item = await api.post("/items", {
      ...{ title, tag_price, inventory_type: "consignment", account_id: account.id, store_id },
      ...{ category_id: categories.get(piece.category), batch_id: batch.id },
      condition: chance.one(["like_new", "very_good", "good"]),
    });
    await photographed(counter, item, piece);
    counter.onSale.push(item);
  }
  await api.post(`/batches/${batch.id}/submit`);
  await api.post(`/batches/${batch.id}/accept`);
  await api.post("/deliveries", {
    ...{ account_id: account.id, store_id, batch_id: batch.id, status: "completed" },
    ...{ delivery_at: new Date(`${calendar.dateOf(day)}T08:00:00Z`).toISOString() },
  });
}

async function sell(counter: Counter): Promise<void> {
  const { api, chance, store_id, register_id, onSale, sold } = counter;
  const wanted = Math.min(Math.max(0, onSale.length - KEPT), chance.one([1, 1, 1, 2, 2, 3]));
  const items = Array.from(
    { length: wanted },
    () => onSale.splice(chance.whole(0, onSale.length - 1), 1)[0]!,
  );
  if (items.length === 0) return;
  const lines = items.map(({ id }) => ({ item_id: id, quantity: 1 }));
  const sale = await api.post("/sales", { store_id, register_id, lines });
  const byCard = chance.percent(55);
  const amount = byCard ? sale.total : Math.ceil(sale.total / 500) * 500;
  const payments = [{ type: byCard ? "card" : "cash", amount }];
  const done = await api.post(`/sales/${sale.id}/finalize`, { payments });
  if (!byCard) counter.cash += done.total;
  sold.push(done);
}

/** Somebody brings back a line of a sale of the last days. */
async function takeBack(counter: Counter): Promise<void> {
  const { api, chance, register_id, sold } = counter;
  const sale = sold.at(-chance.whole(1, Math.min(8, sold.length)));
  if (!sale || sale.returned) return;
  sale.returned = true;
  const line = chance.one(sale.lines as Json[]);
  const refund = await api.post(`/sales/${sale.id}/refund`, {
    ...{ lines: [{ line_id: line.id, quantity: 1 }], register_id },
    reason: chance.one(["Did not fit", "Changed their mind", "A seam was open"]),
  });
  if (sale.payments[0].type === "cash") counter.cash -= refund.amount;
}

async function day(counter: Counter, nth: number): Promise<void> {
  const { api, chance, calendar, accounts, register_id } = counter;
  calendar.at(nth, 8 * 60);
  const bringing = accounts.filter(
    (_each, i) => Math.floor((i * calendar.days * BRINGING) / accounts.length) === nth,
  );
  for (const account of bringing) await bring(counter, nth, account);
  const weekday = calendar.weekdayOf(nth);
  if (weekday === SUNDAY) return;
  calendar.at(nth, 9 * 60);
  counter.cash = 50_000;
  const session = await api.post("/register-sessions", { register_id, opening_float: counter.cash });
  const buyers = weekday === SATURDAY ? chance.whole(4, 7) : chance.whole(1, 4);
  for (let i = 0; i < buyers; i++) {
    calendar.at(nth, 9 * 60 + chance.whole(i * 60, i * 60 + 50));
    await sell(counter);
  }
  if (chance.percent(18)) await takeBack(counter);
  await counter.rest();
  calendar.at(nth, 18 * 60);
  // Now and then a coin is missing.
  const counted = counter.cash - (chance.percent(8) ? 100 : 0);
  await api.post(`/register-sessions/${session.id}/close`, { counted });
}

/** What is available goes to each consignor's bank account, to some of them in cash. */
async function payOut({ api, chance, accounts, rest }: Counter): Promise<void> {
  await rest();
  for (const { id } of accounts) {
    const { available_balance: amount } = await api.get(`/accounts/${id}`);
    if (amount <= 0) continue;
    const method = chance.percent(80) ? "bank" : "cash";
    await api.post("/payouts", { account_id: id, amount, method, approved: true, completed: true });
  }
}

/** What a buyer asks the shop to keep for her, and a card that is a present. */
async function last({ api, store_id, onSale }: Counter): Promise<void> {
  await api.post("/gift-cards", { initial_amount: 5000, tender: "card", memo: "A present for Mina" });
  const [item] = onSale.splice(0, 1);
  if (!item) return;
  const sale = await api.post("/sales", { store_id, lines: [{ item_id: item.id, quantity: 1 }] });
  await api.post(`/sales/${sale.id}/park`);
}

/** Returns how many pieces came, and how many sales there were. */
export async function playDays(shop: Shop): Promise<{ pieces: number; sales: number }> {
  const counter = await open(shop);
  let month = "";
  for (let nth = 0; nth < shop.calendar.days; nth++) {
    const [, now = ""] = shop.calendar.dateOf(nth).split("-");
    if (month && now !== month) await payOut(counter);
    month = now;
    await day(counter, nth);
  }
  await last(counter);
  await shop.rest();
  return { pieces: counter.accounts.length * PIECES_EACH, sales: counter.sold.length };
}
