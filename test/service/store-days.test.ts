/** TIM-2, 5.8: the store's day decides, wherever the organization is: what is owed counts when the day begins there. */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { breachesIn } from "../support/verified.ts";
import { wireTo } from "../support/wire.ts";

/** In Sydney it is the next day already, in Pago Pago still the day before noon. */
const EVENING = Date.parse("2026-11-27T18:51:00.000Z");
let moment = EVENING;
const restore = setClock(() => moment);

let backroom: Backroom;
let owner: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Days");
});
afterAll(async () => {
  restore();
  await backroom?.stop();
});

const sellIn = async (timezone: string, return_days: number) => {
  const store = await owner.ok.post("/stores", { name: timezone, timezone });
  const eva = await owner.ok.post("/accounts", {
    first_name: "Eva",
    is_vendor: true,
    default_split: 600_000,
  });
  const hat = await owner.ok.post("/items", {
    ...{ title: "Hat", tag_price: 10_000, account_id: eva.id, store_id: store.id, return_days },
  });
  const sale = await owner.ok.post("/sales/ring-up", {
    ...{ store_id: store.id, lines: [{ item_id: hat.id }], payments: [{ type: "cash", amount: 10_000 }] },
  });
  const owed = async () => {
    const { balance, available_balance, pending_balance } = await owner.ok.get(`/accounts/${eva.id}`);
    return { balance, available_balance, pending_balance };
  };
  return { store, eva, sale, owed };
};

test.each([
  ["Australia/Sydney", "2026-11-28"],
  ["Pacific/Kiritimati", "2026-11-28"],
  ["Europe/Berlin", "2026-11-27"],
  ["Pacific/Pago_Pago", "2026-11-27"],
])("without return days a share is available at once in %s", async (timezone, date) => {
  moment = EVENING;
  const { eva, sale, owed } = await sellIn(timezone, 0);
  expect(sale).toMatchObject({ business_date: date, lines: [{ payable_on: date }] });
  expect(await owed()).toEqual({ balance: 6000, available_balance: 6000, pending_balance: 0 });
  const paid = { account_id: eva.id, amount: 6000, method: "cash", approved: true, completed: true };
  expect((await owner.post("/payouts", paid)).status).toBe(201);
});

test.each([
  ["Australia/Sydney", "2026-11-29T13:00:00.000Z"],
  ["Pacific/Pago_Pago", "2026-11-29T11:00:00.000Z"],
])("with two return days it is available when the day begins in %s", async (timezone, from) => {
  moment = EVENING;
  const { sale, owed } = await sellIn(timezone, 2);
  moment = Date.parse(from) - 1;
  expect(await owed()).toEqual({ balance: 6000, available_balance: 0, pending_balance: 6000 });
  moment += 1;
  expect(await owed()).toEqual({ balance: 6000, available_balance: 6000, pending_balance: 0 });
  moment = EVENING + 3_600_000;
  await owner.ok.post(`/sales/${sale.id}/refund`, {});
  expect(await owed()).toEqual({ balance: 0, available_balance: 0, pending_balance: 0 });
});

test("a payout and a gift card in cash have the date of the register's store", async () => {
  moment = EVENING;
  const { store, eva } = await sellIn("Australia/Sydney", 0);
  const { id: register_id } = await owner.ok.post("/registers", { name: "Till", store_id: store.id });
  const paid = { account_id: eva.id, amount: 6000, method: "cash", register_id };
  const payout = await owner.ok.post("/payouts", { ...paid, approved: true, completed: true });
  const card = await owner.ok.post("/gift-cards", { initial_amount: 500, tender: "cash", register_id });
  const booked = async (id: string, kind: string) =>
    (await owner.ok.get(`/journals?ref_id=${id}&kind=${kind}`)).data[0].business_date;
  expect(await booked(payout.id, "payout_completed")).toBe("2026-11-28");
  expect(await booked(card.id, "gift_card_issued")).toBe("2026-11-28");
});

test("a gift card is good through its last day in the store where it is paid with", async () => {
  moment = EVENING;
  const expires_on = "2026-11-27";
  const card = await owner.ok.post("/gift-cards", { initial_amount: 500, expires_on });
  const payIn = async (timezone: string) => {
    const store = await owner.ok.post("/stores", { name: `Cards ${timezone}`, timezone });
    const mug = { title: "Mug", tag_price: 100, inventory_type: "retail", store_id: store.id };
    const item_id = (await owner.ok.post("/items", mug)).id;
    const payments = [{ type: "gift_card", gift_card_id: card.id, amount: 100 }];
    return owner.post("/sales/ring-up", { store_id: store.id, lines: [{ item_id }], payments });
  };
  expect(await payIn("Australia/Sydney")).toMatchObject({ status: 409, body: { available: 0 } });
  expect(await payIn("Pacific/Pago_Pago")).toMatchObject({ status: 201 });
  moment = Date.parse("2026-11-28T05:00:00.000Z");
  expect(await payIn("Pacific/Pago_Pago")).toMatchObject({ status: 201 });
  expect(await payIn("UTC")).toMatchObject({ status: 409, body: { available: 0 } });
  moment = EVENING;
  const { id: store_id } = await owner.ok.post("/stores", { name: "East", timezone: "Australia/Sydney" });
  const { id: register_id } = await owner.ok.post("/registers", { name: "East", store_id });
  const late = await owner.post("/gift-cards", { initial_amount: 500, expires_on, register_id });
  expect(late).toMatchObject({ status: 400, body: { errors: [{ pointer: "/expires_on" }] } });
});

test("ConsignCloud's reports without dates end with the last day that has begun in a store (D36)", async () => {
  moment = EVENING;
  const east = await sellIn("Pacific/Kiritimati", 0);
  const west = await sellIn("Pacific/Pago_Pago", 0);
  const ask = async (path: string): Promise<Json> => {
    const answer = await fetch(`${backroom.url}/consigncloud/api/v1${path}`, {
      headers: { authorization: `Bearer ${owner.key}` },
    });
    return answer.json();
  };
  const lastDay = async (query: string) => (await ask(`/trends/sales${query}`)).data.at(-1);
  expect((await ask(`/reports/sales?location=${east.store.id}`)).total).toMatchObject({ total: 10_000 });
  expect(await lastDay(`?location=${east.store.id}`)).toMatchObject({
    bucket_start: "2026-11-28",
    total: 10_000,
  });
  expect(await lastDay(`?location=${west.store.id}`)).toMatchObject({
    bucket_start: "2026-11-27",
    total: 10_000,
  });
  expect(await lastDay("")).toMatchObject({ bucket_start: "2026-11-28" });
});

test("the verifier agrees", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
});

describe("ConsignCloud's figures without dates end with the latest day of the organization and its stores", () => {
  test.each([
    ["Australia/Sydney", "2026-11-28"],
    ["Pacific/Pago_Pago", "2026-11-27"],
  ])("a sale of today in %s is in them, with its location named and without", async (timezone, date) => {
    moment = EVENING;
    const shop = await backroom.organization(`Figures ${timezone}`);
    const cloud = wireTo(`${backroom.url}/consigncloud/api/v1`, shop.key);
    const store = await shop.ok.post("/stores", { name: timezone, timezone });
    const hat = await shop.ok.post("/items", { title: "Hat", tag_price: 7777, inventory_type: "retail" });
    await shop.ok.post("/sales/ring-up", {
      ...{ store_id: store.id, lines: [{ item_id: hat.id }], payments: [{ type: "cash", amount: 7777 }] },
    });
    for (const query of ["", `?location=${store.id}`]) {
      expect(await cloud.ok("GET", `/reports/sales${query}`)).toMatchObject({ total: { total: 7777 } });
      const { data } = await cloud.ok("GET", `/trends/sales${query}`);
      expect(data).toHaveLength(30);
      expect(data.at(-1).bucket_start).toBe(date);
      expect(data.at(-1)).toMatchObject({ total: 7777 });
    }
  });

  test("a location behind the others ends with its own day", async () => {
    moment = EVENING;
    const shop = await backroom.organization("Two shores");
    const cloud = wireTo(`${backroom.url}/consigncloud/api/v1`, shop.key);
    await shop.ok.post("/stores", { name: "Sydney", timezone: "Australia/Sydney" });
    const west = await shop.ok.post("/stores", { name: "West", timezone: "Pacific/Pago_Pago" });
    const last = async (query: string) =>
      (await cloud.ok("GET", `/trends/sales${query}`)).data.at(-1).bucket_start;
    expect(await last("")).toBe("2026-11-28");
    expect(await last(`?location=${west.id}`)).toBe("2026-11-27");
  });
});
