/** The sample shop, smaller: what `npm run demo -- --shop` plays in three months, in three weeks with six consignors. */
import { apiOf } from "../../app/api-of.ts";
import { openCalendar } from "../../app/sample-shop/calendar.ts";
import { chanceOf } from "../../app/sample-shop/chance.ts";
import { PIECES_EACH, playDays } from "../../app/sample-shop/counter.ts";
import { kinds } from "../../app/sample-shop/goods.ts";
import { consignors } from "../../app/sample-shop/people.ts";
import { otherTrade } from "../../app/sample-shop/trade.ts";
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";
import { breachesIn } from "../support/verified.ts";

const DAYS = 21;
const PEOPLE = 6;
let backroom: Backroom;
let client: Awaited<ReturnType<Backroom["organization"]>>;
let done: { pieces: number; sales: number };

beforeAll(async () => {
  backroom = await startBackroom();
  const calendar = openCalendar(DAYS);
  try {
    client = await backroom.organization("Second Spring", { currency: "EUR", timezone: "Europe/Berlin" });
    const api = apiOf(backroom.url, client.key);
    const shop = { api, calendar, chance: chanceOf(12_047), people: PEOPLE, rest: backroom.rest };
    done = await playDays(shop);
    await otherTrade(shop, "EUR");
  } finally {
    calendar.end();
  }
});
afterAll(() => backroom.stop());

const countOf = async (path: string): Promise<number> =>
  (await client.ok.get(`${path}${path.includes("?") ? "&" : "?"}limit=1&include=count`)).count;

test("pieces came with pictures and were sold on days of the past, and the books agree", async () => {
  expect(done).toEqual({ pieces: PEOPLE * PIECES_EACH, sales: expect.any(Number) });
  expect([await countOf("/items"), await countOf("/accounts")]).toEqual([60, 6]);
  expect(await countOf("/sales?status=finalized")).toBe(done.sales);
  expect(done.sales).toBeGreaterThan(15);
  const { data } = await client.ok.get("/items?limit=100");
  expect(data.filter(({ pictures }: Json) => pictures.length !== 1)).toEqual([]);
  const days = new Set<string>(
    (await client.ok.get("/sales?status=finalized&limit=100")).data.map((each: Json) => each.business_date),
  );
  expect(days.size).toBeGreaterThan(8);
  const today = new Date().toISOString().slice(0, 10);
  expect([...days].filter((day) => day >= today)).toEqual([]);
  expect(await breachesIn(backroom)).toEqual([]);
});

test("every door has something to show", async () => {
  const places = [
    "/register-sessions",
    "/deliveries",
    "/batches",
    "/gift-cards",
    "/sales?status=parked",
    "/make-orders",
  ];
  places.push(
    "/purchase-orders",
    "/sales-orders",
    "/customer-orders",
    "/contracts",
    "/products",
    "/stock-levels",
  );
  for (const path of places) expect([path, await countOf(path)]).not.toEqual([path, 0]);
  const { total } = await client.ok.get("/reports/sales?group_by=account");
  expect(total.sales).toBeGreaterThan(0);
});

test("names and prices of the whole shop are what a shop has", () => {
  expect(new Set(consignors.map((names) => names.join(" "))).size).toBe(40);
  for (const { name, cents } of kinds)
    expect([name, cents[0] > 0 && cents[0] < cents[1]]).toEqual([name, true]);
});

test("chance is the same in every run, within its limits", () => {
  const drawn = (seed: number) => {
    const chance = chanceOf(seed);
    return Array.from({ length: 1000 }, () => chance.whole(3, 9));
  };
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
  expect([Math.min(...drawn(7)), Math.max(...drawn(7))]).toEqual([3, 9]);
});
