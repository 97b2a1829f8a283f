/** What an operator sees and does through the API, and the page that shows it. */
import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());

test("copies alive, what waits in each service, requests of the last minutes", async () => {
  await backroom.owner.get("/items");
  const { copies, services, seconds } = await backroom.owner.ok.get("/ops/status");
  expect(copies).toMatchObject([
    { alive: true, services: expect.arrayContaining(["api", "sales", "platform"]) },
  ]);
  expect(services.map((each: Json) => each.service)).toEqual(
    expect.arrayContaining(["accounts", "catalog", "contracts", "inventory", "platform", "sales"]),
  );
  for (const each of services)
    expect(each).toMatchObject({
      dead_letters: 0,
      lag: expect.any(Number),
      pool: { open: expect.any(Number) },
    });
  expect(seconds).toHaveLength(300);
  expect(seconds.reduce((sum: number, each: Json) => sum + each.requests, 0)).toBeGreaterThan(0);
});

const letterFor = (org_id: string) => ({
  _id: `accounts.count_items:${randomUUID()}` as never,
  group: "accounts.count_items",
  event: { id: randomUUID(), type: "item.created", org_id, mode: "live" },
  ...{ org_id, error: "it broke", attempts: 10, at: new Date() },
});

async function insertDeadLetters(letters: ReturnType<typeof letterFor>[]): Promise<void> {
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  try {
    await connection.useDb(`${backroom.namespace}_accounts`).collection("_dead_letters").insertMany(letters);
  } finally {
    await connection.close();
  }
}

test("dead letters are those of the organization alone, also for replay (INV-27)", async () => {
  const other = await backroom.organization("Other shop");
  const [own] = (await backroom.owner.ok.get("/organizations")).data;
  const [mine, theirs] = [letterFor(own.id), letterFor(other.organization_id)];
  await insertDeadLetters([mine, theirs]);
  const { data } = await backroom.owner.ok.get("/ops/dead-letters");
  expect(data).toMatchObject([{ id: mine._id, type: "item.created", error: "it broke", attempts: 10 }]);
  const replay = (id: string) => backroom.owner.post(`/ops/dead-letters/${encodeURIComponent(id)}/replay`);
  expect((await replay(theirs._id)).status).toBe(404);
  expect((await replay(mine._id)).status).toBe(200);
});

test("a dead letter is looked into and discarded with a reason, and nobody else's is (AUD-1, INV-27)", async () => {
  const other = await backroom.organization("Third shop");
  const [own] = (await backroom.owner.ok.get("/organizations")).data;
  const [mine, theirs] = [letterFor(own.id), letterFor(other.organization_id)];
  await insertDeadLetters([mine, theirs]);
  const at = ({ _id }: { _id: string }) => `/ops/dead-letters/${encodeURIComponent(_id)}`;
  expect(await backroom.owner.get(at(mine))).toMatchObject({
    status: 200,
    body: { id: mine._id, event: { type: "item.created" } },
  });
  expect((await backroom.owner.get(at(theirs))).status).toBe(404);
  const reason = "Its item was never ours.";
  const discard = (letter: { _id: string }, body: unknown) =>
    backroom.owner.post(`${at(letter)}/discard`, body);
  expect((await discard(theirs, { reason })).status).toBe(404);
  expect(await discard(mine, {})).toMatchObject({ status: 400, body: { errors: [{ pointer: "/reason" }] } });
  expect(await discard(mine, { reason })).toMatchObject({ status: 200, body: { discarded: mine._id } });
  expect((await backroom.owner.get(at(mine))).status).toBe(404);
  const { data } = await backroom.owner.ok.get("/audit?action=accounts.dead_letter.discard");
  expect(data).toMatchObject([{ reason, changes: [{ kind: "dead_letter", id: mine._id, verb: "removed" }] }]);
});

test("a key that is no administrator's sees none of it", async () => {
  const { key } = await backroom.owner.ok.post("/api-keys", { name: "Till", access: "read_write" });
  for (const path of ["/ops/status", "/ops/dead-letters"])
    expect((await backroom.client(key).get(path)).status).toBe(403);
});

test("the installation is its operator's: no right of another organization, whatever the key", async () => {
  const other = await backroom.organization("Tenant");
  expect(await other.get("/ops/status")).toMatchObject({
    status: 403,
    body: { required_scope: "read:installation" },
  });
  expect((await other.get("/ops/dead-letters")).status).toBe(200);
  const scopes = ["read:installation"];
  expect((await other.post("/api-keys", { name: "more", access: "scopes", scopes })).status).toBe(403);
  const { key: whole } = await other.ok.post("/api-keys", { name: "more", access: "owner" });
  expect((await backroom.client(whole).get("/ops/status")).status).toBe(403);
  const body = { email: "helper@shop.example", role: "admin", scopes_extra: scopes };
  expect((await other.post("/members", body)).status).toBe(403);
  expect((await backroom.owner.post("/members", body)).status).toBe(201);
  const { key } = await backroom.owner.ok.post("/api-keys", { name: "watch", access: "scopes", scopes });
  expect((await backroom.client(key).get("/ops/status")).status).toBe(200);
});

test.each(["/ops", "/docs", "/docs/start.js"])("%s is in nobody's frame and keeps no key", async (path) => {
  const response = await fetch(backroom.url + path);
  const policy = response.headers.get("content-security-policy")!.split("; ");
  for (const each of ["frame-ancestors", "base-uri", "object-src"])
    expect(policy).toContain(`${each} 'none'`);
  expect(policy).toContain("form-action 'self'");
  expect(await response.text()).not.toMatch(/localStorage|persistAuthorization: true/);
});

test.each([
  ["/ops", "text/html"],
  ["/ops/ops.js", "text/javascript"],
  ["/ops/ops.css", "text/css"],
])("%s is served, with nothing from elsewhere", async (path, type) => {
  const response = await fetch(backroom.url + path);
  expect(response.headers.get("content-type")).toContain(type);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(await response.text()).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
});
