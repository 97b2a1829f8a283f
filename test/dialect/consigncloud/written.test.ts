/** What clients of the real service write comes back as they wrote it, and what is empty is null (21.3, D36). */
import { type Backroom, type Client, type Json, startBackroom } from "../../support/backroom.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let owner: Client;
let documented: Wire;
let real: Wire;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  const base = `${backroom.url}/consigncloud/api/v1`;
  const { key } = await owner.ok.post("/api-keys", { name: "Real", access: "read_write", profile: "real" });
  documented = wireTo(base, owner.key);
  real = wireTo(base, key);
});
afterAll(() => backroom?.stop());

const plain = { title: "Hat", tag_price: 100 };
const seen = (wire: Wire, id: string, include: string): Promise<Json> =>
  wire.ok("GET", `/items/${id}?${include}`);

describe("weights (21.3)", () => {
  const weights = "include=weight&include=weight_unit";
  test.each([
    ["pounds", "lb"],
    ["ounces", "oz"],
    ["grams", "g"],
    ["kilograms", "kg"],
  ])("%s, natively %s: either is read, the real service's word is shown", async (word, native) => {
    for (const wire of [real, documented])
      for (const weight_unit of [word, native]) {
        const { id } = await wire.ok("POST", "/items", { ...plain, weight: 1.5, weight_unit });
        expect(await seen(wire, id, weights)).toMatchObject({ weight: 1.5, weight_unit: word });
        expect(await owner.ok.get(`/items/${id}`)).toMatchObject({ weight: 1.5, weight_unit: native });
      }
    expect((await real.send("POST", "/items", { ...plain, weight_unit: "stone" })).status).toBe(400);
  });

  test("an item without a weight weighs 0 in the real records, and stays without one when that is sent back", async () => {
    const { id } = await real.ok("POST", "/items", plain);
    expect(await seen(real, id, weights)).toMatchObject({ weight: 0, weight_unit: null });
    expect(await seen(documented, id, weights)).toMatchObject({ weight: null, weight_unit: null });
    await real.ok("PATCH", `/items/${id}`, { weight: 0, weight_unit: null });
    expect(await owner.ok.get(`/items/${id}`)).toMatchObject({ weight: null, version: 1 });
  });
});

test("what is empty in a record of the real service is null; where it is documented it is left out (D35)", async () => {
  const empty = ["account", "category", "location", "description", "batch"];
  const { id } = await real.ok("POST", "/items", plain);
  const shown = await seen(real, id, "include=location");
  expect(empty.map((name) => [name, shown[name]])).toEqual(empty.map((name) => [name, null]));
  const left = await documented.ok("GET", `/items/${id}`);
  expect(empty.filter((name) => name in left)).toEqual([]);
  const { data } = await real.ok("GET", "/items?include=location");
  expect(data.find((each: Json) => each.id === id)).toMatchObject({ account: null, location: null });
  const person = await real.ok("POST", "/accounts", { first_name: "Ada" });
  expect(person).toMatchObject({ last_name: null, company: null, email: null, phone_number: null });
  expect(await real.ok("POST", "/sales", {})).toMatchObject({ customer: null, location: null, memo: null });
});

describe("dates of an item (21.3, TIM-2)", () => {
  // Whether its day is ahead of UTC, behind it, or far ahead.
  test.each(["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"])("in %s", async (timezone) => {
    const store = await owner.ok.post("/stores", { name: timezone, timezone });
    const given = { ...plain, location: store.id, schedule_start: "2099-01-01" };
    const made = await real.ok("POST", "/items", { ...given, expires: "2099-03-31" });
    expect(made).toMatchObject({ schedule_start: "2099-01-01", expires: "2099-03-31" });
    const native = await owner.ok.get(`/items/${made.id}`);
    expect(native).toMatchObject({ expires_on: "2099-03-31", expires_at: null, expiry_days: 89 });
    const ends = await documented.ok("GET", `/items/${made.id}`);
    expect(ends.expires).toBe(native.expiry_ends_at);
    for (const [wire, { expires, schedule_start }] of [
      [real, made],
      [documented, ends],
    ] as const)
      await wire.ok("PATCH", `/items/${made.id}`, { expires, schedule_start });
    expect(await owner.ok.get(`/items/${made.id}`)).toEqual(native);
    // A moment is its date in the store; one that is named stays exact where it can be shown.
    const moment = new Date(Date.parse(native.expiry_ends_at) + 1000).toISOString();
    expect(await real.ok("PATCH", `/items/${made.id}`, { expires: moment })).toMatchObject({
      expires: "2099-04-01",
    });
    expect(await documented.ok("GET", `/items/${made.id}`)).toMatchObject({ expires: moment });
    const exact = await owner.ok.get(`/items/${made.id}`);
    await real.ok("PATCH", `/items/${made.id}`, { expires: "2099-04-01" });
    expect(await owner.ok.get(`/items/${made.id}`)).toEqual(exact);
    for (const wire of [real, documented]) {
      const body = { ...given, schedule_start: moment };
      expect(await wire.ok("POST", "/items", body)).toMatchObject({ schedule_start: "2099-04-01" });
      const changed = await wire.ok("PATCH", `/items/${made.id}`, { schedule_start: native.expiry_ends_at });
      expect(changed).toMatchObject({ schedule_start: "2099-03-31" });
    }
    const edit = { items: [made.id], changes: { schedule_start: moment, expires: "2099-05-01" } };
    await documented.ok("POST", "/items/bulk-edits", edit);
    const edited = await owner.ok.get(`/items/${made.id}`);
    expect(edited).toMatchObject({
      schedule_start: "2099-04-01",
      expires_on: "2099-05-01",
      expires_at: null,
    });
    expect((await real.send("PATCH", `/items/${made.id}`, { expires: "soon" })).status).toBe(400);
  });
});

describe("brand, color and size", () => {
  beforeAll(async () => {
    await owner.post("/colors", { name: "Red" });
    await owner.post("/sizes", { name: "XS" });
  });

  test("come back as they were written, whatever the shop's own spelling is (21.3)", async () => {
    const given = { color: "red", size: "xs", brand: "Fjällräven" };
    const made = await real.ok("POST", "/items", { ...plain, ...given });
    expect(made).toMatchObject(given);
    expect(await documented.ok("GET", `/items/${made.id}`)).toMatchObject(given);
    const again = await real.ok("POST", "/items", { ...plain, brand: "FJÄLLRÄVEN", color: "Red" });
    expect(again).toMatchObject({ brand: "FJÄLLRÄVEN", color: "Red", size: null });
    const native = await owner.ok.get(`/items/${made.id}?expand=color`);
    expect(native.color.name).toBe("Red");
    expect(native.brand_id).toBe((await owner.ok.get(`/items/${again.id}`)).brand_id);
  });

  test("a word that is changed, natively too, is the new one; one that is not named stays as written", async () => {
    const { id } = await real.ok("POST", "/items", { ...plain, color: "red", size: "xs" });
    expect(await real.ok("PATCH", `/items/${id}`, { size: "xS" })).toMatchObject({
      color: "red",
      size: "xS",
    });
    const blue = await owner.ok.post("/colors", { name: "Petrol" });
    await owner.ok.patch(`/items/${id}`, { color_id: blue.id });
    expect(await real.ok("GET", `/items/${id}`)).toMatchObject({ color: "Petrol", size: "xS" });
    expect(await real.ok("PATCH", `/items/${id}`, { color: null })).toMatchObject({ color: null });
  });

  test("are written to many at once as to one (BLK-3)", async () => {
    const { id } = await real.ok("POST", "/items", plain);
    const changes = { color: "red", brand: "New brand" };
    const { results } = await documented.ok("POST", "/items/bulk-edits", { items: [id], changes });
    expect(results).toMatchObject([{ id, status: "changed" }]);
    expect(await real.ok("GET", `/items/${id}`)).toMatchObject(changes);
  });

  test("written back as it was read it is no change", async () => {
    const { id } = await real.ok("POST", "/items", { ...plain, color: "red", brand: "ACME" });
    const { color, brand, size } = await real.ok("GET", `/items/${id}`);
    await real.ok("PATCH", `/items/${id}`, { color, brand, size });
    expect((await owner.ok.get(`/items/${id}`)).version).toBe(1);
  });
});

test("what came back in an exchange is another payment there, and may be repeated as it is shown (EXC-1)", async () => {
  const item = async (tag_price: number): Promise<string> =>
    (await real.ok("POST", "/items", { ...plain, tag_price })).id;
  const [given, taken] = [await item(5000), await item(8000)];
  const payments = [{ type: "cash", amount: 5000 }];
  const first = await real.ok("POST", "/sales", { items: [given], payments });
  const [line] = (await owner.ok.get(`/sales/${first.id}`)).lines;
  const { sale } = await owner.ok.post(`/sales/${first.id}/exchange`, {
    lines: [{ line_id: line.id, quantity: 1 }],
    sale: { lines: [{ item_id: taken }] },
    payments: [{ type: "card", amount: 3000 }],
  });
  const shown = await real.ok("GET", `/sales/${sale.id}`);
  expect(shown).toMatchObject({
    total: 8000,
    payments: [
      { type: "external", amount: 5000 },
      { type: "card", amount: 3000 },
    ],
  });
  const paid = shown.payments.map(({ type, amount }: Json) => ({ type, amount }));
  expect(await real.send("PATCH", `/sales/${sale.id}`, { payments: paid })).toMatchObject({ status: 200 });
  const another = { items: [await item(1000)], payments: [{ type: "exchange", amount: 1000 }] };
  expect(await real.send("POST", "/sales", another)).toMatchObject({ status: 400 });
});
