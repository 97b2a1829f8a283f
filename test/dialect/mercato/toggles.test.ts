/** Feature toggles of the installation, and what they are for a tenant (9). */
import type { Json } from "../../support/backroom.ts";
import {
  beginTenant,
  type Office,
  PASSWORD,
  signedIn,
  startOffice,
  type User,
  userWith,
} from "../../support/mercato.ts";
import { breachesIn } from "../../support/verified.ts";

let office: Office;
let stranger: User;

beforeAll(async () => {
  office = await startOffice();
  const other = await office.organization("Other");
  await beginTenant(office.url, other);
  const asked = { email: "other@office.example", password: PASSWORD, roles: ["superadmin"] };
  const { id } = await other.ok.post("/logins", asked);
  stranger = await userWith(office.url, id, asked.email);
});
afterAll(() => office?.stop());

let made = 0;
async function toggle(
  type = "boolean",
  defaultValue: Json = false,
): Promise<{ id: string; identifier: string }> {
  made += 1;
  const given = { identifier: `toggle_${made}`, name: "Toggle", category: "Tills", type, defaultValue };
  const { id } = await office.admin.ok("POST", "/feature_toggles/global", given);
  return { id, identifier: given.identifier };
}
const override = (by: User, toggleId: string, overrideValue: Json) =>
  by.ok("PUT", "/feature_toggles/overrides", { toggleId, isOverride: true, overrideValue });
const check = async (by: User, type: string, identifier: string) =>
  (await by.say("GET", `/feature_toggles/check/${type}?identifier=${identifier}`)).body;

test("an override is its tenant's alone, a toggle is everybody's (MRC-TOG-1, MRC-INV-6)", async () => {
  const { id, identifier } = await toggle("number", 1.5);
  await override(office.admin, id, 3);
  expect(await check(office.admin, "number", identifier)).toMatchObject({ value: 3, source: "override" });
  expect(await check(stranger, "number", identifier)).toMatchObject({ value: 1.5, source: "default" });
  expect((await stranger.say("GET", `/feature_toggles/global/${id}/override`)).status).toBe(404);
  const own = await stranger.ok("GET", "/feature_toggles/overrides?pageSize=100");
  expect(own.items.find(({ toggleId }: Json) => toggleId === id).overrideState).toBe("inherit");
  expect(await breachesIn(office)).toEqual([]);
});

test("only who operates the installation changes toggles, and only a super-admin sees them (MRC-TOG-1)", async () => {
  const { id } = await toggle();
  const given = { identifier: "theirs", name: "Theirs", type: "boolean", defaultValue: true };
  const clerk = await signedIn(office, office.owner, "clerk@office.example", ["admin"]);
  for (const { say } of [stranger, clerk]) {
    expect((await say("POST", "/feature_toggles/global", given)).status).toBe(403);
    expect((await say("PUT", "/feature_toggles/global", { id, name: "Mine" })).status).toBe(403);
    expect((await say("DELETE", `/feature_toggles/global?id=${id}`)).status).toBe(403);
  }
  expect(await clerk.say("GET", "/feature_toggles/overrides")).toMatchObject({
    ...{ status: 403, body: { error: "Forbidden", requiredRoles: ["superadmin"] } },
  });
  expect((await office.admin.ok("GET", `/feature_toggles/global/${id}`)).name).toBe("Toggle");
});

test("identifiers are unique, and values fit the type (MRC-TOG-1)", async () => {
  const { say } = office.admin;
  const { id, identifier } = await toggle("string", "a");
  const twice = { identifier, name: "Twice", type: "string", defaultValue: "b" };
  expect((await say("POST", "/feature_toggles/global", twice)).status).toBe(409);
  for (const wrong of [
    { ...twice, identifier: "Upper" },
    { ...twice, identifier: "misfit", defaultValue: 7 },
    { ...twice, identifier: "typeless", type: "list" },
  ])
    expect((await say("POST", "/feature_toggles/global", wrong)).status).toBe(400);
  const misfit = { toggleId: id, isOverride: true, overrideValue: 7 };
  expect((await say("PUT", "/feature_toggles/overrides", misfit)).status).toBe(400);
  expect((await say("PUT", "/feature_toggles/global", { id, type: "number" })).status).toBe(400);
});

test("a check tells the value, or why there is none (MRC-TOG-2)", async () => {
  const clerk = await signedIn(office, office.owner, "checks@office.example", ["employee"]);
  const { id, identifier } = await toggle();
  expect(await check(clerk, "boolean", identifier)).toMatchObject({
    ...{ ok: true, enabled: false, value: false, source: "default", toggleId: id, identifier },
    resolution: { valueType: "boolean", value: false, source: "default" },
  });
  // Every super-admin sees it switched on.
  expect((await check(office.admin, "boolean", identifier)).enabled).toBe(true);
  expect(await check(clerk, "boolean", "nowhere")).toMatchObject({
    ...{ ok: false, details: [{ code: "MISSING_TOGGLE" }], resolution: { source: "missing" } },
  });
  expect(await check(clerk, "number", identifier)).toMatchObject({ details: [{ code: "TYPE_MISMATCH" }] });
  await override(office.admin, id, true);
  await office.admin.ok("PUT", "/feature_toggles/global", { id, type: "json", defaultValue: {} });
  await office.admin.ok("PUT", "/feature_toggles/global", { id, type: "string", defaultValue: "x" });
  expect(await check(clerk, "string", identifier)).toMatchObject({ details: [{ code: "INVALID_VALUE" }] });
  const missing = await clerk.say("GET", "/feature_toggles/check/string");
  expect(missing.status).toBe(400);
});

test("filters find parts of words, and natively a toggle is the same one (MRC-TOG-3)", async () => {
  const { id, identifier } = await toggle("json", { a: [1, null] });
  const found = await office.admin.ok(
    "GET",
    `/feature_toggles/global?identifier=${identifier.slice(1)}&category=ill`,
  );
  expect(found.items.map((each: Json) => each.id)).toContain(id);
  expect(await office.owner.ok.get(`/feature-toggles/${id}`)).toMatchObject({
    default_value: '{"a":[1,null]}',
  });
  expect(await office.owner.ok.get(`/feature-toggle-checks?identifier=${identifier}`)).toMatchObject({
    ...{ toggle_id: id, type: "json", source: "default" },
  });
});
