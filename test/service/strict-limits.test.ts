/** Stricter buckets for what costs more or can be guessed (RAT-3), beside the bucket of all requests and the same in every dialect. */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { type Speak, speakerOf } from "../support/conformance.ts";
import { beginTenant, login, PASSWORD } from "../support/mercato.ts";
import { dataUri, oneColor } from "../support/pictures.ts";
import { stateOf } from "../support/state.ts";

const MOST = 3;
/** Three at once, and practically none later; all requests together are not limited. */
const few = { capacity: 100_000, per_second: 1 };
const share = MOST / few.capacity;
const shares = { sign_in: share, export: share, search: share, classification: share };

let backroom: Backroom;
let slug: string;
let images: string[];
beforeAll(async () => {
  backroom = await startBackroom({ rate: { ...few, shares } });
  await beginTenant(backroom.url, backroom.owner);
  slug = (await backroom.owner.ok.get("/organizations")).data[0].slug;
  images = [dataUri(await oneColor("c8102e"))];
});
afterAll(() => backroom.stop());

/** A key of its own has buckets of its own. */
const freshKey = async ({ ok }: Client = backroom.owner): Promise<string> =>
  (await ok.post("/api-keys", { name: randomUUID(), access: "admin" })).key;

const speaking = (prefix: string, key: string): Speak => speakerOf(backroom.url + prefix, key);

type Asked = { prefix: string; method: string; path: string; body?: Json };
const code = { email: "ada@shop.example", code: "123456" };

/** The same capability natively and in a dialect; what a refusal looks like there. */
const kinds: [string, string, () => Asked, string, () => Asked, (body: Json) => unknown][] = [
  [
    "sign-ins and codes",
    "Candle",
    () => ({
      ...{ prefix: "/candle/v1", method: "POST", path: "/auth/otp/verify" },
      body: { email: code.email, otp: code.code },
    }),
    "marketplace-sessions",
    () => ({
      ...{ prefix: "/api/v1", method: "POST", path: "/marketplace-sessions" },
      body: { ...code, platform_id: randomUUID() },
    }),
    ({ statusCode, error }) => statusCode === 429 && error,
  ],
  [
    "exports",
    "ConsignCloud",
    () => ({ prefix: "/consigncloud/api/v1", method: "GET", path: "/items/export" }),
    "stock entries",
    () => ({ prefix: "/api/v1", method: "GET", path: "/stock-entries/export" }),
    ({ code: said }) => said,
  ],
  [
    "exports",
    "Mercato",
    () => ({ prefix: "/mercato/api", method: "GET", path: "/auth/roles?format=xml" }),
    "stock entries",
    () => ({ prefix: "/api/v1", method: "GET", path: "/stock-entries/export" }),
    ({ code: said }) => said,
  ],
  [
    "searches",
    "ConsignCloud",
    () => ({ prefix: "/consigncloud/api/v1", method: "GET", path: "/search?query=coat" }),
    "search",
    () => ({ prefix: "/api/v1", method: "GET", path: "/search?query=coat" }),
    ({ code: said }) => said,
  ],
  [
    "classifications",
    "Circular",
    () => ({
      ...{ prefix: "/circular", method: "POST", path: `/api/${slug}/products/classify` },
      body: { images },
    }),
    "classify",
    () => ({ prefix: "/api/v1", method: "POST", path: "/classify", body: { images } }),
    ({ code: said }) => said,
  ],
];

async function ask(key: string, { prefix, method, path, body }: Asked) {
  return speaking(prefix, key)(method, path, body);
}

test.each(kinds)(
  "RAT-3: %s have a bucket of their own, also in %s",
  async (many, _name, there, _at, here, codeOf) => {
    for (const [first, then] of [
      [here, there],
      [there, here],
    ] as const) {
      const key = await freshKey();
      for (let i = 0; i < MOST; i++) expect((await ask(key, first())).status).not.toBe(429);
      for (const each of [first, then]) {
        const asked = each();
        const { status, body, headers } = await ask(key, asked);
        expect(status).toBe(429);
        expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
        expect(headers.get("ratelimit-limit")).toBe(String(MOST));
        expect(JSON.stringify(body)).toContain(`Too many ${many}: a key may send ${MOST} at once`);
        if (each === here) expect(body).toMatchObject({ status: 429, code: "too_many_requests" });
        else expect(codeOf(body)).toBe("too_many_requests");
      }
      // The bucket of all requests is another one.
      const { status, headers } = await ask(key, { prefix: "/api/v1", method: "GET", path: "/items" });
      expect([status, headers.get("ratelimit-limit")]).toEqual([200, String(few.capacity)]);
    }
  },
);

test("RAT-3: passwords are counted by address before anybody has signed in, right ones as well", async () => {
  const email = "super@shop.example";
  await backroom.owner.ok.post("/logins", { email, password: PASSWORD, roles: ["superadmin"] });
  for (let i = 0; i < MOST; i++) expect((await login(backroom.url, email, "wrong one")).status).toBe(401);
  const { status, body, headers } = await login(backroom.url, email);
  expect([status, body.code]).toEqual([429, "too_many_requests"]);
  expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(headers.get("set-cookie")).toBe(null);
});

test("RAT-3: a refusal changes nothing", async () => {
  const shop = await backroom.organization("Pictures");
  const place = backroom;
  for (let i = 0; i < MOST; i++) await shop.ok.post("/classify", { images });
  await backroom.rest();
  const before = await stateOf(place, shop.organization_id);
  const { status } = await shop.post("/classify", { images }, { "Idempotency-Key": randomUUID() });
  expect(status).toBe(429);
  expect(await stateOf(place, shop.organization_id)).toEqual(before);
});

test("RAT-3: the idempotency key of a refusal is as good as unused", async () => {
  const soon = await startBackroom({
    rate: { capacity: 1000, per_second: 1000, shares: { classification: 0.001 } },
  });
  try {
    const send = (idempotency_key: string) =>
      soon.owner.post("/classify", { images }, { "Idempotency-Key": idempotency_key });
    // One passes, and one more each second.
    const refused = await until(async () => {
      const key = randomUUID();
      const replies = await Promise.all([send(randomUUID()), send(key)]);
      return replies[1].status === 429 && key;
    }, "a refusal");
    const accepted = await until(async () => {
      const reply = await send(refused);
      return reply.status !== 429 && reply;
    }, "room in the bucket");
    expect(accepted.status).toBe(200);
    expect(accepted.headers.get("idempotency-replayed")).toBe(null);
  } finally {
    await soon.stop();
  }
});
