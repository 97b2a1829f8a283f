/** API keys that act in roles, within the rights of who made them (5.2). */
import type { Json } from "../../support/backroom.ts";
import { until } from "../../support/backroom.ts";
import { bearerOf, type Office, signedIn, speaking, startOffice } from "../../support/mercato.ts";

let office: Office;

beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

let made = 0;
/** A role with these features, in these business units. */
async function roleWith(features: readonly string[], organizations: readonly string[] | null = null) {
  made += 1;
  const { id } = await office.admin.ok("POST", "/auth/roles", { name: `role ${made}` });
  await office.admin.ok("PUT", "/auth/roles/acl", { roleId: id, features, organizations });
  return { id, name: `role ${made}` };
}
const newKey = (body: Json): Promise<Json> =>
  office.admin.ok("POST", "/api_keys/keys", { name: "Program", ...body });

const dictionary = () => {
  made += 1;
  return { key: `words-${made}`, name: "Words" };
};

test("a key is shown once, and natively as well (MRC-KEY-1)", async () => {
  const { id, name } = await roleWith(["dictionaries.view"]);
  const key = await newKey({ roles: [name], description: "Reads words" });
  expect(key.secret).toMatch(/^omk_[0-9a-f]{8}\.[0-9a-f]{48}$/);
  expect(key).toMatchObject({ keyPrefix: key.secret.slice(0, 12), roles: [{ id, name }] });
  const native = await office.owner.ok.get(`/api-keys/${key.id}`);
  expect(native).toMatchObject({ access: "roles", role_ids: [id], prefix: key.keyPrefix });
  const { items } = await office.admin.ok("GET", "/api_keys/keys");
  expect(items[0]).toMatchObject({
    id: key.id,
    description: "Reads words",
    organizationName: expect.any(String),
  });
  expect(JSON.stringify([native, items])).not.toContain(key.secret);
});

test("a key is accepted in three places, and as a bearer (1.6)", async () => {
  const { id } = await roleWith(["dictionaries.view"]);
  const { secret } = await newKey({ roles: [id] });
  const places = [{ "x-api-key": secret }, { Authorization: `ApiKey ${secret}` }, bearerOf(secret)];
  for (const place of places) {
    const say = speaking(office.url, place);
    expect((await say("GET", "/dictionaries")).status).toBe(200);
    expect(await say("POST", "/dictionaries", dictionary())).toMatchObject({
      ...{ status: 403, body: { requiredFeatures: ["dictionaries.manage"] } },
    });
  }
  // An invalid bearer token falls through to the key.
  const both = speaking(office.url, { ...bearerOf("eyJhbGciOiJFZERTQSJ9.e30.x"), "x-api-key": secret });
  expect((await both("GET", "/dictionaries")).status).toBe(200);
});

test("a removed key is dead within five seconds, and its use is noted (MRC-KEY-1)", async () => {
  const { id } = await roleWith(["dictionaries.view"]);
  const key = await newKey({ roles: [id] });
  const say = speaking(office.url, { "x-api-key": key.secret });
  expect((await say("GET", "/dictionaries")).status).toBe(200);
  const { items } = await office.admin.ok("GET", `/api_keys/keys?search=${key.keyPrefix.slice(0, 8)}`);
  expect(items[0].lastUsedAt).toEqual(expect.any(String));
  expect(await office.admin.ok("DELETE", `/api_keys/keys?id=${key.id}`)).toEqual({ success: true });
  await until(async () => (await say("GET", "/dictionaries")).status === 401, "the key's end", 5000);
  expect((await office.admin.say("DELETE", `/api_keys/keys?id=${key.id}`)).status).toBe(404);
  expect((await office.admin.say("DELETE", "/api_keys/keys")).status).toBe(400);
});

test("roles that are unknown or another tenant's, and an end in the past, are refused (MRC-KEY-1)", async () => {
  const other = await office.organization("Other");
  const { role } = await other.ok.post("/roles", { name: "theirs", features: [] });
  const { say } = office.admin;
  for (const wrong of [{ roles: ["nobody"] }, { roles: [role.id] }, { expiresAt: "2020-01-01T00:00:00Z" }]) {
    const refused = await say("POST", "/api_keys/keys", { name: "Wrong", ...wrong });
    expect([refused.status, refused.body.details[0].path[0]]).toEqual([400, Object.keys(wrong)[0]]);
  }
});

test("a key never has more than its creator, who loses what they lose (MRC-FEA-4, PRM-2)", async () => {
  const maker = await roleWith(["api_keys.*", "dictionaries.*"]);
  const wide = await roleWith(["dictionaries.*", "auth.users.list"]);
  const own = await roleWith(["dictionaries.*"]);
  const user = await signedIn(office, office.owner, "maker@office.example", [maker.name]);
  expect((await user.say("POST", "/api_keys/keys", { name: "Wide", roles: [wide.id] })).status).toBe(403);
  expect((await user.say("POST", "/api_keys/keys", { name: "All", roles: ["superadmin"] })).status).toBe(403);
  const { secret } = await user.ok("POST", "/api_keys/keys", { name: "Own", roles: [own.id] });
  const say = speaking(office.url, { "x-api-key": secret });
  expect((await say("POST", "/dictionaries", dictionary())).status).toBe(201);
  // The key's role grants more later, its creator does not.
  await office.admin.ok("PUT", "/auth/roles/acl", { roleId: own.id, features: ["dictionaries.*", "auth.*"] });
  await office.admin.ok("PUT", "/auth/roles/acl", {
    roleId: maker.id,
    features: ["dictionaries.view", "auth.users.list"],
  });
  await until(async () => (await say("GET", "/auth/users")).status === 200, "the wider role", 5000);
  expect((await say("POST", "/dictionaries", dictionary())).status).toBe(403);
  expect((await say("GET", "/auth/roles")).status).toBe(403);
});

test("a key of a business unit acts there and below, and is seen from above alone (MRC-FEA-4, MRC-INV-6)", async () => {
  const { admin } = office;
  const { id: branch } = await admin.ok("POST", "/directory/organizations", { name: "Branch" });
  const { id: desk } = await admin.ok("POST", "/directory/organizations", { name: "Desk", parentId: branch });
  const limited = await roleWith(["dictionaries.*", "api_keys.*"], [branch]);
  const key = await newKey({ roles: [limited.id], organizationId: branch });
  expect(key.organizationId).toBe(branch);
  const say = speaking(office.url, { "x-api-key": key.secret });
  const { body } = await say("POST", "/dictionaries", dictionary());
  expect(body.organizationId).toBe(branch);
  const below = { ...dictionary(), organizationId: desk };
  expect((await say("POST", "/dictionaries", below)).body.organizationId).toBe(desk);
  expect((await say("GET", "/api_keys/keys")).body.items.map(({ id }: Json) => id)).toEqual([key.id]);
  const clerk = await signedIn(office, office.owner, "branch-clerk@office.example", [limited.name], {
    business_unit_id: branch,
  });
  const foreign = await newKey({ roles: [] });
  expect((await clerk.say("DELETE", `/api_keys/keys?id=${foreign.id}`)).status).toBe(404);
  const outside = { name: "Outside", organizationId: foreign.organizationId };
  expect((await clerk.say("POST", "/api_keys/keys", outside)).status).toBe(403);
  expect((await clerk.ok("POST", "/api_keys/keys", { name: "Own" })).organizationId).toBe(branch);
});

test("natively, roles and scopes exclude each other, and an end is named once", async () => {
  const { post } = office.owner;
  for (const [wrong, pointer] of [
    [{ access: "roles" }, "/roles"],
    [{ access: "admin", roles: [] }, "/roles"],
    [{ access: "roles", roles: [], scopes: ["read:items"] }, "/scopes"],
    [{ expires_in_days: 3, expires_at: "2999-01-01T00:00:00Z" }, "/expires_at"],
  ] as const)
    expect(await post("/api-keys", { name: "Wrong", ...wrong })).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer }] } },
    });
});
