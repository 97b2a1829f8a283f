/** What Pharus's stock refuses, with the figures; a refusal writes nothing. */
import { addDays } from "../../../shared/dates.ts";
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { csvRows } from "../../support/csv.ts";
import { type PharusWorld, pharusWorld } from "../../support/pharus.ts";
import { stockRoom } from "../../support/pharus-stock.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let world: PharusWorld;
let pharus: Wire;
beforeAll(async () => {
  backroom = await startBackroom();
  world = await pharusWorld(backroom);
  pharus = wireTo(`${backroom.url}/pharus/api`, backroom.owner.key);
});
afterAll(() => backroom?.stop());

const room = (of: "material" | "sku") =>
  stockRoom(
    () => world,
    (...asked) => pharus.ok(...asked),
    of,
  );
const today = new Date().toISOString().slice(0, 10);

describe.each(["material", "sku"] as const)("stock of a %s", (of) => {
  const { at, id, stocked, goods } = room(of);
  const ledger = async (thing: string) => (await pharus.ok("GET", `${at}/ledger?${id}=${thing}`)).data;
  const balance = async (thing: string) => (await pharus.ok("GET", `${at}/summary?${id}=${thing}`)).data;

  test("STK-2, STK-6 more than there is: 409 with the figures", async () => {
    const { thing, locationId, other } = await stocked();
    const before = await balance(thing);
    const asked = [
      [`${at}/disposals`, { [id]: thing, locationId, quantity: 21 }],
      [
        `${at}/transfers`,
        { [id]: thing, sourceLocationId: locationId, destinationLocationId: other, quantity: "20.000001" },
      ],
    ] as const;
    for (const [path, body] of asked) {
      const { status, body: told } = await pharus.send(
        "POST",
        path,
        of === "sku" && path.endsWith("transfers") ? { ...body, quantity: 21 } : body,
      );
      expect([status, told.error.code]).toEqual([409, "conflict"]);
      expect(told.error.details).toMatchObject({ reason: "insufficient_stock", available: "20.0000" });
    }
    expect(await balance(thing)).toEqual(before);
    expect(await ledger(thing)).toHaveLength(1);
  });

  test("TRF-1 a transfer goes elsewhere, ends after its start, and is found by its ref in its own ledger", async () => {
    const { thing, locationId, other } = await stocked();
    const start = (more: object) =>
      pharus.send("POST", `${at}/transfers`, {
        ...{ [id]: thing, sourceLocationId: locationId, destinationLocationId: other, quantity: 5, ...more },
      });
    const same = await start({ destinationLocationId: locationId });
    expect([same.status, same.body.error.details.errors[0].field]).toEqual([400, "destinationLocationId"]);
    await pharus.ok("PATCH", `/locations/${other}`, { isActive: false });
    expect((await start({})).status).toBe(422);
    await pharus.ok("PATCH", `/locations/${other}`, { isActive: true });
    const { ref, ledgerEntry } = (await start({ eventDate: today })).body;
    const complete = (body: object, where: string = at) =>
      pharus.send("POST", `${where}/transfers/${ref}/complete`, body);
    const early = await complete({ eventDate: addDays(today, -1) });
    expect([early.status, early.body.error.details.errors[0].field]).toEqual([400, "eventDate"]);
    expect((await complete({}, room(of === "sku" ? "material" : "sku").at)).status).toBe(404);
    expect((await pharus.send("POST", `${at}/transfers/TR-999999/complete`, {})).status).toBe(404);
    expect(await ledger(thing)).toHaveLength(2);
    const [first, again] = [await complete({}), await complete({})];
    expect(again.body).toEqual(first.body);
    expect(first.body.eventDate >= ledgerEntry.eventDate).toBe(true);
  });

  test("STK-7 the ledgers do not show each other's entries; days are inclusive", async () => {
    const { thing, locationId } = await stocked();
    const yesterday = addDays(today, -1);
    const entry = await pharus.ok("POST", `${at}/adjustments`, {
      ...{ [id]: thing, locationId, quantity: 1, eventDate: yesterday },
    });
    const found = async (query: string) =>
      (await pharus.ok("GET", `${at}/ledger?${id}=${thing}&${query}`)).data.length;
    expect(await found(`dateFrom=${yesterday}&dateTo=${yesterday}`)).toBe(1);
    expect(await found(`dateFrom=${yesterday}`)).toBe(2);
    expect(await found(`dateTo=${addDays(today, -2)}`)).toBe(0);
    const other = room(of === "sku" ? "material" : "sku").at;
    expect((await pharus.send("GET", `${other}/ledger/${entry.id}`)).status).toBe(404);
    expect((await pharus.ok("GET", `${other}/ledger?locationId=${locationId}`)).data).toEqual([]);
    expect((await pharus.send("GET", `${at}/ledger?eventType=adjust`)).status).toBe(400);
    expect((await pharus.send("GET", `${at}/ledger?dateFrom=soon`)).status).toBe(400);
  });

  test.each([[0], [-1], ["1e-7"], [1e-7], ["0.0000001"]])(
    "QTY-2 the quantity %j is refused",
    async (quantity) => {
      const { thing, locationId } = await stocked();
      const { status, body } = await pharus.send("POST", `${at}/adjustments`, {
        [id]: thing,
        locationId,
        quantity,
      });
      expect([status, body.error.details.errors[0].field]).toEqual([400, "quantity"]);
      expect(await ledger(thing)).toHaveLength(1);
    },
  );

  test("BLK-5 natively the ledger is exported as CSV, with the filters of its list", async () => {
    const { thing, locationId } = await stocked();
    await pharus.ok("POST", `${at}/disposals`, { [id]: thing, locationId, quantity: 1, notes: "=1+1" });
    const exported = async (query: string) => {
      const response = await fetch(`${backroom.url}/api/v1/stock-entries/export?${query}`, {
        headers: { Authorization: `Bearer ${backroom.owner.key}` },
      });
      expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      const [names = [], ...rows] = csvRows(await response.text());
      return rows.map((row): Json => Object.fromEntries(names.map((name, i) => [name, row[i]])));
    };
    const { native } = room(of);
    const all = await exported(`${native}:ne=null`);
    expect(all.every((row) => row[native] !== "")).toBe(true);
    const entries = (await pharus.ok("GET", `${at}/ledger?limit=100`)).data;
    expect(all.map((row) => row.id).sort()).toEqual(entries.map((each: Json) => each.id).sort());
    const disposed = await exported(`${native}=${thing}&event_type=dispose`);
    expect(disposed).toMatchObject([{ quantity: "1000000", notes: "'=1+1", currency: "USD" }]);
  });

  test("what belongs to nobody here is refused", async () => {
    const { locationId } = await stocked();
    const foreign = await world.stranger("POST", "/locations", { name: "Elsewhere" });
    const thing = await goods();
    for (const body of [
      { [id]: thing, locationId: foreign.body.id, quantity: 1 },
      { [id]: foreign.body.id, locationId, quantity: 1 },
    ])
      expect((await pharus.send("POST", `${at}/adjustments`, body)).status).toBe(422);
    expect(await ledger(thing)).toEqual([]);
  });
});

test("QTY-2 a fraction of a SKU is refused, of a material it is not", async () => {
  const given = async (of: "material" | "sku") => {
    const { at, id, stocked } = room(of);
    const { thing, locationId } = await stocked();
    return pharus.send("POST", `${at}/adjustments`, { [id]: thing, locationId, quantity: "2.500001" });
  };
  const refused = await given("sku");
  expect([refused.status, refused.body.error.details.errors[0].field]).toEqual([400, "quantity"]);
  expect((await given("material")).body.quantity).toBe("2.500001");
});

test("PRODUCE is an event of SKUs only", async () => {
  const asked = async (of: "material" | "sku"): Promise<Json> =>
    pharus.send("GET", `${room(of).at}/ledger?eventType=PRODUCE`);
  expect([(await asked("sku")).status, (await asked("material")).status]).toEqual([200, 400]);
});
