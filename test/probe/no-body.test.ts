/** Absent, null, {} and []: what is no object is never taken for one (API-1), on any route of the native API and every dialect. */
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";
import { type Everything, everythingIn } from "../support/everything.ts";
import { beginTenant } from "../support/mercato.ts";
import { fillShop } from "../support/rich-shop.ts";
import { each, filled, type Route, routesOf } from "../support/routes.ts";
import { unlike } from "../support/state.ts";

let backroom: Backroom;
let everything: Everything;
let owner: Backroom["owner"] & { organization_id: string };
let routes: Route[];
let given: Record<string, string>;

beforeAll(async () => {
  backroom = await startBackroom();
  everything = await everythingIn(backroom);
  owner = await backroom.organization("Bodies");
  await fillShop(owner);
  const { slug } = (await owner.ok.get("/organizations")).data[0];
  const sale = (await owner.ok.get("/sales?status=finalized&limit=1")).data[0];
  given = { organization_slug: slug, id: sale.id };
  // Mercato makes its roles and words with the first request of a tenant.
  await beginTenant(backroom.url, owner);
  routes = (await routesOf(backroom.url, owner.key)).filter(({ method }) => method !== "GET");
});
afterAll(async () => {
  await everything?.close();
  await backroom?.stop();
});

async function send({ method }: Route, path: string, text: string): Promise<{ status: number; body: Json }> {
  const response = await fetch(backroom.url + path, {
    method,
    headers: { authorization: `Bearer ${owner.key}`, "content-type": "application/json" },
    body: text,
  });
  return { status: response.status, body: await response.json() };
}

/** Whether the request is refused for what its path or its caller names, in a dialect that looks there first. */
const isFirst = ({ dialect, path }: Route, status: number): boolean =>
  ["candle", "mercato", "pharus"].includes(dialect) &&
  ((status === 404 && path.includes("{")) || (status === 401 && path.endsWith("/users/auth")));

test.each(["null", "[]", "[null]", "0", "false", '""', '"{}"'])(
  "a body of %s is 400 everywhere, and nothing is changed",
  async (text) => {
    const before = await everything.of(owner.organization_id);
    const taken: string[] = [];
    await each(routes, 8, async (route) => {
      const { status } = await send(route, filled(route, given), text);
      // What is no form is refused by its type where a form is taken. Some look for what the path names first.
      const right = status === (route.takes_json ? 400 : 415) || isFirst(route, status);
      if (!right) taken.push(`${route.method} ${route.path}: ${status}`);
    });
    expect(taken).toEqual([]);
    expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
  },
);

test("one object in a list is no object where no list is taken", async () => {
  for (const path of ["/consigncloud/api/v1/items", "/api/v1/items"]) {
    const route = routes.find((one) => one.method === "POST" && one.path === path)!;
    const body = [{ title: "Coat", tag_price: 100, inventory_type: "retail" }];
    expect((await send(route, path, JSON.stringify(body))).status).toBe(400);
  }
});

test("PAY-3: ConsignCloud pays everybody out only when it is told so", async () => {
  const path = "/consigncloud/api/v1/accounts/payouts";
  const route = routes.find((one) => one.path === path)!;
  const before = await everything.of(owner.organization_id);
  for (const body of [
    {},
    { accounts: null },
    { method: "cash" },
    { all: false },
    { all: null },
    { all: true, accounts: [] },
  ]) {
    const { status, body: told } = await send(route, path, JSON.stringify(body));
    expect([body, status, told.code]).toEqual([body, 400, "invalid_request_data"]);
  }
  expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
  expect(await send(route, path, '{"all": true}')).toMatchObject({ status: 200 });
});
