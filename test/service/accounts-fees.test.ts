/** Recurring fees (BAL-2), with the clock moved on. */
import { accounts } from "../../services/accounts/accounts.service.ts";
import { chargeFees } from "../../services/accounts/public.ts";
import { setClock } from "../../shared/clock.ts";
import { addDays } from "../../shared/dates.ts";
import type { Meta } from "../../shared/meta.ts";
import { openDatabase } from "../../shared/service/database.ts";
import { globalOf } from "../../shared/service/global.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";

const DAY_MS = 86_400_000;
let backroom: Backroom;
let owner: Client & { organization_id: string };
let days = 0;
let restore: () => void;

beforeAll(async () => {
  restore = setClock(() => Date.now() + days * DAY_MS);
  backroom = await startBackroom();
});
afterAll(async () => {
  await backroom.stop();
  restore();
});
beforeEach(async () => {
  owner = await backroom.organization("Shop");
});

const meta = (): Meta => ({
  org: { id: owner.organization_id, slug: "shop", mode: "live", currency: "USD", timezone: "UTC" },
  actor: { kind: "system", id: "test" } as Meta["actor"],
  scopes: ["*"],
  request_id: "recurring-fees-test",
});
const charge = () => backroom.process.call(chargeFees, { limit: 500 }, meta());
const rent = { name: "Shelf", amount: 700, cycle: "weekly" };
const show = (id: string): Promise<Json> => owner.ok.get(`/accounts/${id}`);

test("a weekly fee is charged once a week, never on the first day, below zero too", async () => {
  const { id, recurring_fees } = await owner.ok.post("/accounts", {
    first_name: "Ada",
    recurring_fees: [rent],
  });
  expect(recurring_fees[0].id).toEqual(expect.any(String));
  expect(await charge()).toEqual({ accounts: 1, charged: 0 });
  days += 7;
  const runs = await Promise.all([charge(), charge(), charge()]);
  expect(runs.reduce((sum, each) => sum + each.charged, 0)).toBe(1);
  expect(await charge()).toEqual({ accounts: 0, charged: 0 });
  expect((await show(id)).balance).toBe(-700);
  days += 15;
  expect(await charge()).toMatchObject({ charged: 2 });
  const entries: Json[] = (await owner.ok.get(`/balance-entries?account_id=${id}`)).data;
  expect(entries).toHaveLength(3);
  expect(entries.every((each) => each.type === "recurring_fee" && each.memo === "Shelf")).toBe(true);
  const { data } = await owner.ok.get("/ledger-accounts");
  expect(data.find((each: Json) => each.ledger_account === "fees").balance).toBe(-2100);
});

test("a changed fee stays the same fee; a new one begins on its day; a removed one ends", async () => {
  const { id, recurring_fees } = await owner.ok.post("/accounts", {
    first_name: "Bo",
    recurring_fees: [rent],
  });
  const { id: fee_id, attached_on } = recurring_fees[0];
  days += 3;
  const changed = await owner.ok.patch(`/accounts/${id}`, {
    recurring_fees: [
      { ...rent, amount: 800 },
      { ...rent, name: "Light" },
    ],
  });
  expect(changed.recurring_fees).toMatchObject([
    { id: fee_id, attached_on, amount: 800 },
    { attached_on: addDays(attached_on, 3) },
  ]);
  days += 4;
  expect(await charge()).toMatchObject({ charged: 1 });
  expect((await show(id)).balance).toBe(-800);
  await owner.ok.patch(`/accounts/${id}`, { recurring_fees: [] });
  days += 30;
  expect(await charge()).toEqual({ accounts: 0, charged: 0 });
});

test("the time an account was deleted is not charged when it is restored", async () => {
  const { id } = await owner.ok.post("/accounts", { first_name: "Cy", recurring_fees: [rent] });
  await owner.delete(`/accounts/${id}`);
  days += 20;
  expect(await charge()).toEqual({ accounts: 1, charged: 0 });
  await owner.ok.post(`/accounts/${id}/restore`);
  days += 1;
  expect(await charge()).toEqual({ accounts: 1, charged: 1 });
});

test("the schedule charges in every organization on its own date", async () => {
  const other = await backroom.organization("Other", { currency: "EUR", timezone: "Pacific/Auckland" });
  const body = { first_name: "Di", recurring_fees: [rent] };
  const made: [Client, string][] = [];
  for (const each of [owner, other]) made.push([each, (await each.ok.post("/accounts", body)).id]);
  days += 7;
  const { mongo_url: url, namespace } = backroom;
  const db = await openDatabase({
    url,
    name: `${namespace}_accounts`,
    resources: accounts.resources,
    secretKey: TEST_KEY,
  });
  const callFor = (by: Meta) => (ref: never, input: never) => backroom.process.call(ref, input, by);
  const schedule = accounts.schedules!.find(({ name }) => name === "recurring_fees");
  await schedule!.run(globalOf(db, undefined as never), callFor as never);
  await schedule!.run(globalOf(db, undefined as never), callFor as never);
  await db.close();
  for (const [client, id] of made) {
    expect(await client.ok.get(`/accounts/${id}`)).toMatchObject({ balance: -700 });
  }
  const [, id] = made[1]!;
  const [entry] = (await other.ok.get(`/balance-entries?account_id=${id}`)).data;
  expect(entry).toMatchObject({ type: "recurring_fee", currency: "EUR" });
});
