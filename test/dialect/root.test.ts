/** A dialect at the root, for clients that fix the path behind the host; and the variant that a setting decides. */
import { type Backroom, startBackroom } from "../support/backroom.ts";
import { wireTo } from "../support/wire.ts";

describe("ROOT_DIALECT=consigncloud, CONSIGNCLOUD_PROFILE=real", () => {
  let backroom: Backroom;
  beforeAll(async () => {
    backroom = await startBackroom({ dialects: { root: "consigncloud", consigncloud_profile: "real" } });
  });
  afterAll(() => backroom.stop());

  test.each(["/consigncloud/api/v1", "/api/v1", ""])("answers below '%s'", async (base) => {
    const there = wireTo(backroom.url + base, backroom.owner.key);
    const made = await there.ok("POST", "/items", { title: "Coat", tag_price: 500 });
    expect(await there.ok("GET", `/items/${made.id}`)).toMatchObject({ id: made.id, status: { active: 1 } });
    expect(await there.send("GET", "/items?limit=101")).toMatchObject({
      status: 400,
      body: { code: "invalid_request_data" },
    });
    expect(await there.send("GET", "/nothing/here")).toMatchObject({
      status: 404,
      body: { code: "entity_not_found" },
    });
  });

  test("the native API is whole below /native, and where the dialect has nothing also at its place", async () => {
    const native = wireTo(`${backroom.url}/native/api/v1`, backroom.owner.key);
    expect((await native.ok("GET", "/items")).data[0]).toMatchObject({ status: "active", currency: "USD" });
    expect((await native.send("GET", "/nothing")).body).toMatchObject({ status: 404, code: "not_found" });
    const [organization] = (
      await wireTo(`${backroom.url}/api/v1`, backroom.owner.key).ok("GET", "/organizations")
    ).data;
    expect(organization).toMatchObject({ name: "Test shop" });
  });

  test("health, documents and other dialects stay where they are", async () => {
    const plain = wireTo(backroom.url, backroom.owner.key);
    expect((await plain.send("GET", "/health/live")).status).toBe(200);
    expect(await plain.ok("GET", "/consigncloud/api/v1/openapi.json")).toMatchObject({
      servers: [{ url: "/consigncloud/api/v1" }],
    });
    expect((await plain.send("GET", "/circular/api/test-shop/brands")).status).toBe(200);
  });
});

test("ROOT_DIALECT=circular: the paths of its own service", async () => {
  const backroom = await startBackroom({ dialects: { root: "circular" } });
  try {
    const root = wireTo(backroom.url, backroom.owner.key);
    const { body } = await root.send("POST", "/api/test-shop/brands", { name: "Helly Hansen" });
    expect(body).toMatchObject({ brand_slug: "helly-hansen" });
    expect((await root.send("GET", "/api/v1/items")).body).toMatchObject({ data: [] });
  } finally {
    await backroom.stop();
  }
});
