/** What clients of Candle send and expect beyond the letter of its document. */
import { type Client, type Json, until } from "../../support/backroom.ts";
import { type Market, openPlatform, SESSION, signIn, startMarket, uuidOf } from "../../support/candle.ts";
import { someone } from "../../support/candle-people.ts";
import { type Speak, speakerOf } from "../../support/conformance.ts";

let market: Market;
let owner: Client;

beforeAll(async () => {
  market = await startMarket();
  owner = market.owner;
  await openPlatform(market.url, owner);
});
afterAll(() => market?.stop());

const speaker = (key: string | null): Speak => speakerOf(`${market.url}/candle/v1`, key);
const byKey: Speak = (...request) => speaker(owner.key)(...request);
const codeOf = (error: Json) => [error.status, error.body.error];
const ok = async (said: Promise<{ status: number; body: Json }>): Promise<Json> => {
  const { status, body } = await said;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const product = (more: Json = {}) =>
  ok(byKey("POST", "/products", { name: "Hat", price: 20, quantity: 5, ...more }));

test("PLT-1, INV-31: a platform lists the keys that act for it, without their texts", async () => {
  const client = await market.organization("Keys");
  await openPlatform(market.url, client);
  const second = await client.ok.post("/platforms", { name: "Second" });
  const make = (body: Json) => client.ok.post("/api-keys", { access: "admin", ...body });
  const [named, test_, revoked] = [
    await make({ name: "Second", platform_id: second.id, expires_in_days: 7 }),
    await make({ name: "Test", mode: "test" }),
    await make({ name: "Revoked" }),
  ];
  await client.delete(`/api-keys/${revoked.id}`);
  const listed = async (key: string) => ok(speaker(key)("GET", "/platforms/keys"));
  const first = await listed(client.key);
  expect(first.map(({ name, mode }: Json) => [name, mode])).toEqual([[expect.any(String), "live"]]);
  const [own, ...rest] = await listed(named.key);
  expect([own, rest]).toEqual([
    {
      // Noted a moment after its use.
      ...(own.lastUsed ? { lastUsed: expect.stringMatching(/:\d\dZ$/) } : {}),
      ...{ id: expect.stringMatching(/^key_[0-9a-f]{32}$/), name: "Second", mode: "live", access: "admin" },
      ...{ prefix: named.key.slice(0, 18), created: expect.stringMatching(/:\d\dZ$/) },
      expires: expect.stringMatching(/:\d\dZ$/),
    },
    [],
  ]);
  expect((await listed(test_.key)).map(({ name, mode }: Json) => [name, mode])).toEqual([["Test", "test"]]);
  const { key: reader } = await make({ name: "Reader", access: "read_only" });
  expect(codeOf(await speaker(reader)("GET", "/platforms/keys"))).toEqual([403, "forbidden"]);
});

test("CAR-5: the cart of somebody who put nothing into it is empty for a contract too", async () => {
  const { token } = await signIn(market, owner, someone());
  const cart = await ok(byKey("GET", "/carts/auth", undefined, { [SESSION]: token }));
  expect(cart.items).toEqual([]);
  const make = () => byKey("POST", `/contracts/cart/${cart.id}`);
  const refused = await make();
  expect([...codeOf(refused), refused.body.message]).toEqual([422, "unprocessable", "The cart is empty."]);
  const nobody = await byKey("POST", `/contracts/cart/cart_${"0".repeat(32)}`);
  expect(codeOf(nobody)).toEqual([404, "not_found"]);
  const stranger = await market.organization("Other carts");
  expect((await speaker(stranger.key)("POST", `/contracts/cart/${cart.id}`)).status).toBe(404);
  const { id } = await product();
  const filled = await ok(byKey("POST", `/carts/auth/product/${id}`, {}, { [SESSION]: token }));
  expect(filled.id).toBe(cart.id);
  expect((await make()).status).toBe(200);
});

test("AUT-1, AUT-4: a session that has ended hinders nobody who needs none", async () => {
  const email = someone();
  const { refreshToken, token } = await signIn(market, owner, email);
  await ok(speaker(null)("POST", "/auth/session/refresh", { refreshToken }));
  // The old refresh token again ends the session.
  await speaker(null)("POST", "/auth/session/refresh", { refreshToken });
  for (const stale of [token, "nothing"]) {
    const sent = { [SESSION]: stale };
    const beside: Speak = (method, path, body) => byKey(method, path, body, sent);
    await ok(beside("POST", "/auth/otp/email", { email }));
    const otp = await market.codeFor(owner, email);
    const { token: next } = await ok(beside("POST", "/auth/otp/verify", { email, otp }));
    expect((await byKey("GET", "/users/auth", undefined, { [SESSION]: next })).status).toBe(200);
    expect((await beside("GET", "/products")).status).toBe(200);
    expect((await beside("GET", "/contracts")).status).toBe(200);
    const open = await speaker(null)("POST", "/utils/estimate/fee", { amount: 100 }, sent);
    expect(open.status).toBe(200);
    const needy: [string, string, Json?][] = [
      ["GET", "/users/auth"],
      ["GET", "/carts/auth"],
      ["GET", "/contracts/auth"],
      ["POST", "/contracts", {}],
      ["POST", "/products", { name: "Hat", price: 1 }],
      ["PUT", "/calendars/auth/availability", { availability: [] }],
      ["DELETE", `/subscriptions/auth/subs_${"0".repeat(32)}`],
    ];
    for (const [method, path, body] of needy)
      expect([method, path, ...codeOf(await beside(method, path, body))]).toEqual([
        ...[method, path, 401, "unauthorized"],
      ]);
  }
  const other = await market.organization("Elsewhere");
  const theirs = await signIn(market, other, someone());
  expect((await byKey("GET", "/products", undefined, { [SESSION]: theirs.token })).status).toBe(401);
});

test("CAL-7: a user sets the addresses of other calendars, and the name of their own, with the availability", async () => {
  const { token, user } = await signIn(market, owner, someone());
  const mine = { [SESSION]: token };
  const feed = "https://calendar.example/ada.ics";
  const about = { name: "Work", description: "Mornings.", googleCalendarIds: ["google_cal_1", feed] };
  const set = await ok(byKey("PUT", "/calendars/auth/availability", { availability: [], ...about }, mine));
  expect(set).toMatchObject(about);
  await ok(byKey("POST", "/calendars/auth/availability", { availability: [] }, mine));
  expect(await ok(byKey("GET", "/calendars/auth", undefined, mine))).toMatchObject(about);
  const wrong = { availability: [], googleCalendarIds: "google_cal_1" };
  const refused = await byKey("PUT", "/calendars/auth/availability", wrong, mine);
  expect([refused.status, refused.body.details[0].field]).toEqual([400, "googleCalendarIds"]);
  const seen = await ok(byKey("GET", `/calendars/user/${user.id}/availability`));
  expect(seen.googleCalendarIds).toEqual(about.googleCalendarIds);
});

test("DEL-2, SEA-1: a deleted product is still read, and takes no changes", async () => {
  const { id } = await product();
  const season = { price: 10, start: "2027-12-01", end: "2027-12-31" };
  await ok(byKey("POST", `/products/${id}/prices`, season));
  await ok(byKey("DELETE", `/products/${id}`));
  const before = await ok(byKey("GET", `/products/${id}`));
  const changes: [string, string, Json?][] = [
    ["PUT", "", { name: "Cap" }],
    ["PUT", "", { price: 1 }],
    ["PUT", "/enable"],
    ["PUT", "/disable"],
    ["POST", "/prices", season],
    ["DELETE", `/prices/${before.seasonalPrices[0].id}`],
    ["PUT", "/prices/usage", { useSeasonalPrices: true }],
  ];
  for (const [method, path, body] of changes)
    expect([method, path, ...codeOf(await byKey(method, `/products/${id}${path}`, body))]).toEqual([
      ...[method, path, 404, "not_found"],
    ]);
  expect(await ok(byKey("GET", `/products/${id}`))).toEqual(before);
  expect((await ok(byKey("GET", "/products"))).map((each: Json) => each.id)).not.toContain(id);
});

test("LNK-4: the house is no user who is listed, and is found where a contract names it", async () => {
  const client = await market.organization("House");
  const send = speaker(client.key);
  const { user_id } = await ok(send("POST", "/products", { name: "Hat", price: 5 }));
  const one = await ok(send("POST", "/users", { email: someone() }));
  expect((await ok(send("GET", "/users"))).map(({ id }: Json) => id)).toEqual([one.id]);
  expect((await ok(send("GET", `/users/${user_id}`))).name).toBe("House");
  const house = await until(
    async () => (await client.ok.get("/marketplace-users?is_house=true")).data[0],
    "the house",
  );
  expect(house.id).toBe(uuidOf(user_id));
});

test("D56: refusals name objects and ids as Candle spells them", async () => {
  const hex = "0".repeat(32);
  const { token, user } = await signIn(market, owner, someone());
  const mine = { [SESSION]: token };
  const unknown: [string, string][] = [
    [`/products/prod_${hex}`, "product"],
    [`/users/user_${hex}`, "user"],
    [`/contracts/inv_${hex}`, "contract"],
    [`/calendars/auth/event/event_${hex}`, "event"],
  ];
  for (const [path, noun] of unknown) {
    const { body } = await byKey("GET", path, undefined, mine);
    expect([body.message, body.details]).toEqual([
      ...[`There is no ${noun} with this id.`, [{ id: path.split("/").at(-1) }]],
    ]);
  }
  const { id } = await product({ quantity: 2 });
  const much = await byKey("POST", `/carts/auth/product/${id}`, { quantity: 3 }, mine);
  expect([much.body.error, much.body.details[0].product_id]).toEqual(["insufficient_stock", id]);
  const cart = await ok(byKey("POST", `/carts/auth/product/${id}`, {}, mine));
  await ok(byKey("PUT", `/products/${id}/disable`));
  const gone = await byKey("POST", `/contracts/cart/${cart.id}`);
  expect([gone.status, gone.body.details]).toEqual([409, [{ product_ids: [id] }]]);
  const buyers = [{ user_id: user.id }];
  const contract = await ok(byKey("POST", "/contracts", { buyers }));
  const twice = await byKey("POST", `/contracts/${contract.id}/buyer`, buyers[0]);
  expect([twice.status, twice.body.details]).toEqual([409, [{ id: contract.buyers[0].id }]]);
});

test("D56: what is wrong is named by the words of the body", async () => {
  const { token } = await signIn(market, owner, someone());
  const event = { start: "2027-06-14T13:00:00Z", end: "2027-06-14T12:00:00Z" };
  const late = await byKey("POST", "/calendars/auth/event", event, { [SESSION]: token });
  expect([late.status, late.body.message]).toEqual([400, "'end' must be later than 'start'."]);
});

test("CON-10: who buys and sells on one contract is named where the body names them", async () => {
  const [buyer, seller] = [
    await ok(byKey("POST", "/users", { email: someone() })),
    await ok(byKey("POST", "/users", { email: someone() })),
  ];
  const theirs = await product({ user_id: buyer.id });
  const items = [{ product_id: (await product({ user_id: seller.id })).id }];
  const { id } = await ok(byKey("POST", "/contracts", { buyers: [{ user_id: buyer.id }], items }));
  const refused: [string, Json, string][] = [
    ["seller", { user_id: buyer.id, owed: 1 }, "user_id"],
    ["buyer", { user_id: seller.id }, "user_id"],
    ["item", { product_id: theirs.id }, "product_id"],
  ];
  for (const [part, body, field] of refused) {
    const said = await byKey("POST", `/contracts/${id}/${part}`, body);
    expect([part, said.status, said.body.details[0].field]).toEqual([part, 422, field]);
  }
});

test("PRD-5: the price of a product is changed, and never removed", async () => {
  const { id } = await product();
  const refused = await byKey("PUT", `/products/${id}`, { price: null });
  expect([refused.status, refused.body.details]).toEqual([
    400,
    [{ field: "price", code: "required", message: "'price' can be changed, but not removed." }],
  ]);
  expect((await ok(byKey("GET", `/products/${id}`))).price).toBe(20);
});
