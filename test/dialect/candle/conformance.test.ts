/** Every operation of Candle's document, called in every way. */
import type { Json } from "../../support/backroom.ts";
import {
  type CandleWorld,
  candleWorld,
  type Market,
  SESSION,
  signIn,
  startMarket,
  uuidOf,
} from "../../support/candle.ts";
import { candleCalendars } from "../../support/candle-calendars.ts";
import { candleCarts, candleContracts } from "../../support/candle-contracts.ts";
import { candlePeople, someone } from "../../support/candle-people.ts";
import { candleProducts } from "../../support/candle-products.ts";
import { candleSubscriptions } from "../../support/candle-subscriptions.ts";
import { candleTransactions } from "../../support/candle-transactions.ts";
import { judge, verdict } from "../../support/conformance.ts";
import { examplesFromTrials, type TrialExamples } from "../../support/examples/from-trials.ts";
import { seedOf } from "../../support/seed.ts";

const { operations } = seedOf("candle");
const found = new Map<string, string[]>();
let examples: TrialExamples;
let market: Market;
let world: CandleWorld;

beforeAll(async () => {
  market = await startMarket();
  const begun = await candleWorld(market);
  examples = await examplesFromTrials("candle", market.url, "/candle/v1");
  world = { ...begun, note: examples.note, own: examples.watched(begun.own) };
});
afterAll(async () => {
  await market?.stop();
  process.stdout.write(`${verdict("candle", operations, found)}\n`);
});

async function ok(method: string, path: string, body?: Json): Promise<Json> {
  const said = await world.own(method, path, body);
  if (said.status >= 300) throw new Error(`${method} ${path}: ${said.status} ${JSON.stringify(said.body)}`);
  return said.body;
}

const trials = {
  ...{ ...candlePeople(() => world, ok), ...candleProducts(() => world, ok) },
  ...{
    ...candleCalendars(() => world, ok),
    ...candleContracts(() => world, ok),
    ...candleCarts(() => world, ok),
    ...candleTransactions(() => world, ok),
    ...candleSubscriptions(() => world, ok),
  },
};

/** Tried below: a code and a refresh token count once. */
const VERIFY = "POST /auth/otp/verify";
const REFRESH = "POST /auth/session/refresh";
const special = [VERIFY, REFRESH];

const judged = operations.filter(({ key }) => !special.includes(key));
test.each(judged.map((each) => [each.key, each] as const))("%s", async (key, operation) => {
  const problems = await judge(world, operation, trials[key]!());
  found.set(key, problems);
  // Whoever is being deleted starts no carts and contracts.
  if (key === "DELETE /users/auth")
    await world.owner.ok.post(`/marketplace-users/${uuidOf(world.me.id)}/keep`);
  expect(problems).toEqual([]);
});

const operationOf = (key: string) => operations.find((each) => each.key === key)!;

test(VERIFY, async () => {
  const email = someone();
  const wrong: [Json, string][] = [
    [{ email }, "otp"],
    [{ otp: "123456" }, "email"],
    [{ email: 7, otp: "123456" }, "email"],
    [{ email, otp: 123_456 }, "otp"],
  ];
  for (const [body, field] of wrong) {
    const said = await world.own("POST", "/auth/otp/verify", body);
    expect([said.status, world.named(said.body)]).toEqual([400, [field]]);
  }
  const refused = await world.own("POST", "/auth/otp/verify", { email, otp: "000000" });
  expect([refused.status, world.refusal(refused.body)]).toEqual([401, true]);
  expect((await world.nobody("POST", "/auth/otp/verify", { email, otp: "000000" })).status).toBe(401);
  expect((await world.reader("POST", "/auth/otp/verify", { email, otp: "000000" })).status).toBe(403);
  await ok("POST", "/auth/otp/email", { email });
  const otp = await market.codeFor(world.owner, email);
  const said = await world.own("POST", "/auth/otp/verify", { email, otp });
  expect(said.status).toBe(200);
  expect(world.seed.unlike(operationOf(VERIFY), 200, said.body, said.type)).toEqual([]);
  await examples.note(operationOf(VERIFY), { body: { email, otp: "123456" } }, said);
  expect(said.body.user).toMatchObject({ email, platform_id: world.me.platform_id });
  const mine = await world.own("GET", "/users/auth", undefined, { [SESSION]: said.body.token });
  expect(mine.body.id).toBe(said.body.user.id);
  found.set(VERIFY, []);
});

test(REFRESH, async () => {
  const { refreshToken } = await signIn(market, world.owner, someone());
  const none = await world.nobody("POST", "/auth/session/refresh");
  expect([none.status, world.refusal(none.body)]).toEqual([401, true]);
  const refresh = (body: Json, headers = {}) => world.nobody("POST", "/auth/session/refresh", body, headers);
  const first = await refresh({ refreshToken });
  expect(world.seed.unlike(operationOf(REFRESH), first.status, first.body, first.type)).toEqual([]);
  await examples.note(operationOf(REFRESH), { body: { refreshToken } }, first);
  const second = await refresh(undefined, { [SESSION]: first.body.refreshToken });
  const third = await refresh(undefined, { Authorization: `Bearer ${second.body.refreshToken}` });
  expect([second.status, third.status]).toEqual([200, 200]);
  const mine = await world.nobody("GET", "/users/auth", undefined, {
    Authorization: `Bearer ${third.body.token}`,
  });
  expect(mine.status).toBe(200);
  found.set(REFRESH, []);
});

const ofTransactions = ["top_spenders", "top_earners", "volume", "cart_value", "mrr", "arr"];
test("what the texts mention beside the document's operations", async () => {
  const query = "date=2027-06-14T13:00:00Z";
  const body = { text: "Ärzte & Co. GmbH" };
  const added: [string, string, { query?: string; body?: Json }][] = [
    ["GET", "/waitlists", {}],
    ["GET", "/platforms/keys", {}],
    ["GET", "/calendar/localtime", { query }],
    ["GET", "/calendars/localtime", { query }],
    ["POST", "/utils/generate/username", { body }],
  ];
  for (const [method, path, asked] of added) {
    const said = await world.own(method, asked.query ? `${path}?${asked.query}` : path, asked.body);
    expect([path, said.status]).toEqual([path, 200]);
    await examples.note({ method, path }, asked, said);
  }
  expect((await world.nobody("POST", "/utils/generate/username", body)).body.username).toBe("arztecogmbh");
});

test("what is added to the document about transactions", async () => {
  for (const path of ["/transactions", ...ofTransactions.map((each) => `/transactions/${each}`)]) {
    const said = await world.own("GET", path);
    expect([path, said.status]).toEqual([path, 200]);
    await examples.note({ method: "GET", path }, {}, said);
  }
});

test("the examples of the document look like what was sent", async () => {
  expect(await examples.end()).toEqual([]);
});
