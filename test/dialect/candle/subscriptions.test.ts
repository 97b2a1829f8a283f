/** Who starts, pauses, resumes and ends subscriptions, and what is refused, as clients of Candle see it (8.4, PRM-6). */
import { isDeepStrictEqual } from "node:util";
import { decodeJwt } from "jose";
import { type Json, until } from "../../support/backroom.ts";
import { type Market, openPlatform, SESSION, signIn, startMarket, uuidOf } from "../../support/candle.ts";
import { someone } from "../../support/candle-people.ts";
import { cards, confirmCard } from "../../support/paying-market.ts";
import { wireTo } from "../../support/wire.ts";

let market: Market;
beforeAll(async () => {
  market = await startMarket();
  await openPlatform(market.url, market.owner);
});
afterAll(() => market?.stop());

const wire = (key = market.owner.key) => wireTo(`${market.url}/candle/v1`, key);
const ok = (method: string, path: string, body?: Json) => wire().ok(method, path, body);
async function person(card?: string) {
  const signed = await signIn(market, market.owner, someone());
  if (card) await confirmCard(market.owner, uuidOf(signed.user.id), card);
  return signed;
}
type Person = Awaited<ReturnType<typeof person>>;
async function template(more: Json = {}): Promise<Json> {
  const { user } = await person();
  const box = await ok("POST", "/products", {
    name: "Box",
    price: 20,
    quantity: 5,
    user_id: user.id,
    ...more,
  });
  return ok("POST", "/contracts", { items: [{ product_id: box.id }] });
}
const beside = ({ token }: Person) => ({ [SESSION]: token });
const send = (method: string, path: string, who?: Person, body?: Json) =>
  wire().send(method, path, body, who ? beside(who) : {});
const subscribe = (who: Person, { id }: Json, body?: Json) =>
  send("POST", `/subscriptions/auth/contract/${id}`, who, body);

test("SUB-9: a declined card is 402 in Candle's words, and nothing is started", async () => {
  const [poor, box] = [await person(cards.declined), await template()];
  const { status, body } = await subscribe(poor, box);
  expect([status, body.error]).toEqual([402, "payment_failed"]);
  expect(body.details).toEqual([{ reason: "card_declined" }]);
  expect(await ok("GET", `/subscriptions/user/${poor.user.id}`)).toEqual([]);
});

test("PRM-6: a key pauses any, a subscriber their own; resuming and ending is the subscriber's or an admin's", async () => {
  const [ada, bob] = [await person(cards.works), await person()];
  const { body: made } = await subscribe(ada, await template());
  const path = `/subscriptions/${made.id}`;
  const [pause, resume, end] = [
    `${path}/pause`,
    `/subscriptions/auth/${made.id}/resume`,
    `/subscriptions/auth/${made.id}`,
  ];
  const key = (await market.owner.ok.post("/api-keys", { name: "shop", access: "read_write" })).key;
  const alone = (who: Person) => wire(who.token);
  expect((await alone(bob).send("PUT", pause)).status).toBe(404);
  expect((await wire(key).send("PUT", pause)).status).toBe(200);
  expect((await send("PUT", resume, bob)).status).toBe(404);
  expect((await wire(key).send("PUT", resume)).status).toBe(401);
  expect((await alone(ada).send("PUT", resume)).status).toBe(200);
  expect((await alone(ada).send("PUT", pause)).status).toBe(200);
  expect((await send("PUT", resume)).status).toBe(200);
  expect((await alone(ada).send("GET", path)).status).toBe(403);
  expect((await send("DELETE", end, bob)).status).toBe(404);
  expect((await alone(ada).send("DELETE", end)).body).toMatchObject({ isActive: false, isPaused: false });
  expect((await send("PUT", pause)).status).toBe(409);
});

test("SUB-3, SUB-8: what is refused names the field or the reason", async () => {
  const ada = await person(cards.works);
  const box = await template();
  const refused = async (body: Json) => {
    const said = await subscribe(ada, box, body);
    return [said.status, said.body.error, said.body.details[0]?.field];
  };
  expect(await refused({ startDate: "2001-01-01" })).toEqual([400, "validation_failed", "startDate"]);
  expect(await refused({ cycle: "daily" })).toEqual([400, "validation_failed", "cycle"]);
  const { body: made } = await subscribe(ada, box);
  expect((await subscribe(ada, box)).status).toBe(409);
  const past = await send("PUT", `/subscriptions/${made.id}/pause`, undefined, {
    pausedUntil: "2001-01-01T00:00:00Z",
  });
  expect([past.status, past.body.details[0].field]).toEqual([400, "pausedUntil"]);
  const none = await template({ quantity: 0 });
  expect((await subscribe(ada, none)).body.error).toBe("insufficient_stock");
  const held = await send("DELETE", `/subscriptions/auth/${made.id}`);
  expect(held.status).toBe(200);
});

test("PLT-1: what is of another organization is not found", async () => {
  const ada = await person(cards.works);
  const { body: made } = await subscribe(ada, await template());
  const other = await market.organization("Elsewhere");
  await openPlatform(market.url, other);
  const away = wire(other.key);
  for (const [method, path] of [
    ["GET", `/subscriptions/${made.id}`],
    ["GET", `/subscriptions/user/${ada.user.id}`],
    ["PUT", `/subscriptions/${made.id}/pause`],
    ["PUT", `/subscriptions/auth/${made.id}/resume`],
    ["DELETE", `/subscriptions/auth/${made.id}`],
  ] as const)
    expect((await away.send(method, path)).status).toBe(404);
});

test("AUT-3: the token names the subscriptions that are active", async () => {
  const email = someone();
  const ada = await signIn(market, market.owner, email);
  await confirmCard(market.owner, uuidOf(ada.user.id), cards.works);
  const [kept, paused] = [
    (await subscribe(ada, await template())).body,
    (await subscribe(ada, await template())).body,
  ];
  const refresh = (refreshToken: string) => ok("POST", "/auth/session/refresh", { refreshToken });
  let { refreshToken } = ada;
  const named = async (...wanted: Json[]) => {
    const ids = wanted.map(({ id }) => uuidOf(id)).sort();
    await until(async () => {
      const next = await refresh(refreshToken);
      refreshToken = next.refreshToken;
      return isDeepStrictEqual((decodeJwt(next.token).subscriptions as string[]).sort(), ids);
    }, `a token with ${ids}`);
  };
  await named(kept, paused);
  await ok("PUT", `/subscriptions/${paused.id}/pause`);
  await named(kept);
  await ok("DELETE", `/subscriptions/auth/${kept.id}`);
  await named();
});
