/** What is recorded although it changes nothing (AUD-2): who saw bank data, exported, read the log, signed in, or was refused. */
import { randomUUID } from "node:crypto";
import mongoose, { type Connection } from "mongoose";
import { verify } from "../../app/verify/verify.ts";
import { type Client, type Json, until } from "../support/backroom.ts";
import { speakerOf } from "../support/conformance.ts";
import { TEST_KEY } from "../support/key.ts";
import { login, type Office, PASSWORD, startOffice } from "../support/mercato.ts";
import { openShop } from "../support/shop.ts";

const NUMBER = "NO9386011117947";
const OTHER_NUMBER = "DE89370400440532013000";

let backroom: Office;
let owner: Client;
let connection: Connection;
beforeAll(async () => {
  const silent = () => undefined;
  // What cannot be recorded is reported, which is wanted here.
  backroom = await startOffice({ log: { info: silent, warn: silent, error: silent } });
  owner = backroom.owner;
  connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
});
afterAll(async () => {
  await connection?.close();
  await backroom?.stop();
});

const records = async (query: string, client = owner): Promise<Json[]> =>
  (await client.ok.get(`/audit?limit=100&${query}`)).data;
const rowsOf = (collection: string) =>
  connection.getClient().db(`${backroom.namespace}_accounts`).collection<Json>(collection);
const newAccount = async (client = owner, bank_account_number: string | null = NUMBER): Promise<string> =>
  (await client.ok.post("/accounts", { first_name: "Eva", is_vendor: true, bank_account_number })).id;
const keyWith = async (...scopes: string[]): Promise<Client> => {
  const { key } = await owner.ok.post("/api-keys", { name: randomUUID(), access: "scopes", scopes });
  return backroom.client(key);
};

/** A request with an id of its own, by which its records are found. */
async function traced(method: string, path: string, { key } = owner, headers: Record<string, string> = {}) {
  const request_id = randomUUID();
  const response = await fetch(backroom.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "x-request-id": request_id,
      "user-agent": "till/1",
      ...headers,
    },
  });
  return { request_id, status: response.status, text: await response.text() };
}
const recordsOf = async ({ request_id }: { request_id: string }, access: string, client = owner) =>
  (await records(`access=${access}`, client)).filter((each) => each.request_id === request_id);

/** While no record of this kind can be written. */
async function withoutRecords<T>(work: () => Promise<T>): Promise<T> {
  const validator = (rule: object) =>
    connection
      .getClient()
      .db(`${backroom.namespace}_accounts`)
      .command({ collMod: "_log", validator: rule, validationLevel: "moderate" });
  await validator({ access: { $exists: false } });
  try {
    return await work();
  } finally {
    await validator({});
  }
}

describe("bank data (AUD-2)", () => {
  test("who saw whose number, when and by which request; the number itself is in no record (INV-31)", async () => {
    const id = await newAccount();
    const seen = await traced("GET", `/api/v1/accounts/${id}`);
    expect(JSON.parse(seen.text).bank_account_number).toBe(NUMBER);
    const [record, ...more] = await recordsOf(seen, "bank_data");
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      at: expect.stringMatching(/^\d{4}-/),
      actor: { kind: "api_key", id: expect.any(String) },
      ip: expect.stringContaining("127.0.0.1"),
      user_agent: "till/1",
      changes: [],
      events: [],
      access: { kind: "bank_data", operation: "GET /api/v1/accounts/{id}", rows: 1, ids: [id] },
    });
    expect((await records(`shown_id=${id}`)).map((each) => each.id)).toContain(record.id);
    expect(JSON.stringify(await records(""))).not.toContain(NUMBER);
    // What changed the account is found as before.
    expect((await records(`entity_id=${id}`)).every(({ access }) => access === undefined)).toBe(true);
  });

  test("a list is one record of all whose numbers it shows; who sees none leaves none", async () => {
    const [first, second] = [await newAccount(), await newAccount(owner, OTHER_NUMBER)];
    await newAccount(owner, null);
    const listed = await traced("GET", "/api/v1/accounts?limit=100");
    const [record] = await recordsOf(listed, "bank_data");
    expect(record.access.ids).toEqual(expect.arrayContaining([first, second]));
    expect(record.access.rows).toBe(record.access.ids.length);
    const till = await keyWith("read:accounts");
    const masked = await traced("GET", `/api/v1/accounts/${first}`, till);
    expect(JSON.parse(masked.text).bank_account_number).toBe("…7947");
    expect(await recordsOf(masked, "bank_data")).toEqual([]);
  });

  test("it is the answer that counts: Circular shows the number, ConsignCloud reads the account without", async () => {
    const id = await newAccount();
    const { slug } = (await owner.ok.get("/organizations")).data[0];
    const circular = await traced("GET", `/circular/api/${slug}/sellers`);
    expect(circular.text).toContain(NUMBER);
    const [record] = await recordsOf(circular, "bank_data");
    expect(record.access.ids).toContain(id);
    expect(record.access.operation).toBe("GET /circular/api/{organization_slug}/sellers");
    const cloud = await traced("GET", `/consigncloud/api/v1/accounts/${id}`);
    expect([cloud.status, cloud.text.includes(NUMBER)]).toEqual([200, false]);
    expect(await recordsOf(cloud, "bank_data")).toEqual([]);
  });

  test("AUD-4: without its record nothing is shown; what needs no record is answered as ever", async () => {
    const id = await newAccount();
    const plain = await newAccount(owner, null);
    const till = await keyWith("read:accounts");
    await withoutRecords(async () => {
      const refused = await owner.get(`/accounts/${id}`);
      expect([refused.status, JSON.stringify(refused.body).includes(NUMBER)]).toEqual([503, false]);
      expect((await owner.get("/audit")).status).toBe(503);
      expect((await owner.get(`/accounts/${plain}`)).status).toBe(200);
      expect((await till.get(`/accounts/${id}`)).status).toBe(200);
    });
    expect((await owner.get(`/accounts/${id}`)).status).toBe(200);
  });
});

describe("exports and much at once (AUD-2)", () => {
  test("a list as a file, in each dialect that has it: how many rows in which format", async () => {
    const shop = await openShop(owner, { tax: false });
    for (let n = 0; n < 3; n++) await shop.piece(1000 * (n + 1));
    const items = (await owner.ok.get("/items?limit=100")).data.length;
    for (const [path, rows, format] of [
      ["/consigncloud/api/v1/items/export", items, "csv"],
      ["/api/v1/stock-entries/export", 0, "csv"],
      ["/mercato/api/auth/roles?format=xml", expect.any(Number), "xml"],
      ["/mercato/api/customers/people?format=markdown", expect.any(Number), "md"],
      [`/api/v1/accounts/${shop.consignor}/statement?format=csv`, expect.any(Number), "csv"],
    ] as const) {
      const exported = await traced("GET", path);
      expect([path, exported.status]).toEqual([path, 200]);
      const [record, ...more] = await recordsOf(exported, "export");
      expect(more).toEqual([]);
      expect(record.access).toMatchObject({ kind: "export", rows, format, ids: [] });
      expect(record.access.operation).toMatch(/^GET \/[\w/{}-]+$/);
    }
    await withoutRecords(async () => {
      const refused = await traced("GET", "/consigncloud/api/v1/items/export");
      expect([refused.status, refused.text.includes("tag_price")]).toEqual([503, false]);
    });
  });

  test("an answer with more than 1,000 rows is a mass read, one with 1,000 is none", async () => {
    const id = await newAccount(owner, null);
    await owner.ok.post("/balance-entries", { account_id: id, amount: 500, memo: "Opening" });
    const [entries, journals] = [rowsOf("balance_entries"), rowsOf("journals")];
    const one = (await entries.findOne({ account_id: id }))!;
    const its = (await journals.findOne({ _id: one.journal_id }))!;
    const add = async (from: number, to: number) => {
      const ids = Array.from({ length: to - from }, () => randomUUID());
      const place = (n: number) => ({ seq: 10_000 + from + n, ref: { ...one.ref, id: ids[n] } });
      await journals.insertMany(ids.map((_id, n) => ({ ...its, ...place(n), _id })));
      await entries.insertMany(
        ids.map((journal_id, n) => ({ ...one, ...place(n), _id: randomUUID(), journal_id })),
      );
    };
    await add(1, 1000);
    const most = await traced("GET", `/api/v1/accounts/${id}/statement`);
    expect(JSON.parse(most.text).movements).toHaveLength(1000);
    expect(await recordsOf(most, "mass_read")).toEqual([]);
    await add(1000, 1001);
    const mass = await traced("GET", `/api/v1/accounts/${id}/statement`);
    const [record] = await recordsOf(mass, "mass_read");
    expect(record.access).toMatchObject({ operation: "GET /api/v1/accounts/{id}/statement", rows: 1001 });
    await entries.deleteMany({ account_id: id, _id: { $ne: one._id } });
    await journals.deleteMany({ seq: { $gt: 10_000 } });
  });
});

test("reading the log is in the log, page by page, to its own organization only (AUD-2, AUD-3)", async () => {
  const other = await backroom.organization("Another");
  const read = await traced("GET", "/api/v1/audit?limit=2");
  const [record] = await recordsOf(read, "audit");
  expect(record.access).toMatchObject({ operation: "GET /api/v1/audit", rows: 2 });
  expect(await recordsOf(read, "audit", other)).toEqual([]);
  // Filters and pages as for changes: two pages have no record twice.
  const first = await owner.ok.get("/audit?access=audit&limit=1");
  const then = await owner.ok.get(`/audit?access=audit&limit=1&cursor=${first.next_cursor}`);
  expect([first.data.length, then.data.length]).toEqual([1, 1]);
  expect(then.data[0].at <= first.data[0].at && then.data[0].id !== first.data[0].id).toBe(true);
  expect((await owner.get("/audit?access=everything")).status).toBe(400);
});

test("a sign-in is found with its address and its program, on the record of the session (AUD-2)", async () => {
  const email = "seller@office.example";
  const { id } = await owner.ok.post("/logins", { email, password: PASSWORD, roles: ["superadmin"] });
  expect((await login(backroom.url, email)).status).toBe(200);
  const found = (await records("access=sign_in")).filter(({ actor }) => actor.id === id);
  expect(found).toMatchObject([
    {
      action: "accounts.login.sign_in",
      actor: { kind: "user", id },
      ip: expect.stringContaining("127.0.0.1"),
      user_agent: expect.any(String),
      access: { kind: "sign_in", rows: 1, ids: [] },
    },
  ]);
  expect(JSON.stringify(found)).not.toContain(PASSWORD);
});

describe("refusals (AUD-2)", () => {
  test("403 is counted for its caller, not written for each", async () => {
    const till = await keyWith("read:items");
    for (let n = 0; n < 20; n++) expect((await till.get("/accounts")).status).toBe(403);
    const [record, ...more] = await until(async () => {
      const found = (await records("access=refusal")).filter(({ access }) => access.status === 403);
      return found.length > 0 && found;
    }, "the record of the refusals");
    expect(more.length).toBeLessThan(5);
    expect(record.access).toMatchObject({ kind: "refusal", status: 403, operation: "GET /api/v1/accounts" });
    expect(record.access.rows).toBeGreaterThanOrEqual(1);
    expect(record.access.since <= record.access.until).toBe(true);
    expect(record.ip).toContain("127.0.0.1");
  });

  test("a guess at another organization's id is known to who operates the installation, and to no one else", async () => {
    const other = await backroom.organization("Guessing");
    const id = await newAccount();
    expect((await other.get(`/accounts/${id}`)).status).toBe(404);
    expect((await other.get(`/accounts/${randomUUID()}`)).status).toBe(404);
    const own = async () => {
      const found = (await records("access=refusal&installation=true")).filter(
        ({ access }) => access.caller_org_id === other.organization_id,
      );
      return found.length > 0 && found;
    };
    const found = await until(own, "the record of the guess");
    expect(found).toMatchObject([
      {
        access: { status: 404, rows: 1, operation: "GET /api/v1/accounts/{id}" },
        actor: { kind: "api_key" },
      },
    ]);
    expect(JSON.stringify(found)).not.toContain(id);
    expect(await records("access=refusal", other)).toEqual([]);
    expect(await other.get("/audit?installation=true")).toMatchObject({ status: 403 });
  });

  test("401 belongs to nobody: all of an hour are one record of the installation, whatever their addresses", async () => {
    const stranger = speakerOf(`${backroom.url}/api/v1`, "br_live_unknown");
    for (let n = 0; n < 5; n++) expect((await stranger("GET", "/items")).status).toBe(401);
    const found = await until(async () => {
      const all = await records("access=refusal&installation=true");
      const own = all.filter(({ access }) => access.status === 401);
      return own.length > 0 && own;
    }, "the record of the refusals");
    for (const { actor, ip } of found) expect([actor.id, ip]).toEqual(["nobody", null]);
  });
});

test("AUD-3: what is recorded is chained like commands: a changed or missing record is a breach", async () => {
  await newAccount();
  const record = await until(
    () => rowsOf("_log").findOne({ "access.kind": "bank_data", seq: { $exists: true } }),
    "a record in its place",
  );
  const breaches = async () => {
    const { mongo_url, namespace } = backroom;
    const results = await verify({ mongo_url, namespace, secret_key: TEST_KEY });
    return results.flatMap(({ check, breaches: all }) => [...all].map((each) => `${check} ${each[1]}`));
  };
  await backroom.rest();
  expect(await breaches()).toEqual([]);
  await rowsOf("_log").updateOne({ _id: record._id }, { $set: { "access.ids": [] } });
  expect(new Set(await breaches())).toEqual(new Set(["AUD-3 is not what was chained"]));
  await rowsOf("_log").replaceOne({ _id: record._id }, record);
  expect(await breaches()).toEqual([]);
});
