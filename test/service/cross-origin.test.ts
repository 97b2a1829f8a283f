/** Pages of other origins: who may call from a browser, and what they may read (CORS, Fetch Standard). */
import { type Backroom, startBackroom } from "../support/backroom.ts";

const shop = "https://shop.example";
const page = "https://till.example";

const started: Backroom[] = [];
async function allowing(...cors_origins: string[]): Promise<Backroom> {
  const backroom = await startBackroom({ cors_origins });
  started.push(backroom);
  return backroom;
}
afterAll(async () => {
  for (const each of started) await each.stop();
});

const preflight = ({ url }: Backroom, origin: string, path = "/api/v1/items") =>
  fetch(url + path, {
    method: "OPTIONS",
    headers: {
      ...{ Origin: origin, "Access-Control-Request-Method": "PATCH" },
      "Access-Control-Request-Headers": "authorization,if-match,idempotency-key",
    },
  });
const read = ({ url, owner }: Backroom, origin: string, path = "/api/v1/taxes") =>
  fetch(url + path, { headers: { Origin: origin, Authorization: `Bearer ${owner.key}` } });
const said = (reply: Response, name: string) => reply.headers.get(`access-control-${name}`);

test("listed origins may write with their headers and cookies and read the headers that clients need", async () => {
  const backroom = await allowing(shop, page);
  for (const origin of [shop, page]) {
    const asked = await preflight(backroom, origin);
    expect(asked.status).toBe(204);
    expect(said(asked, "allow-origin")).toBe(origin);
    expect(said(asked, "allow-methods")).toContain("PATCH");
    expect(said(asked, "allow-headers")).toBe("authorization,if-match,idempotency-key");
    expect(said(asked, "max-age")).toBe("600");
    const reply = await read(backroom, origin);
    expect([reply.status, said(reply, "allow-origin")]).toEqual([200, origin]);
    expect([said(reply, "allow-credentials"), reply.headers.get("vary")]).toEqual(["true", "Origin"]);
    expect(said(reply, "expose-headers")).toContain("ETag");
  }
  // Refusals are read as well, in every dialect.
  for (const path of ["/api/v1/items/x", "/mercato/api/auth/nothing", "/nowhere"]) {
    const refused = await read(backroom, shop, path);
    expect([refused.status >= 400, said(refused, "allow-origin")]).toEqual([true, shop]);
  }
  const other = "https://shop.example.evil.example";
  for (const reply of [await preflight(backroom, other), await read(backroom, other)])
    expect(said(reply, "allow-origin")).toBeNull();
});

test("an asterisk admits every page, but none with cookies; a plain OPTIONS request still tells the methods", async () => {
  const backroom = await allowing("*");
  const reply = await read(backroom, page);
  expect([said(reply, "allow-origin"), said(reply, "allow-credentials")]).toEqual(["*", null]);
  const options = await fetch(`${backroom.url}/api/v1/taxes`, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
});

test("without the setting no other page is admitted", async () => {
  const backroom = await allowing();
  for (const reply of [await preflight(backroom, shop), await read(backroom, shop)])
    expect(said(reply, "allow-origin")).toBeNull();
});
