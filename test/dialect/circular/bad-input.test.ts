/** What Circular's clients get wrong: always its own body, the field by name, nothing changed, never a 5xx. */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { type CircularWorld, circularWorld } from "../../support/circular.ts";
import { type Speak, type Spoken, speakerOf } from "../../support/conformance.ts";

let backroom: Backroom;
let world: CircularWorld;

beforeAll(async () => {
  backroom = await startBackroom();
  world = await circularWorld(backroom);
});
afterAll(() => backroom?.stop());

const at = (path: string) => `/api/${world.slug}/${path}`;
const count = async (path: string) => (await world.own("GET", at(path))).body.pagination.total;

/** The status, the code and the fields of a refusal in Circular's body. */
function refusal({ status, body, type }: Spoken): [number, string, string[]] {
  expect(type).toContain("application/json");
  expect(body).toEqual(
    expect.objectContaining({
      error: expect.any(String),
      code: expect.any(String),
      request_id: expect.any(String),
    }),
  );
  expect(body.details).toEqual(expect.any(Array));
  return [status, body.code, body.details.map((each: Json) => each.field)];
}
const send = async (method: string, path: string, body?: unknown, speak: Speak = world.own) =>
  refusal(await speak(method, at(path), body));

test("an organization_slug of another organization, or of none, is not there (API-14)", async () => {
  for (const slug of [world.other.slug, "nobody", "..", "%00", "%E0%A4%A"])
    for (const path of ["brands", "products", "organizations"]) {
      const said = refusal(await world.own("GET", `/api/${slug}/${path}`));
      expect(said.slice(0, 2)).toEqual([404, "not_found"]);
    }
  const write = await world.own("POST", `/api/${world.other.slug}/brands`, { name: "Mine" });
  expect(refusal(write)).toEqual([404, "not_found", []]);
});

test("a body may not name another organization either", async () => {
  const [status] = await send("PATCH", "organizations", {
    organization_slug: world.other.slug,
    name: "Taken",
  });
  expect(status).toBe(404);
});

test("an id or slug of another organization is not there, in a list of targets neither (API-14)", async () => {
  const there = (path: string) => `/api/${world.other.slug}/${path}`;
  const theirs = await world.other.speak("POST", there("brands"), { name: "Their brand" });
  const own = (await world.own("POST", at("brands"), { name: "Own brand" })).body;
  expect((await send("PATCH", "brands", { id: theirs.body.id, name: "x" }))[0]).toBe(404);
  expect((await send("PATCH", "brands", { brand_slug: theirs.body.brand_slug, name: "x" }))[0]).toBe(404);
  const both = [
    { id: own.id, name: "Changed" },
    { id: theirs.body.id, name: "x" },
  ];
  expect((await send("PATCH", "brands", both))[0]).toBe(404);
  expect(
    (
      await send(
        "DELETE",
        "brands",
        both.map(({ id }) => ({ id })),
      )
    )[0],
  ).toBe(404);
  const { data } = (await world.own("GET", at("brands?take=500"))).body;
  expect(data.find((each: Json) => each.id === own.id).name).toBe("Own brand");
  const product = { store_id: world.store, location_id: world.location, brand_slug: theirs.body.brand_slug };
  expect(await send("POST", "products", product)).toEqual([400, "validation_failed", ["brand_slug"]]);
});

test.each([
  ["take=0", "take"],
  ["take=501", "take"],
  ["take=ten", "take"],
  ["take=1.5", "take"],
  ["skip=-1", "skip"],
  ["skip=99999999", "skip"],
  ["since=yesterday", "since"],
  ["since=99999999999999999", "since"],
  ["take=1&take=2", "take"],
])("a list with %s is refused", async (query, field) => {
  expect(await send("GET", `brands?${query}`)).toEqual([400, "validation_failed", [field]]);
});

test("a page beyond the end is empty, and unknown parameters are told as ignored (D41)", async () => {
  const said = await world.own("GET", at("brands?skip=5000&color=red&name[$ne]=x"));
  expect([said.status, said.body.data]).toEqual([200, []]);
  expect(said.headers.get("backroom-ignored-fields")).toBe("color, name%5B%24ne%5D");
});

test("'since' takes seconds and milliseconds and keeps what is later only (TIM-1)", async () => {
  const made = (await world.own("POST", at("sizes"), { name: "Later than" })).body;
  const soon = Date.now() + 2000;
  const ids = async (since: number) =>
    (await world.own("GET", at(`sizes?take=500&since=${since}`))).body.data.map((each: Json) => each.id);
  expect(await ids(soon - 60_000)).toContain(made.id);
  expect(await ids(Math.floor((soon - 60_000) / 1000))).toContain(made.id);
  expect(await ids(soon)).not.toContain(made.id);
  expect(await ids(Math.ceil(soon / 1000))).not.toContain(made.id);
});

test("lists in bodies: 500 at most, none is none, all or nothing, each wrong element by its place (BLK-1)", async () => {
  const before = await count("brands");
  const many = Array.from({ length: 501 }, (_, i) => ({ name: `Many ${i}` }));
  for (const method of ["POST", "PATCH", "DELETE"]) {
    expect((await send(method, "brands", many))[0]).toBe(400);
    expect((await send(method, "brands", []))[0]).toBe(400);
  }
  const wrong = [{ name: "Good" }, { name: 5 }, { name: "Good too" }, {}];
  expect(await send("POST", "brands", wrong)).toEqual([400, "validation_failed", ["1.name", "3.name"]]);
  expect(await send("POST", "brands", [{ name: "Good" }, "text"])).toEqual([400, "validation_failed", ["1"]]);
  expect(await send("POST", "brands", [{ name: "Good" }, null])).toEqual([400, "validation_failed", ["1"]]);
  const late = [{ name: "Good" }, { name: "y".repeat(5000) }];
  expect(await send("POST", "brands", late)).toEqual([400, "validation_failed", ["1.name"]]);
  expect(await count("brands")).toBe(before);
});

test("500 at once are made in one go and answered in their order (BLK-1)", async () => {
  const names = Array.from({ length: 500 }, (_, i) => ({ name: `Lot ${i}` }));
  const made = await world.own("POST", at("materials"), names);
  expect(made.status).toBe(200);
  expect(made.body.map((each: Json) => each.name)).toEqual(names.map((each) => each.name));
  const renamed = made.body.map(({ id }: Json, i: number) => ({ id, name: `Renamed ${i}` }));
  const changed = await world.own("PATCH", at("materials"), renamed);
  expect([changed.status, changed.body[499].name]).toEqual([200, "Renamed 499"]);
  const gone = await world.own(
    "DELETE",
    at("materials"),
    renamed.map(({ id }: Json) => ({ id })),
  );
  expect([gone.status, gone.body.length]).toEqual([200, 500]);
});

test("a target named twice, not at all, or by what is no id (BLK-1)", async () => {
  const { id, brand_slug } = (await world.own("POST", at("brands"), { name: "Once" })).body;
  const twice = [
    { id, name: "a" },
    { brand_slug, name: "b" },
  ];
  expect(await send("PATCH", "brands", twice)).toEqual([400, "validation_failed", ["1.id"]]);
  expect(await send("DELETE", "brands", [{ id }, { id }])).toEqual([400, "validation_failed", ["1.id"]]);
  expect(await send("PATCH", "brands", { name: "x" })).toEqual([400, "validation_failed", ["id"]]);
  expect(await send("DELETE", "brands")).toEqual([400, expect.any(String), expect.any(Array)]);
  for (const odd of ["none", 5, { $ne: null }, null, ""])
    expect([400, 404]).toContain((await send("PATCH", "brands", { id: odd, name: "x" }))[0]);
  for (const brand_slug of [{ $gt: "" }, { toString: 1 }, ["a"], 5]) {
    expect([400, 404]).toContain((await send("PATCH", "brands", { brand_slug, name: "x" }))[0]);
    expect([400, 404]).toContain((await send("DELETE", "brands", { brand_slug }))[0]);
  }
});

test("what is told at creation only may be repeated, not changed; in a list by its place", async () => {
  const body = { seller_id: world.seller, amount: 5 };
  const first = (await world.own("POST", at("seller-remittances"), body)).body;
  const second = (await world.own("POST", at("seller-remittances"), body)).body;
  expect(await send("PATCH", "seller-remittances", { id: first.id, amount: 6 })).toEqual([
    400,
    "validation_failed",
    ["amount"],
  ]);
  const changes = [
    { id: first.id, amount: 5 },
    { id: second.id, amount: 6 },
  ];
  expect(await send("PATCH", "seller-remittances", changes)).toEqual([
    400,
    "validation_failed",
    ["1.amount"],
  ]);
});

test("what was shown may be sent back as it is, of every collection", async () => {
  await world.own("POST", at("deliveries"), {
    seller_id: world.seller,
    store_id: world.store,
    delivery_at: "2025-01-01T10:00:00Z",
  });
  const late = {
    name: "Late",
    store_id: world.store,
    location_id: world.location,
    expiring_at: "2024-12-31T23:59:59Z",
  };
  const expired = (await world.own("POST", at("products"), late)).body;
  expect(expired.status).toBe("expired");
  const collections = [
    "stores",
    "locations",
    "sellers",
    "coworkers",
    "deliveries",
    "products",
    "seller-remittances",
    "brands",
  ];
  for (const path of collections) {
    const { data } = (await world.own("GET", at(path))).body;
    expect(data.length).toBeGreaterThan(0);
    const said = await world.own("PATCH", at(path), data[0]);
    expect([path, said.status, said.body]).toEqual([path, 200, data[0]]);
  }
  const [own] = (await world.own("GET", at("organizations"))).body.data;
  expect((await world.own("PATCH", at("organizations"), own)).body).toEqual(own);
});

test("a remittance was last touched when it last changed, however often it is looked at or sent back", async () => {
  const touched = async (changes: Json) =>
    (await world.own("PATCH", at("seller-remittances"), { id, ...changes })).body.last_interaction_at;
  const body = { seller_id: world.seller, amount: 5, metadata: { run: "May" } };
  const { id, requested_at, last_interaction_at } = (await world.own("POST", at("seller-remittances"), body))
    .body;
  expect(last_interaction_at).toBe(requested_at);
  expect(await touched({})).toBe(requested_at);
  expect(await touched({ metadata: { run: "May" }, approved: false })).toBe(requested_at);
  const later = await touched({ metadata: { run: "June" } });
  expect(later > requested_at).toBe(true);
  expect(later).toBe((await world.owner.ok.get(`/payouts/${id}`)).updated_at);
  expect(await touched({ metadata: { run: "June" } })).toBe(later);
});

test.each([
  [{ images: null }, "images"],
  [{}, "images"],
  [{ images: [] }, "images"],
  [{ images: [null] }, "images"],
])("pictures to classify cannot be %j", async (body, field) => {
  expect(await send("POST", "products/classify", body)).toEqual([400, "validation_failed", [field]]);
});

test("an expired piece may be called active, which it is on the shelf", async () => {
  const late = {
    name: "Late",
    store_id: world.store,
    location_id: world.location,
    expiring_at: "2024-12-31T23:59:59Z",
  };
  const { id } = (await world.own("POST", at("products"), late)).body;
  const said = await world.own("PATCH", at("products"), {
    id,
    status: "active",
    expiring_at: "2031-12-31T23:59:59Z",
  });
  expect([said.status, said.body.status]).toEqual([200, "active"]);
});

test("nothing at an address, another method, another type, no JSON, too much: in its own body", async () => {
  expect((await send("GET", "nothing"))[0]).toBe(404);
  expect((await send("GET", "brands/5"))[0]).toBe(404);
  expect((await send("DELETE", "organizations"))[0]).toBe(405);
  const put = await world.own("PUT", at("brands"), {});
  expect([refusal(put)[0], put.headers.get("allow")?.split(", ").sort().slice(0, 3)]).toEqual([
    405,
    ["DELETE", "GET", "HEAD"],
  ]);
  const typed = await world.own("POST", at("brands"), "name=x", {
    "content-type": "application/x-www-form-urlencoded",
  });
  expect(refusal(typed)[0]).toBe(415);
  for (const body of ["{", "", '{"name":"a","name":"b"}', '{"__proto__":{}}', '{"$set":1}', "null"])
    expect((await send("POST", "brands", body))[0]).toBe(400);
  const big = JSON.stringify({ name: "x", more: "y".repeat(9_000_000) });
  expect(refusal(await world.own("POST", at("brands"), big))[0]).toBe(413);
  expect(refusal(await world.own("GET", "/api"))[0]).toBe(404);
  expect(refusal(await world.own("GET", at("brands"), undefined, { accept: "image/png" }))[0]).toBe(406);
});

test("a key that is none, or of a scheme that is none, is told so in its own body", async () => {
  const wrong = speakerOf(`${backroom.url}/circular`, "none");
  const said = await wrong("GET", at("brands"));
  expect([refusal(said)[0], said.headers.get("www-authenticate")]).toEqual([
    401,
    expect.stringContaining("Bearer"),
  ]);
  const basic = await world.nobody("GET", at("brands"), undefined, { authorization: "Basic abc" });
  expect(refusal(basic)[0]).toBe(401);
});

test.each([
  ["consignment_split", 1.5],
  ["consignment_split", -0.1],
  ["handling_fee_percentage", 101],
  ["price", -1],
  ["price", 1e15],
  ["attractiveness", 11],
  ["status", "melted"],
  ["expiring_at", "2024-13-01T00:00:00Z"],
  ["expiring_at", "tomorrow"],
  ["store_id", "019ffe00-0000-7000-8000-000000000000"],
  ["location_id", "019ffe00-0000-7000-8000-000000000000"],
  ["seller_id", "019ffe00-0000-7000-8000-000000000000"],
  ["category_slug", "no-such-category"],
  ["category_slug", { like: "" }],
  ["name", "y".repeat(70_000)],
  ["modified_by_coworker_id", "019ffe00-0000-7000-8000-000000000000"],
])("a product with %s = %j is refused by that name", async (field, value) => {
  const before = await count("products");
  const body = {
    store_id: world.store,
    location_id: world.location,
    seller_id: world.seller,
    [field]: value,
  };
  const [status, , fields] = await send("POST", "products", body);
  expect([400, 404, 422]).toContain(status);
  expect(fields).toContain(field);
  const [again, , places] = await send("POST", "products", [
    { store_id: world.store, location_id: world.location },
    body,
  ]);
  expect([again, places]).toEqual([status, expect.arrayContaining([`1.${field}`])]);
  expect(await count("products")).toBe(before);
});
