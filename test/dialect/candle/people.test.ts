/** Signing in, personas and what belongs to a platform, as clients of Candle see it (PLT, WTL, USR, AUT, PRM-6). */
import { decodeJwt, UnsecuredJWT } from "jose";
import { setClock } from "../../../shared/clock.ts";
import type { Client, Json } from "../../support/backroom.ts";
import { type Market, openPlatform, SESSION, signIn, startMarket, uuidOf } from "../../support/candle.ts";
import { someone } from "../../support/candle-people.ts";
import { type Speak, speakerOf } from "../../support/conformance.ts";
import { breachesIn } from "../../support/verified.ts";

const MINUTE = 60_000;
let market: Market;
let owner: Client;
let ahead = 0;
let setBack: () => void;

beforeAll(async () => {
  setBack = setClock(() => Date.now() + ahead);
  market = await startMarket();
  owner = market.owner;
  await openPlatform(market.url, owner);
});
afterAll(async () => {
  await market?.stop();
  setBack();
});
afterEach(() => {
  ahead = 0;
});

const speaker = (key: string | null): Speak => speakerOf(`${market.url}/candle/v1`, key);
const byKey: Speak = (...request) => speaker(owner.key)(...request);
const codeOf = (error: Json) => [error.status, error.body.error];
const askCode = (email: string) => byKey("POST", "/auth/otp/email", { email });
const verify = (email: string, otp: string, headers = {}) =>
  byKey("POST", "/auth/otp/verify", { email, otp }, headers);
const ok = async (said: Promise<{ status: number; body: Json }>): Promise<Json> => {
  const { status, body } = await said;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const platformId = async () => uuidOf((await ok(byKey("GET", "/platforms"))).id);
/** Another code than the one that was mailed. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("USR-1: a code is guessed at most five times, and holds for ten minutes", async () => {
  const email = someone();
  await askCode(email);
  const guessed = await market.codeFor(owner, email);
  for (let n = 0; n < 5; n++)
    expect(codeOf(await verify(email, otherThan(guessed)))).toEqual([401, "unauthorized"]);
  expect((await verify(email, guessed)).status).toBe(401);
  await askCode(email);
  const late = await market.codeFor(owner, email);
  ahead = 11 * MINUTE;
  expect((await verify(email, late)).status).toBe(401);
  await askCode(email);
  const good = await market.codeFor(owner, email);
  // Many at once: one of them signs in.
  const answers = await Promise.all(Array.from({ length: 4 }, () => verify(email, good)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
});

test("USR-1: at most five codes an hour are sent to an address, whether it is known or not; a new code ends the older ones", async () => {
  const email = someone();
  await askCode(email);
  const first = await market.codeFor(owner, email);
  await askCode(email);
  const second = await market.codeFor(owner, email);
  if (first !== second) expect((await verify(email, first)).status).toBe(401);
  for (let n = 0; n < 3; n++) expect((await askCode(email.toUpperCase())).status).toBe(200);
  const sixth = await askCode(email);
  expect(codeOf(sixth)).toEqual([429, "too_many_requests"]);
  expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(3000);
  ahead = 61 * MINUTE;
  expect((await askCode(email)).status).toBe(200);
});

test("AUT-2, AUT-3: a first sign-in makes the user, later ones find them; the token says who they are", async () => {
  const email = someone();
  const first = await signIn(market, owner, email);
  const second = await signIn(market, owner, email.toUpperCase());
  expect(second.user.id).toBe(first.user.id);
  expect(second.user.username).toBe(email.split("@")[0]);
  expect(decodeJwt(first.token)).toMatchObject({
    ...{ sub: uuidOf(first.user.id), platform: await platformId(), role: "member", subscriptions: [] },
  });
});

test("API-13, AUT-4: a refresh token counts once; presenting it again ends the whole session", async () => {
  const { token, refreshToken } = await signIn(market, owner, someone());
  const refresh = (given: string) => speaker(null)("POST", "/auth/session/refresh", { refreshToken: given });
  const next = await ok(refresh(refreshToken));
  expect((await refresh(refreshToken)).status).toBe(401);
  expect((await refresh(next.refreshToken)).status).toBe(401);
  const me = (session: string) => byKey("GET", "/users/auth", undefined, { [SESSION]: session });
  for (const session of [token, next.token]) expect((await me(session)).status).toBe(401);
  expect((await refresh("nothing")).status).toBe(401);
});

test("API-13: only our own unaltered tokens sign in", async () => {
  const { token } = await signIn(market, owner, someone());
  const unsigned = new UnsecuredJWT(decodeJwt(token)).encode();
  const altered = `${token.slice(0, -2)}${token.endsWith("A") ? "BB" : "AA"}`;
  for (const wrong of [unsigned, altered, "nothing"])
    expect((await byKey("GET", "/users/auth", undefined, { [SESSION]: wrong })).status).toBe(401);
  // It opens nothing natively.
  expect((await market.client(token).get("/marketplace-users")).status).toBe(401);
});

test("PRM-6: a key alone is nobody, a member reads their own user only, an editor does what a key may", async () => {
  expect(codeOf(await byKey("GET", "/users/auth"))).toEqual([401, "unauthorized"]);
  const { token, user } = await signIn(market, owner, someone());
  const other = await ok(byKey("POST", "/users", { email: someone() }));
  const alone = speaker(token);
  expect((await alone("GET", "/users/auth")).body.id).toBe(user.id);
  expect((await alone("GET", `/users/${user.id}`)).status).toBe(200);
  expect(codeOf(await alone("GET", `/users/${other.id}`))).toEqual([403, "forbidden"]);
  expect((await alone("GET", "/users")).status).toBe(403);
  expect((await alone("POST", "/waitlists", { email: someone() })).status).toBe(403);
  await owner.ok.patch(`/marketplace-users/${uuidOf(user.id)}`, { role: "editor" });
  const editor = speaker((await signIn(market, owner, user.email)).token);
  expect((await editor("GET", `/users/${other.id}`)).status).toBe(200);
  expect((await editor("POST", "/waitlists", { email: someone() })).status).toBe(200);
  const admins = async () => (await ok(byKey("GET", "/platforms"))).admins;
  await owner.ok.patch(`/marketplace-users/${uuidOf(user.id)}`, { role: "admin" });
  expect(await admins()).toEqual([user.id]);
});

test("PLT-1: a key of a platform sees that platform alone; an id of another one is not found", async () => {
  const second = await owner.ok.post("/platforms", { name: "Second", domains: ["second.example"] });
  const made = await owner.ok.post("/api-keys", { name: "Second", platform_id: second.id });
  expect(made.key).toMatch(/^cndl_live_/);
  const there = speaker(made.key);
  expect((await there("GET", "/platforms")).body.name).toBe("Second");
  const their = await ok(there("POST", "/users", { email: someone() }));
  expect((await ok(there("GET", "/users"))).map(({ id }: Json) => id)).toEqual([their.id]);
  const mine = await ok(byKey("POST", "/users", { email: someone() }));
  expect(codeOf(await there("GET", `/users/${mine.id}`))).toEqual([404, "not_found"]);
  expect((await there("PUT", `/platforms/plat_${(await platformId()).replaceAll("-", "")}`, {})).status).toBe(
    404,
  );
  expect((await byKey("GET", `/users/${mine.id.replace("user_", "prod_")}`)).status).toBe(404);
  const { token } = await signIn(market, owner, someone());
  expect((await there("GET", "/users/auth", undefined, { [SESSION]: token })).status).toBe(401);
  const foreign = await owner.post("/api-keys", { name: "Foreign", mode: "test", platform_id: second.id });
  expect([foreign.status, foreign.body.code]).toEqual([422, "reference_not_found"]);
});

test("PLT-2: a domain belongs to one platform of the server", async () => {
  const taken = { name: "Third", domains: ["taken.example"] };
  await owner.ok.post("/platforms", taken);
  const stranger = await market.organization("Stranger");
  for (const client of [owner, stranger]) {
    const refused = await client.post("/platforms", { ...taken, name: "Fourth" });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([409, "/domains/0"]);
  }
  const found = await speaker(stranger.key)("GET", "/platforms/domains/taken.example");
  expect(codeOf(found)).toEqual([404, "not_found"]);
});

test("PRM-3: a test key reaches the test data, whose platform simulates its provider", async () => {
  const { key } = await owner.ok.post("/api-keys", { name: "Test", mode: "test" });
  const tests = speaker(key);
  const platform = await ok(tests("GET", "/platforms"));
  expect(platform).toMatchObject({ mode: "test", name: "Test shop" });
  expect(uuidOf(platform.id)).not.toBe(await platformId());
  const user = await ok(tests("POST", "/users", { email: someone() }));
  expect((await byKey("GET", `/users/${user.id}`)).status).toBe(404);
});

test("WTL-1: joins of one e-mail at once are answered with one entry", async () => {
  for (let round = 0; round < 5; round++) {
    const email = someone();
    const join = () => byKey("POST", "/waitlists", { email });
    const replies = await Promise.all(Array.from({ length: 8 }, join));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(replies.map(({ body }) => body.data?.id ?? body.id)).size).toBe(1);
  }
});

test("WTL-3: a platform with a waitlist admits those who were granted, who get a mail", async () => {
  const client = await market.organization("Queue");
  const own = speaker(client.key);
  const platform = await ok(own("GET", "/platforms"));
  await client.ok.patch(`/platforms/${uuidOf(platform.id)}`, {
    ...{ waitlist_only: true, url: "https://queue.example" },
  });
  const email = someone();
  expect(codeOf(await own("POST", "/users", { email }))).toEqual([403, "waitlisted"]);
  await own("POST", "/auth/otp/email", { email });
  const otp = await market.codeFor(client, email);
  expect(codeOf(await own("POST", "/auth/otp/verify", { email, otp }))).toEqual([403, "waitlisted"]);
  const [first, second] = [
    await ok(own("POST", "/waitlists", { email: someone() })),
    await ok(own("POST", "/waitlists", { email })),
  ];
  expect([first.position, second.position]).toEqual([1, 2]);
  await ok(own("DELETE", `/waitlists/${first.id}/remove`));
  expect((await ok(own("POST", "/waitlists", { email }))).position).toBe(1);
  const granted = await ok(own("POST", `/waitlists/${second.id}/grant`));
  ahead = MINUTE;
  expect((await ok(own("POST", `/waitlists/${second.id}/grant`))).granted).toBe(granted.granted);
  expect((await ok(own("POST", "/auth/otp/verify", { email, otp }))).user.email).toBe(email);
});

test("USR-2, USR-3: a user proves a new address by its code, and keeps the name that was given", async () => {
  const { token, user } = await signIn(market, owner, someone());
  const headers = { [SESSION]: token };
  const put = (body: Json) => ok(byKey("PUT", "/users/auth", body, headers));
  const next = someone();
  expect((await put({ email: next })).email).toBe(user.email);
  const otp = await market.codeFor(owner, next);
  expect((await ok(verify(next, otp, headers))).user).toMatchObject({ id: user.id, email: next });
  expect((await ok(byKey("PUT", `/users/${user.id}`, { email: someone() }))).email).not.toBe(next);
  expect((await put({ firstName: "Ada", lastName: "Lind" })).name).toBe("Ada Lind");
  expect((await put({ name: "Lady Ada" })).name).toBe("Lady Ada");
  expect((await put({ firstName: "Augusta" })).name).toBe("Lady Ada");
});

test("USR-2: a new address is proven in any spelling of its letters", async () => {
  const { token, user } = await signIn(market, owner, someone());
  const headers = { [SESSION]: token };
  const next = someone();
  const spelled = next.toUpperCase();
  await ok(byKey("PUT", "/users/auth", { email: spelled }, headers));
  const otp = await market.codeFor(owner, spelled);
  expect((await ok(verify(next, otp, headers))).user).toMatchObject({ id: user.id, email: spelled });
  expect((await ok(byKey("GET", "/users/auth", undefined, headers))).email).toBe(spelled);
});

test("USR-1, USR-2: a change whose new address gets no more codes changes nothing else", async () => {
  const { token, user } = await signIn(market, owner, someone());
  const headers = { [SESSION]: token };
  const next = someone();
  for (let n = 0; n < 5; n++) await ok(askCode(next));
  const change = { email: next, bio: "Knits." };
  const refused = await byKey("PUT", "/users/auth", change, headers);
  expect(refused.status).toBe(429);
  const me = await ok(byKey("GET", "/users/auth", undefined, headers));
  expect([me.bio, me.email]).toEqual([undefined, user.email]);
  const taken = await ok(byKey("POST", "/users", { email: someone(), username: "taken_name" }));
  const other = { email: someone(), username: taken.username };
  const conflict = await byKey("PUT", "/users/auth", other, headers);
  expect([...codeOf(conflict), conflict.body.details[0].field]).toEqual([409, "conflict", "username"]);
  const { pending_email } = await owner.ok.get(`/marketplace-users/${uuidOf(user.id)}`);
  expect(pending_email).toBeNull();
});

test("USR-4: a user is erased after thirty days, unless they sign in before", async () => {
  const { token, user } = await signIn(market, owner, someone());
  const leave = () => ok(byKey("DELETE", "/users/auth", undefined, { [SESSION]: token }));
  const first = await leave();
  ahead = MINUTE;
  expect((await leave()).scheduledDeletion).toBe(first.scheduledDeletion);
  expect((await signIn(market, owner, user.email)).user.scheduledDeletion).toBeUndefined();
});

test("WTL-2: the waitlist is listed in its order, with the places of those who wait", async () => {
  const client = await market.organization("Waiting");
  const send = speaker(client.key);
  const [first, second] = [someone(), someone()];
  const { id } = await ok(send("POST", "/waitlists", { email: first }));
  await ok(send("POST", "/waitlists", { email: second, name: "Bo" }));
  await ok(send("POST", `/waitlists/${id}/grant`));
  const all = await ok(send("GET", "/waitlists"));
  expect(all.map(({ email, position }: Json) => [email, position])).toEqual([
    [first, undefined],
    [second, 1],
  ]);
  expect(all[1]).toMatchObject({ name: "Bo", id: expect.stringMatching(/^wlist_/) });
});

test("USR-5, USR-6, USR-7: links, addresses and usernames are there once", async () => {
  const email = someone();
  const user = await ok(byKey("POST", "/users", { email, username: "wool_shop" }));
  const link = (url: string) => byKey("POST", `/users/${user.id}/link`, { url });
  await ok(link("https://wool.example"));
  expect((await ok(link("https://wool.example"))).links).toHaveLength(1);
  const wrong = await link("http://wool.example");
  expect([wrong.status, wrong.body.details[0].field]).toEqual([400, "url"]);
  const twice = await byKey("POST", "/users", { email: email.toUpperCase() });
  expect([twice.status, twice.body.details[0].field]).toEqual([409, "email"]);
  const named = await byKey("POST", "/users", { email: someone(), username: "Wool_Shop" });
  expect([named.status, named.body.details[0].field]).toEqual([409, "username"]);
  const suggest = async (speak: Speak, text: string) =>
    (await ok(speak("POST", "/utils/gnerate/username", { text }))).username;
  await ok(byKey("POST", "/users", { email: someone(), username: "ArzteCoGmbH" }));
  expect(await suggest(byKey, "Ärzte & Co. GmbH")).toBe("arztecogmbh2");
  expect(await suggest(speaker(null), "Ärzte & Co. GmbH")).toBe("arztecogmbh");
  expect(await suggest(speaker(null), "ab")).toBe("ab0");
});

test("FEE-2: fees at the usual rates, and at those of the platform", async () => {
  const estimate = (speak: Speak, body: Json) => ok(speak("POST", "/utils/estimate/fee", body));
  expect(await estimate(speaker(null), { amount: 15_000 })).toEqual({
    ...{ amount: 15_000, currency: "usd", stripeFee: 479, candleFee: 0, platformFee: 0 },
    ...{ total: 15_479, sellerReceives: 15_000 },
  });
  await ok(
    byKey("PUT", (await ok(byKey("GET", "/platforms"))).id.replace(/^/, "/platforms/"), { platformFee: 2.5 }),
  );
  expect(await estimate(byKey, { amount: 15_000 })).toMatchObject({
    ...{ stripeFee: 490, platformFee: 375, total: 15_865, sellerReceives: 15_000 },
  });
  expect(await estimate(speaker(null), { amount: 15_000, includeStripeFees: false })).toMatchObject({
    ...{ stripeFee: 465, total: 15_000, sellerReceives: 14_535 },
  });
});

test("PAM-4: the newest remaining method becomes the default", async () => {
  const user = await ok(byKey("POST", "/users", { email: someone() }));
  const add = async (card_number: string) => {
    const { client_secret } = await owner.ok.post("/payment-methods/set-ups", { user_id: uuidOf(user.id) });
    return owner.ok.post(`/simulated-provider/set-ups/${client_secret}`, {
      card_number,
      exp_month: 1,
      exp_year: 2031,
    });
  };
  const [first] = [
    await add("4242424242424242"),
    await add("4000000000000002"),
    await add("4000000000009995"),
  ];
  const list = () => ok(byKey("GET", `/users/${user.id}/payment_methods`));
  const defaults = async () => (await list()).map((each: Json) => [each.last4, each.isDefault]);
  expect(await defaults()).toEqual([
    ["4242", true],
    ["0002", false],
    ["9995", false],
  ]);
  await ok(byKey("DELETE", `/users/${user.id}/payment_methods/pm_${first.id.replaceAll("-", "")}`));
  expect(await defaults()).toEqual([
    ["0002", false],
    ["9995", true],
  ]);
});

test("D57: any version of the address is accepted; D56: a refusal names its fields", async () => {
  const v7 = speakerOf(`${market.url}/candle/v7`, owner.key);
  expect((await v7("GET", "/platforms")).body.id).toBe((await byKey("GET", "/platforms")).body.id);
  expect((await speakerOf(`${market.url}/candle/vx`, owner.key)("GET", "/platforms")).status).toBe(404);
  const { status, body } = await byKey("POST", "/users", { email: "nobody", timezone: "Mars/Base" });
  expect([status, body]).toEqual([
    400,
    {
      ...{
        statusCode: 400,
        error: "validation_failed",
        message: expect.any(String),
        request_id: expect.any(String),
      },
      details: [
        { field: "email", code: expect.any(String), message: expect.any(String) },
        { field: "timezone", code: expect.any(String), message: expect.any(String) },
      ],
    },
  ]);
});

test("PLT-1: whoever asks first, an organization has one first platform", async () => {
  for (let n = 0; n < 8; n++) {
    const client = await market.organization(`Fresh ${n}`);
    const asked = Array.from({ length: 4 }, () => speaker(client.key)("GET", "/platforms"));
    const answers = await Promise.all(asked);
    expect(answers.map(({ status, body }) => [status, body.error])).toEqual(Array(4).fill([200, undefined]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const offered = await Promise.all(
      Array.from({ length: 3 }, () => speaker(client.key)("POST", "/products", { name: "Hat", price: 5 })),
    );
    expect(offered.map(({ status }) => status)).toEqual([200, 200, 200]);
    const email = someone();
    const codes = await Promise.all(Array.from({ length: 4 }, () => askCode(email)));
    expect(codes.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  }
});

test("INV-23, INV-31, INV-41: afterwards the verifier finds nothing", async () => {
  expect(await breachesIn(market)).toEqual([]);
});
