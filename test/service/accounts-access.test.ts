/** Who may do what in an organization: keys, members; and what is told of it: the change feed and the log. */
import { createHash } from "node:crypto";
import mongoose from "mongoose";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { openShop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());
beforeEach(async () => {
  owner = await backroom.organization("Shop");
});

const keyOf = async (input: object, by = owner): Promise<{ id: string; client: Client }> => {
  const { id, key } = await by.ok.post("/api-keys", { name: "till", ...input });
  return { id, client: backroom.client(key) };
};
let people = 0;
const invite = (role: string, by = owner) => {
  people += 1;
  return by.post("/members", { email: `person${people}@shop.example`, role });
};
const me = async (): Promise<Json> => (await owner.ok.get("/members?role=owner")).data[0];

describe("keys", () => {
  test("a key works at once, is shown once and never with its hash", async () => {
    const made = await owner.ok.post("/api-keys", { name: "till" });
    expect(made).toMatchObject({ name: "till", mode: "live", access: "read_write" });
    expect(made.key).toMatch(/^br_live_/);
    expect((await backroom.client(made.key).get("/accounts")).status).toBe(200);
    const shown = [await owner.ok.get(`/api-keys/${made.id}`), await owner.ok.get("/api-keys")];
    const told = JSON.stringify([shown, await owner.ok.get(`/audit?entity_id=${made.id}`)]);
    expect(told).not.toContain(made.key);
    expect(told).not.toContain(createHash("sha256").update(made.key).digest("hex"));
    expect((await backroom.client(`${made.key}x`).get("/accounts")).status).toBe(401);
  });

  test("a read_only key reads and cannot write", async () => {
    const { client } = await keyOf({ access: "read_only" });
    expect((await client.get("/accounts")).status).toBe(200);
    const refused = await client.post("/accounts", { first_name: "Bo" });
    expect(refused).toMatchObject({ status: 403, body: { required_scope: "write:accounts" } });
    expect((await client.post("/api-keys", { name: "more" })).status).toBe(403);
    expect((await owner.ok.get("/accounts")).data).toEqual([]);
  });

  test("a revoked key stops within five seconds", async () => {
    const { id, client } = await keyOf({});
    expect((await client.get("/accounts")).status).toBe(200);
    expect((await owner.ok.get(`/api-keys/${id}`)).revoked_at).toBeNull();
    expect(await owner.delete(`/api-keys/${id}`)).toMatchObject({ status: 200 });
    await until(async () => (await client.get("/accounts")).status === 401, "the key's end", 5000);
    expect(await owner.delete(`/api-keys/${id}`)).toMatchObject({ status: 200 });
  });

  test("nobody gives a key more than he has", async () => {
    const scopes = ["read:accounts", "write:api_keys"];
    const { client } = await keyOf({ access: "scopes", scopes });
    const beyond = { name: "more", access: "scopes", scopes: ["read:accounts", "write:sales"] };
    const refused = await client.post("/api-keys", beyond);
    expect(refused).toMatchObject({ status: 403, body: { required_scope: "write:sales" } });
    expect((await client.post("/api-keys", { name: "more", access: "admin" })).status).toBe(403);
    expect(await client.post("/api-keys", { ...beyond, scopes: ["read:accounts"] })).toMatchObject({
      status: 201,
    });
    expect((await owner.post("/api-keys", { name: "more", scopes: ["read:sales"] })).status).toBe(400);
    expect((await owner.post("/api-keys", { name: "more", access: "scopes" })).status).toBe(400);
  });

  test("a scope that nothing declares is refused by its name, and nothing is made", async () => {
    const unknown = (pointer: string, scope: string) => ({
      status: 400,
      body: {
        code: "validation_failed",
        errors: [{ pointer, message: expect.stringMatching(`'${scope}'.*Allowed: .*read:items`) }],
      },
    });
    const till = { name: "till", access: "scopes", scopes: ["read:items", "read:nothing"] };
    expect(await owner.post("/api-keys", till)).toMatchObject(unknown("/scopes/1", "read:nothing"));
    expect((await owner.post("/api-keys", { ...till, scopes: ["items"] })).status).toBe(400);
    const extra = { scopes_extra: ["purge:shops"] };
    const helper = { email: "helper@shop.example", role: "viewer" };
    const refused = await owner.post("/members", { ...helper, ...extra });
    expect(refused).toMatchObject(unknown("/scopes_extra/0", "purge:shops"));
    const made = await owner.ok.post("/members", helper);
    expect(await owner.patch(`/members/${made.id}`, extra)).toMatchObject(
      unknown("/scopes_extra/0", "purge:shops"),
    );
    expect((await owner.ok.get(`/members/${made.id}`)).scopes_extra).toEqual([]);
    expect((await owner.ok.get("/api-keys")).data).toHaveLength(1);
  });

  test("a key gives at most roles whose scopes it has, and signs nobody else in (ORG-1)", async () => {
    const scopes = ["read:members", "write:members", "read:api_keys", "write:api_keys"];
    const { client } = await keyOf({ access: "scopes", scopes });
    for (const role of ["viewer", "member", "manager", "admin", "owner"])
      expect([role, await invite(role, client)]).toMatchObject([
        role,
        { status: 403, body: { errors: [{ pointer: "/role" }], required_scope: expect.any(String) } },
      ]);
    const { body: helper } = await invite("viewer");
    expect((await client.patch(`/members/${helper.id}`, { role: "owner" })).status).toBe(403);
    expect((await client.patch(`/members/${helper.id}`, { role: "viewer", phone: "1" })).status).toBe(200);
    const extra = { scopes_extra: ["write:sales"] };
    expect((await client.patch(`/members/${helper.id}`, extra)).status).toBe(403);
    // Extra scopes that he has already may be sent back.
    await owner.ok.patch(`/members/${helper.id}`, extra);
    expect((await client.patch(`/members/${helper.id}`, { ...extra, phone: "2" })).status).toBe(200);
  });

  test("an admin key has everything but the purge and the owner's place, an owner key everything", async () => {
    const { client } = await keyOf({ access: "admin" });
    const purge = { name: "purge", access: "scopes", scopes: ["purge:organization"] };
    expect(await client.post("/api-keys", purge)).toMatchObject({
      status: 403,
      body: { required_scope: "purge:organization" },
    });
    expect((await client.post("/api-keys", { name: "more", access: "owner" })).status).toBe(403);
    expect((await invite("owner", client)).status).toBe(403);
    expect((await invite("admin", client)).status).toBe(201);
    const { body: helper } = await invite("viewer", client);
    const extra = { scopes_extra: ["purge:organization"] };
    expect((await client.patch(`/members/${helper.id}`, extra)).status).toBe(403);
    const { client: whole } = await keyOf({ access: "owner" });
    expect((await invite("owner", whole)).status).toBe(201);
    expect((await whole.post("/api-keys", purge)).status).toBe(201);
  });

  test("the last key that makes keys stays, also when two go at once", async () => {
    const last = { status: 409, body: { code: "last_key" } };
    const [first] = (await owner.ok.get("/api-keys")).data;
    await keyOf({ access: "read_write" });
    expect(await owner.delete(`/api-keys/${first.id}`)).toMatchObject(last);
    const { id } = await keyOf({ access: "scopes", scopes: ["read:api_keys", "write:api_keys"] });
    const both = await Promise.all([first.id, id].map((each) => owner.delete(`/api-keys/${each}`)));
    expect(both.map((each) => each.status).sort()).toEqual([200, 409]);
  });

  test("whoever keeps the last key that makes keys stays a member with the right to", async () => {
    const { body: second } = await invite("owner");
    const last = { status: 409, body: { code: "last_key" } };
    const owners = (await owner.ok.get("/members?role=owner")).data;
    const first = owners.find((each: Json) => each.id !== second.id);
    expect(await owner.delete(`/members/${first.id}`)).toMatchObject(last);
    expect(await owner.patch(`/members/${first.id}`, { role: "manager" })).toMatchObject(last);
    expect(await owner.patch(`/members/${first.id}`, { is_active: false })).toMatchObject(last);
    expect((await owner.patch(`/members/${first.id}`, { role: "admin" })).status).toBe(200);
  });

  test("who is restricted to stores lets nobody into others, himself neither (PRM-4)", async () => {
    const made = ["Here", "There"].map((name) => owner.ok.post("/stores", { name, timezone: "UTC" }));
    const [here, there] = (await Promise.all(made)).map((each) => each.id);
    const { client } = await keyOf({ access: "admin" });
    const first = await me();
    await owner.ok.patch(`/members/${first.id}`, { store_ids: [here] });
    const beyond = { status: 403, body: { errors: [{ pointer: "/store_ids" }] } };
    for (const store_ids of [null, [], [there], [here, there]]) {
      expect(await client.patch(`/members/${first.id}`, { store_ids })).toMatchObject(beyond);
      const body = { email: "new@shop.example", role: "viewer", store_ids };
      expect(await client.post("/members", body)).toMatchObject(beyond);
    }
    const body = { email: "new@shop.example", role: "viewer", store_ids: [here] };
    expect((await client.post("/members", body)).status).toBe(201);
    expect((await client.patch(`/members/${first.id}`, { store_ids: [here], phone: "1" })).status).toBe(200);
  });

  test("a test key sees test data only, a live key live data only (PRM-3)", async () => {
    const shop = await openShop(owner);
    const item = await shop.piece();
    const { client } = await keyOf({ mode: "test", access: "admin" });
    for (const list of ["accounts", "items", "stores", "taxes", "members", "api-keys", "journals"]) {
      expect((await client.ok.get(`/${list}`)).data).toEqual([]);
    }
    expect((await client.get(`/items/${item}`)).status).toBe(404);
    expect((await client.get(`/accounts/${shop.consignor}`)).status).toBe(404);
    expect((await client.post("/api-keys", { name: "live", mode: "live" })).status).toBe(403);
    const made = await client.ok.post("/accounts", { first_name: "Tess" });
    expect((await owner.get(`/accounts/${made.id}`)).status).toBe(404);
    // Changes are numbered by the relay, after the answer.
    const changes = async () => (await client.ok.get("/changes")).data.map((each: Json) => each.id);
    await until(async () => (await changes()).includes(made.id), "the change");
    expect((await client.ok.get("/organizations")).data).toMatchObject([{ mode: "test", name: "Shop" }]);
    const other = await keyOf({ mode: "test" });
    expect((await other.client.get(`/accounts/${made.id}`)).status).toBe(200);
  });

  test("another organization's keys are not found", async () => {
    const { id } = await keyOf({});
    const other = await backroom.organization("Other");
    expect((await other.get(`/api-keys/${id}`)).status).toBe(404);
    expect((await other.delete(`/api-keys/${id}`)).status).toBe(404);
  });
});

describe("members", () => {
  /** A key of a member of this role, as he would have made it himself. */
  async function as(role: string): Promise<{ member: Json; client: Client }> {
    const { body: member } = await invite(role);
    const { id, client } = await keyOf({ access: "admin" });
    const mongo = await mongoose.createConnection(backroom.mongo_url).asPromise();
    const keys = mongo.getClient().db(`${backroom.namespace}_accounts`).collection("api_keys");
    const { modifiedCount } = await keys.updateOne({ _id: id as never }, { $set: { member_id: member.id } });
    await mongo.close();
    expect(modifiedCount).toBe(1);
    return { member, client };
  }

  test("nobody grants a role above his own, nor touches one who stands above (ORG-1)", async () => {
    const { client } = await as("admin");
    const refused = await invite("owner", client);
    expect(refused).toMatchObject({ status: 403, body: { errors: [{ pointer: "/role" }] } });
    const { status, body: helper } = await invite("member", client);
    expect(status).toBe(201);
    expect((await client.patch(`/members/${helper.id}`, { role: "owner" })).status).toBe(403);
    expect(await client.ok.patch(`/members/${helper.id}`, { role: "admin" })).toMatchObject({
      role: "admin",
    });
    const first = await me();
    expect((await client.patch(`/members/${first.id}`, { role: "viewer" })).status).toBe(403);
    expect((await client.delete(`/members/${first.id}`)).status).toBe(403);
  });

  test("a key does what its maker's role allows now, and dies with him (PRM-2)", async () => {
    const { member, client } = await as("admin");
    expect((await client.post("/accounts", { first_name: "Bo" })).status).toBe(201);
    await owner.ok.patch(`/members/${member.id}`, { role: "viewer" });
    const refused = async () => (await client.post("/accounts", { first_name: "Bo" })).status === 403;
    await until(refused, "the narrower role", 6000);
    expect((await client.get("/accounts")).status).toBe(200);
    expect(await owner.delete(`/members/${member.id}`)).toMatchObject({ body: { deleted_id: member.id } });
    await until(async () => (await client.get("/accounts")).status === 401, "the key's end", 6000);
  });

  test("the last owner stays, also when two leave at once (ORG-2)", async () => {
    const first = await me();
    const last = { status: 409, body: { code: "last_owner" } };
    expect(await owner.delete(`/members/${first.id}`)).toMatchObject(last);
    expect(await owner.patch(`/members/${first.id}`, { role: "admin" })).toMatchObject(last);
    expect(await owner.patch(`/members/${first.id}`, { is_active: false })).toMatchObject(last);
    const { body: second } = await invite("owner");
    const both = await Promise.all(
      [first, second].map(({ id }) => owner.patch(`/members/${id}`, { role: "manager" })),
    );
    expect(both.filter((each) => each.status === 200)).toHaveLength(1);
  });

  test("an e-mail address is a member once", async () => {
    const body = { email: "Twice@shop.example", role: "viewer" };
    expect((await owner.post("/members", body)).status).toBe(201);
    expect((await owner.post("/members", { ...body, email: "twice@shop.example" })).status).toBe(409);
  });
});

describe("what changed", () => {
  const walk = async (limit: number): Promise<Json[]> => {
    const all: Json[] = [];
    for (let since = 0; ; ) {
      const { data, next_since } = await owner.ok.get(`/changes?since=${since}&limit=${limit}`);
      all.push(...data);
      if (data.length === 0) return all;
      since = next_since;
    }
  };

  test("the feed is ordered, without gaps, and gives every change once (API-4b)", async () => {
    const shop = await openShop(owner);
    const item = await shop.piece();
    await owner.ok.patch(`/items/${item}`, { title: "Jacket" });
    const sale = await shop.open(item);
    await owner.ok.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "cash", amount: sale.total }] });
    // Commands get their number in the log just after they are committed.
    await until(async () => {
      const walks = await Promise.all([walk(7), walk(100), walk(3)]);
      const has = (wanted: (row: Json) => boolean) => walks.every((each) => each.some(wanted));
      const isSold = ({ kind, id, version }: Json) => kind === "sale" && id === sale.id && version > 1;
      return has(isSold) && has(({ kind }) => kind === "journal");
    }, "the sale and its journal in the feed");
    const all = await walk(7);
    expect(all.map((each) => each.seq)).toEqual(all.map((_, i) => i + 1));
    const versions = all.map((each) => `${each.kind} ${each.id} ${each.version}`);
    expect(new Set(versions).size).toBe(versions.length);
    const kinds = new Set(all.map((each) => each.kind));
    for (const kind of ["account", "store", "tax", "item", "sale", "journal"]) expect(kinds).toContain(kind);
    const only = await owner.ok.get("/changes?kinds=tax,store&limit=1000");
    expect(only.data).toEqual(all.filter((each) => each.kind === "tax" || each.kind === "store"));

    const last = all.at(-1).seq;
    const account = await owner.ok.post("/accounts", { first_name: "New" });
    await owner.delete(`/accounts/${account.id}`);
    const later = () => owner.ok.get(`/changes?since=${last}&kinds=account`);
    await until(async () => (await later()).data.length >= 2, "the deletion in the feed");
    const { data, next_since } = await later();
    expect(data).toMatchObject([
      { kind: "account", id: account.id, version: 1, deleted: false },
      { kind: "account", id: account.id, version: 2, deleted: true },
    ]);
    // What the sale still brings may come first; the account's contact is made and deleted with it.
    expect(data[0].seq).toBeGreaterThan(last);
    expect(data[1].seq).toBeGreaterThan(data[0].seq + 1);
    expect(next_since).toBeGreaterThanOrEqual(data[1].seq);
    const other = await backroom.organization("Other");
    const foreign = (await other.ok.get("/changes?limit=1000")).data.map((each: Json) => each.id);
    expect(foreign).not.toContain(account.id);
  });

  test("the log tells who changed an entity and how, to its own organization only (AUD-1)", async () => {
    const { id } = await owner.ok.post("/taxes", { name: "Tax", rate_ppm: 1000, type: "exclusive" });
    await owner.ok.patch(`/taxes/${id}`, { rate_ppm: 2000 });
    const { data } = await owner.ok.get(`/audit?entity_id=${id}`);
    expect(data).toHaveLength(2);
    expect(JSON.stringify(data[0])).toContain("[1000,2000]");
    const other = await backroom.organization("Other");
    expect((await other.ok.get(`/audit?entity_id=${id}`)).data).toEqual([]);
    const { client } = await keyOf({ access: "read_only" });
    expect((await client.get("/audit")).status).toBe(403);
  });
});
