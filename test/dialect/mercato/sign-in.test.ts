/** Signing in with a password, roles with features, and the business units in which they count (2, 5). */
import { decodeJwt } from "jose";
import mongoose from "mongoose";
import { firstRolesOf } from "../../../services/accounts/public.ts";
import { setClock } from "../../../shared/clock.ts";
import type { Json } from "../../support/backroom.ts";
import {
  bearerOf,
  login,
  type Office,
  PASSWORD,
  signedIn,
  speaking,
  startOffice,
} from "../../support/mercato.ts";
import { metaOf } from "../../support/meta.ts";

let office: Office;

beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const cookiesIn = (headers: Headers): string[] => headers.getSetCookie();

describe("a sign-in", () => {
  test("answers a token that clients read, and a cookie that scripts cannot (MRC-AUT-1, MRC-AUT-2)", async () => {
    const { status, body, headers } = await login(office.url, " Super@OFFICE.example ");
    expect([status, body.ok, body.redirect]).toEqual([200, true, "/backend"]);
    const claims = decodeJwt(body.token);
    const { id: tenantId } = (await office.owner.ok.get("/organizations")).data[0];
    expect(claims).toMatchObject({ sub: office.admin.id, tenantId, roles: ["superadmin"] });
    expect(claims.exp! - claims.iat!).toBe(28_800);
    const [cookie] = cookiesIn(headers);
    expect(cookie).toMatch(/^auth_token=eyJ.*HttpOnly/);
    const byCookie = speaking(office.url, { Cookie: `auth_token=${body.token}` });
    expect((await byCookie("GET", "/auth/roles")).status).toBe(200);
  });

  test("is refused alike for an unknown address and a wrong password (MRC-AUT-1)", async () => {
    const wrong = await login(office.url, "super@office.example", "wrong password");
    const unknown = await login(office.url, "nobody@office.example");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.ok).toBe(false);
    expect({ ...wrong.body, request_id: "" }).toEqual({ ...unknown.body, request_id: "" });
    const short = await login(office.url, "super@office.example", "12345");
    expect([short.status, short.body.ok]).toEqual([400, false]);
    const role = await login(office.url, "super@office.example", PASSWORD, { requireRole: "employee" });
    expect([role.status, role.body.ok]).toEqual([403, false]);
    const one = await login(office.url, "super@office.example", PASSWORD, { role: "employee,superadmin" });
    expect(one.status).toBe(200);
  });

  test("is tried at most 30 times a minute, whoever has the address (MRC-AUT-6)", async () => {
    const connection = await mongoose.createConnection(office.mongo_url).asPromise();
    const attempts = connection.useDb(`${office.namespace}_accounts`).collection("login_attempts");
    const email = "guess@office.example";
    const trial = async () => (await login(office.url, email, "guess work")).status;
    const used = new Set((await attempts.find({}).toArray()).map(({ _id }) => String(_id)));
    expect(await trial()).toBe(401);
    const own = { tries: { $gt: 0 }, _id: { $nin: [...used] as never[] } };
    await attempts.updateMany(own, { $set: { tries: 30 } });
    // The minute may end between the two.
    const statuses = [await trial()];
    await attempts.updateMany(own, { $set: { tries: 30 } });
    statuses.push(await trial());
    expect(statuses).toContain(429);
    await connection.close();
  });

  test("ends when the user signs out, and is renewed by the cookie that remembers (MRC-AUT-3)", async () => {
    const first = await login(office.url, "super@office.example", PASSWORD, { remember: "1" });
    const remembered = cookiesIn(first.headers)
      .find((each) => each.startsWith("session_token="))!
      .split(";")[0]!;
    const plain = speaking(office.url);
    const renewed = await plain("GET", "/auth/session/refresh?redirect=/orders", undefined, {
      Cookie: remembered,
    });
    expect([renewed.status, renewed.headers.get("location")]).toEqual([302, "/orders"]);
    const elsewhere = await plain("GET", "/auth/session/refresh?redirect=//evil.example", undefined, {
      Cookie: remembered,
    });
    expect(elsewhere.headers.get("location")).toBe("/");
    const out = await plain("POST", "/auth/logout", undefined, bearerOf(first.body.token));
    expect([out.status, out.headers.get("location")]).toEqual([302, "/login"]);
    const after = await plain("GET", "/auth/session/refresh", undefined, { Cookie: remembered });
    expect(after.headers.get("location")).toMatch(/^\/login/);
    expect((await plain("GET", "/auth/roles", undefined, bearerOf(first.body.token))).status).toBe(401);
  });
});

describe("roles", () => {
  test("grant features, whose lack is named (MRC-FEA-1, MRC-W-2)", async () => {
    const employee = await signedIn(office, office.owner, "employee@office.example", ["employee"]);
    const refused = await employee.say("GET", "/auth/users");
    expect([refused.status, refused.body]).toMatchObject([
      403,
      { error: "Forbidden", requiredFeatures: ["auth.users.list"] },
    ]);
    expect((await employee.say("GET", "/dictionaries")).status).toBe(200);
    const check = await employee.ok("POST", "/auth/feature-check", {
      features: ["dictionaries.view", "auth.users.list"],
    });
    expect(check).toEqual({ ok: false, granted: ["dictionaries.view"] });
    expect(await employee.ok("POST", "/auth/feature-check", { features: [] })).toEqual({
      ok: true,
      granted: [],
    });
  });

  test("tell in the list of users who may do everything (MRC-FEA-2)", async () => {
    const { admin, owner } = office;
    const plain = await signedIn(office, owner, "plain@office.example", ["employee"]);
    const { items } = await admin.ok("GET", "/auth/users?pageSize=100");
    const shown = (id: string) => items.find((each: Json) => each.id === id).isSuperAdmin;
    expect([shown(admin.id), shown(plain.id)]).toEqual([true, false]);
    await admin.ok("PUT", "/auth/users/acl", { userId: plain.id, isSuperAdmin: true });
    const [row] = (await admin.ok("GET", `/auth/users?id=${plain.id}`)).items;
    expect(row).toMatchObject({ isSuperAdmin: true, roles: ["employee"] });
  });

  test("pass on nothing that their giver lacks (MRC-FEA-11, INV-30)", async () => {
    const { ok, say } = await signedIn(office, office.owner, "admin@office.example", ["admin"]);
    const { id } = await ok("POST", "/auth/roles", { name: "clerk" });
    const given = await ok("PUT", "/auth/roles/acl", {
      roleId: id,
      features: ["*", "directory.*", "dictionaries.view", "directory.tenants.view"],
    });
    expect(given).toEqual({ ok: true, sanitized: true });
    expect((await ok("GET", `/auth/roles/acl?roleId=${id}`)).features).toEqual(["dictionaries.view"]);
    expect((await say("PUT", "/auth/roles/acl", { roleId: id, isSuperAdmin: true })).status).toBe(403);
    expect((await say("GET", "/directory/tenants")).status).toBe(403);
    const clerk = await signedIn(office, office.owner, "clerk@office.example", ["clerk"]);
    const used = await say("DELETE", `/auth/roles?id=${id}`);
    expect([used.status, used.body.code]).toEqual([400, "unprocessable"]);
    expect((await clerk.say("GET", "/dictionaries")).status).toBe(200);
  });
});

test("nobody signs in as a member with more rights by setting their password or address (INV-30)", async () => {
  const rights = ["auth.users.list", "auth.users.create", "auth.users.edit", "auth.acl.manage"];
  const { id } = await office.admin.ok("POST", "/auth/roles", { name: "user editor" });
  await office.admin.ok("PUT", "/auth/roles/acl", { roleId: id, features: rights });
  const { say } = await signedIn(office, office.owner, "editor@office.example", ["user editor"]);
  const richer = await signedIn(office, office.owner, "richer@office.example", ["admin"]);
  for (const change of [{ password: "a new password" }, { email: "mine@office.example" }])
    expect((await say("PUT", "/auth/users", { id: richer.id, ...change })).status).toBe(403);
  expect((await login(office.url, "richer@office.example")).status).toBe(200);
});

test("an organization may have used the names of first roles, and keys of the system are reserved", async () => {
  const shop = await office.organization("Early shop");
  await shop.ok.post("/roles", { name: "employee" });
  expect((await shop.post("/dictionaries", { key: "unit", name: "Ours" })).status).toBe(409);
  const own = speaking(office.url, bearerOf(shop.key));
  expect((await own("GET", "/auth/roles")).body.total).toBe(3);
});

test("a first role that is removed or renamed does not come back at the next start", async () => {
  const shop = await office.organization("Small shop");
  const own = speaking(office.url, bearerOf(shop.key));
  const names = async (): Promise<string[]> =>
    (await own("GET", "/auth/roles")).body.items.map(({ name }: Json) => name).sort();
  const { items } = (await own("GET", "/auth/roles")).body;
  const idOf = (name: string): string => items.find((each: Json) => each.name === name).id;
  expect((await own("DELETE", `/auth/roles?id=${idOf("employee")}`)).status).toBe(200);
  expect((await own("PUT", "/auth/roles", { id: idOf("admin"), name: "clerk" })).status).toBe(200);
  // Every process asks for them before an organization's first request in this dialect.
  const again = await office.process.call(firstRolesOf, {}, await metaOf(office, shop));
  expect(again).toEqual({ made: 0 });
  expect(await names()).toEqual(["clerk", "superadmin"]);
});

describe("business units", () => {
  test("narrow what is seen by right and by choice (MRC-SCP-5)", async () => {
    const { admin } = office;
    const unit = async (name: string, parentId?: string): Promise<string> =>
      (await admin.ok("POST", "/directory/organizations", { name, ...(parentId ? { parentId } : {}) })).id;
    const b = await unit("B");
    const c = await unit("C", b);
    const d = await unit("D");
    const { items } = await admin.ok("GET", "/directory/organizations");
    const a = items.find((each: Json) => each.parentId === null).id;
    for (const organizationId of [a, b, c, d])
      await admin.ok("POST", "/dictionaries", { key: "words", name: organizationId, organizationId });
    const { id } = await admin.ok("POST", "/auth/roles", { name: "words" });
    const features = ["dictionaries.*"];
    await admin.ok("PUT", "/auth/roles/acl", { roleId: id, features, organizations: [b] });
    const user = await signedIn(office, office.owner, "b@office.example", ["words"], { business_unit_id: b });
    const own = async (cookie?: string): Promise<string[]> => {
      const headers = cookie ? { Cookie: `om_selected_org=${cookie}` } : {};
      const { items } = await user.ok("GET", "/dictionaries", undefined, headers);
      return items
        .filter((each: Json) => each.key === "words" && !each.isInherited)
        .map((each: Json) => each.organizationId)
        .sort();
    };
    expect(await own()).toEqual([b, c].sort());
    expect(await own(c)).toEqual([c]);
    for (const foreign of [a, d]) expect(await own(foreign)).toEqual([b, c].sort());
    const refused = await user.say("POST", "/dictionaries", { key: "x", name: "x", organizationId: d });
    expect(refused.status).toBe(403);
    expect((await user.say("GET", "/dictionaries?tenantId=someone")).status).toBe(403);
    await admin.ok("PUT", "/auth/roles/acl", { roleId: id, features, organizations: null });
    const fresh = speaking(office.url, {
      ...bearerOf((await login(office.url, user.email)).body.token),
      Cookie: "om_selected_org=__all__",
    });
    const all = await fresh("GET", "/dictionaries");
    expect(all.body.items.filter((each: Json) => each.key === "words")).toHaveLength(4);
  });

  test("limit whom a restricted administrator sees, and what they grant (MRC-FEA-11, MRC-SCP-4)", async () => {
    const { admin } = office;
    const { id: unit } = await admin.ok("POST", "/directory/organizations", { name: "Branch" });
    const { id } = await admin.ok("POST", "/auth/roles", { name: "branch admin" });
    const features = ["auth.*", "dictionaries.*"];
    await admin.ok("PUT", "/auth/roles/acl", { roleId: id, features, organizations: [unit] });
    const { say, ok } = await signedIn(office, office.owner, "branch@office.example", ["branch admin"], {
      business_unit_id: unit,
    });
    const { items } = await ok("GET", "/auth/users?pageSize=100");
    expect(items.map((each: Json) => each.email)).toEqual(["branch@office.example"]);
    expect((await say("PUT", "/auth/users", { id: admin.id, name: "Mine" })).status).toBe(404);
    const made = await ok("POST", "/auth/users", {
      ...{ email: "clerk@branch.example", password: PASSWORD, organizationId: unit, roles: ["branch admin"] },
    });
    expect((await say("POST", "/auth/roles", { name: "everywhere" })).status).toBe(403);
    const wider = { userId: made.id, features: ["dictionaries.view"], organizations: null };
    expect((await say("PUT", "/auth/users/acl", wider)).status).toBe(403);
    await ok("PUT", "/auth/users/acl", { ...wider, organizations: [unit] });
    const given = await say("PUT", "/auth/users", { id: made.id, roles: ["employee"] });
    expect(given.status).toBe(403);
    await ok("DELETE", `/auth/users?id=${made.id}`);
    await ok("POST", "/auth/users", {
      email: "clerk@branch.example",
      password: PASSWORD,
      organizationId: unit,
    });
  });
});

test("a member who is removed natively cannot sign in, and their address is free (MRC-USR-3)", async () => {
  const gone = await signedIn(office, office.owner, "gone@office.example", ["employee"]);
  const { status } = await office.owner.delete(`/members/${gone.id}`);
  expect(status).toBe(200);
  expect((await gone.say("GET", "/dictionaries")).status).toBe(401);
  expect((await login(office.url, "gone@office.example")).status).toBe(401);
  await signedIn(office, office.owner, "gone@office.example", ["employee"]);
  const moved = await signedIn(office, office.owner, "old@office.example", ["employee"]);
  await office.owner.ok.patch(`/members/${moved.id}`, { email: "new@office.example" });
  expect((await login(office.url, "old@office.example")).status).toBe(401);
  expect((await login(office.url, "new@office.example")).status).toBe(200);
});

test("mails for one address end after five in an hour, and every answer is the same (MRC-AUT-4)", async () => {
  const HOUR_MS = 60 * 60_000;
  const begun = Date.now();
  // All within one hour, wherever the clock is.
  const back = setClock(() => HOUR_MS * Math.ceil(begun / HOUR_MS) + Date.now() - begun);
  const connection = await mongoose.createConnection(office.mongo_url).asPromise();
  try {
    await signedIn(office, office.owner, "forgetful@office.example");
    const speak = speaking(office.url);
    const ask = (email: string) => speak("POST", "/auth/reset", { email });
    const answers = await Promise.all([
      ...Array.from({ length: 9 }, (_, i) =>
        ask(i % 2 ? "Forgetful@office.example" : "forgetful@office.example"),
      ),
      ask("nobody@office.example"),
    ]);
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 200, body: { ok: true } });
    const [member] = (await office.owner.ok.get("/members?limit=100")).data.filter(
      ({ email }: Json) => email === "forgetful@office.example",
    );
    const resets = connection.useDb(`${office.namespace}_accounts`).collection("password_resets");
    expect(await resets.countDocuments({ member_id: member.id })).toBe(5);
  } finally {
    back();
    await connection.close();
  }
});
