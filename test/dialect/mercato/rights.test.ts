/** Features, roles and rights of one's own: what they open and close, at every door (2.2, 5.1). */
import { type Json, until } from "../../support/backroom.ts";
import { bearerOf, type Office, signedIn, speaking, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const ok = (method: string, path: string, body?: Json) => office.admin.ok(method, path, body);

async function roleWith(name: string, features: string[]): Promise<string> {
  const { id } = await ok("POST", "/auth/roles", { name });
  expect(await ok("PUT", "/auth/roles/acl", { roleId: id, features })).toEqual({
    ok: true,
    sanitized: false,
  });
  return id;
}
const userIn = (name: string, role: string) =>
  signedIn(office, office.owner, `${name}@rights.example`, [role]);

const ORDERS = "/sales/orders";
const newOrder = { currencyCode: "USD" };
const lineOf = (unitPriceNet: number) => ({
  ...{ currencyCode: "USD", name: "Coat", quantity: 1, unitPriceNet, taxRate: 0 },
});

test("a feature is granted by its name, by a group's star, and by none of its neighbours (MRC-FEA-1, MRC-FEA-6)", async () => {
  await roleWith("clerk", ["sales.orders.view", "catalog.*"]);
  const clerk = await userIn("clerk", "clerk");
  const features = ["sales.orders.view", "sales.orders.manage", "catalog.products.view", "sales.quotes.view"];
  expect(await clerk.ok("POST", "/auth/feature-check", { features })).toEqual({
    ok: false,
    granted: ["sales.orders.view", "catalog.products.view"],
  });
  expect(await clerk.ok("POST", "/auth/feature-check", { features: [] })).toEqual({ ok: true, granted: [] });
  expect((await clerk.say("GET", ORDERS)).status).toBe(200);
  const refused = await clerk.say("POST", ORDERS, newOrder);
  expect([refused.status, refused.body.requiredFeatures]).toEqual([403, ["sales.orders.manage"]]);
  expect((await clerk.say("GET", "/sales/quotes")).status).toBe(403);
});

test("what a role loses is refused within five seconds (MRC-FEA-5, MRC-INV-12)", async () => {
  const role = await roleWith("seller", ["sales.orders.view", "sales.orders.manage"]);
  const seller = await userIn("seller", "seller");
  expect((await seller.say("POST", ORDERS, newOrder)).status).toBe(201);
  await ok("PUT", "/auth/roles/acl", { roleId: role, features: ["sales.orders.view"] });
  await until(async () => (await seller.say("POST", ORDERS, newOrder)).status === 403, "the refusal", 5000);
  expect((await seller.say("GET", ORDERS)).status).toBe(200);
});

test("every feature has a title and a module (MRC-FEA-10)", async () => {
  const { items, modules } = await ok("GET", "/auth/features");
  const known = new Set(modules.map(({ id }: Json) => id));
  for (const each of items) {
    expect(each).toEqual({ id: expect.any(String), title: expect.any(String), module: expect.any(String) });
    expect(known.has(each.module)).toBe(true);
  }
  const response = await fetch(`${office.url}/mercato/api/openapi.json`);
  const document = (await response.json()) as Json;
  const printed = Object.values<Json>(document.paths).flatMap((path) =>
    Object.values<Json>(path).flatMap((operation) => operation["x-required-features"] ?? []),
  );
  const ids = items.map(({ id }: Json) => id);
  expect(ids).toEqual(expect.arrayContaining([...new Set(printed)]));
});

test("a role in use keeps its name and stays (MRC-ROL-1)", async () => {
  const id = await roleWith("held", ["sales.orders.view"]);
  const holder = await userIn("holder", "held");
  for (const [method, path, body] of [
    ["PUT", "/auth/roles", { id, name: "other" }],
    ["DELETE", `/auth/roles?id=${id}`, undefined],
  ] as const) {
    const { status, body: said } = await office.admin.say(method, path, body);
    expect([method, status, said.error]).toEqual([method, 400, expect.stringMatching(/\S/)]);
  }
  await ok("DELETE", `/auth/users?id=${holder.id}`);
  expect(await ok("PUT", "/auth/roles", { id, name: "other" })).toEqual({ ok: true });
  await ok("DELETE", `/auth/roles?id=${id}`);
});

test("rights of one's own take the place of those of the roles, until they are empty (MRC-FEA-2, MRC-ACL-1)", async () => {
  await roleWith("viewer of orders", ["sales.orders.view"]);
  const user = await userIn("own", "viewer of orders");
  const acl = () => ok("GET", `/auth/users/acl?userId=${user.id}`);
  expect(await acl()).toMatchObject({ hasCustomAcl: false });
  await ok("PUT", "/auth/users/acl", { userId: user.id, features: ["sales.quotes.view"] });
  expect(await acl()).toMatchObject({ hasCustomAcl: true, features: ["sales.quotes.view"] });
  await until(async () => (await user.say("GET", "/sales/quotes")).status === 200, "the own right", 5000);
  expect((await user.say("GET", ORDERS)).status).toBe(403);
  await ok("PUT", "/auth/users/acl", { userId: user.id, features: [] });
  expect(await acl()).toMatchObject({ hasCustomAcl: false });
  await until(async () => (await user.say("GET", ORDERS)).status === 200, "the role's right", 5000);
  for (const path of ["/auth/users/acl", "/auth/roles/acl"]) {
    const named = { userId: crypto.randomUUID(), roleId: crypto.randomUUID(), features: [] };
    expect((await office.admin.say("PUT", path, named)).status).toBe(404);
  }
});

test("nobody grants what they lack (MRC-FEA-11, INV-30)", async () => {
  await roleWith("granter", ["auth.*", "sales.orders.view"]);
  const granter = await userIn("granter", "granter");
  const { id: roleId } = await granter.ok("POST", "/auth/roles", { name: "made by a granter" });
  const wished = ["sales.orders.view", "sales.orders.manage", "*", "directory.*"];
  const said = await granter.ok("PUT", "/auth/roles/acl", { roleId, features: wished });
  expect(said).toEqual({ ok: true, sanitized: true });
  expect((await granter.ok("GET", `/auth/roles/acl?roleId=${roleId}`)).features).toEqual([
    "sales.orders.view",
  ]);
  expect((await granter.say("PUT", "/auth/roles/acl", { roleId, isSuperAdmin: true })).status).toBe(403);
});

test.each([
  ["auth.users.create", "POST", "/auth/users", 201],
  ["auth.users.edit", "PUT", "/auth/users", 200],
  ["auth.users.delete", "DELETE", "/auth/users", 200],
  ["catalog.variants.manage", "POST", "/catalog/variants", 201],
  ["sales.payments.manage", "POST", "/sales/payments", 201],
] as const)(
  "%s alone is enough for what asks for it (MRC-FEA-1, MRC-W-2)",
  async (feature, method, path, status) => {
    const name = feature.replaceAll(".", "-");
    await roleWith(name, [feature]);
    const user = await userIn(name, name);
    const organizationId = (await ok("GET", "/directory/organizations")).items[0].id;
    const target = (await userIn(`target-${name}`, name)).id;
    const product = (await ok("POST", "/catalog/products", { title: name })).id;
    const order = (await ok("POST", ORDERS, { ...newOrder, lines: [lineOf(100)] })).id;
    const bodies: Record<string, Json> = {
      "POST /auth/users": { email: `new-${name}@rights.example`, password: "correct horse", organizationId },
      "PUT /auth/users": { id: target, name: "Other" },
      "DELETE /auth/users": { id: target },
      "POST /catalog/variants": { productId: product, name: "Small" },
      "POST /sales/payments": { orderId: order, currencyCode: "USD", amount: 10 },
    };
    const said = await user.say(method, path, bodies[`${method} ${path}`]);
    expect([said.status, said.body]).toEqual([status, said.body]);
  },
);

test("a key has the features of which it has all scopes (MRC-FEA-7)", async () => {
  const { key } = await office.owner.ok.post("/api-keys", {
    ...{ name: "Orders", access: "scopes", scopes: ["read:sales_orders"] },
  });
  const say = speaking(office.url, bearerOf(key));
  expect((await say("GET", ORDERS)).status).toBe(200);
  expect((await say("POST", ORDERS, newOrder)).status).toBe(403);
});
