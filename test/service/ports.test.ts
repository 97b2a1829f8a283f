/** Ports, terminals and charge codes: codes, places, deletion, files (16.4). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
});
afterAll(() => backroom.stop());

let made = 0;
const code = () => `C-${++made}`;
const port = (more: object = {}) =>
  owner.ok.post("/ports", { code: code(), name: "Gdansk", locode: "PLGDN", ...more });
const terminal = (more: object = {}) =>
  owner.post("/ports", { code: code(), name: "Deepwater", type: "terminal", ...more });
const gone = async (path: string) => expect((await owner.delete(path)).status).toBe(200);
const firstError = ({ status, body }: Json) => [status, body.errors?.[0].pointer, body.errors?.[0].code];

test("a code is there once among what is not deleted, in capital letters", async () => {
  const first = await port({ code: "plgdy" });
  expect(first.code).toBe("PLGDY");
  const again = { code: "PlGdy", name: "Gdynia", locode: "PLGDY" };
  expect(firstError(await owner.post("/ports", again))).toEqual([409, "/code", "taken"]);
  await gone(`/ports/${first.id}`);
  const second = await owner.ok.post("/ports", again);
  expect(firstError(await owner.post(`/ports/${first.id}/restore`))).toEqual([409, "/code", "taken"]);
  await owner.ok.patch(`/ports/${second.id}`, { code: "plgdy-2" });
  expect(await owner.ok.post(`/ports/${first.id}/restore`)).toMatchObject({
    code: "PLGDY",
    deleted_at: null,
  });
  expect((await owner.ok.get("/ports?code=PLGDY")).data.map(({ id }: Json) => id)).toEqual([first.id]);
});

test("a port has a locode and no port, a terminal is of a port that is there", async () => {
  const wrong = await owner.post("/ports", { code: code(), name: "Gdansk" });
  expect(firstError(wrong)).toEqual([400, "/locode", "required"]);
  const one = await port();
  expect(firstError(await owner.patch(`/ports/${one.id}`, { locode: null }))).toEqual([
    ...[400, "/locode", "required"],
  ]);
  const other = await port();
  expect(firstError(await owner.patch(`/ports/${one.id}`, { port_id: other.id }))).toEqual([
    ...[400, "/port_id", "required"],
  ]);
  const { body: of } = await terminal({ port_id: one.id });
  expect(firstError(await terminal({ port_id: of.id }))).toEqual([422, "/port_id", "type"]);
  await gone(`/ports/${other.id}`);
  expect((await terminal({ port_id: other.id })).status).toBe(422);
  expect((await owner.patch(`/ports/${of.id}`, { port_id: other.id })).status).toBe(422);
  const in_use = await owner.delete(`/ports/${one.id}`);
  expect([in_use.status, in_use.body.code]).toEqual([409, "in_use"]);
  expect((await owner.ok.get(`/ports/${one.id}/in-use`)).references.ports.sample_ids).toEqual([of.id]);
  await gone(`/ports/${of.id}`);
  await gone(`/ports/${one.id}`);
  // Its port is gone meanwhile.
  expect((await owner.post(`/ports/${of.id}/restore`)).status).toBe(422);
});

test("rows of a file find what they name by code, each for itself, and change nothing the second time", async () => {
  const rows = [
    { code: "deham-cta", name: "Altenwerder", type: "terminal", port_code: "DEHAM" },
    { code: "DEHAM", name: "Hamburg", type: "port", locode: "DEHAM", latitude: 53_551_086 },
    { code: "NLRTM-ECT", name: "Delta", type: "terminal", port_code: "NLRTM" },
    { code: "NLRTM", name: "Rotterdam", type: "port" },
    { code: "no code", name: "Nowhere", type: "port", locode: "X" },
    { code: "XX", name: "Nowhere", type: "pier" },
  ];
  const first = await owner.ok.post("/ports/import", { rows });
  expect(first).toMatchObject({ created: 3, updated: 0 });
  expect(first.errors.map(({ index }: Json) => index)).toEqual([2, 3, 4, 5]);
  const placed = async () =>
    (await owner.ok.get("/ports?code:in=DEHAM-CTA,NLRTM-ECT&sort=code")).data as Json[];
  const [hamburg] = (await owner.ok.get("/ports?code=DEHAM")).data;
  expect((await placed()).map(({ port_id }) => port_id)).toEqual([hamburg.id, null]);
  const state = async () => JSON.stringify((await owner.ok.get("/ports?limit=100")).data);
  const before = await state();
  expect(await owner.ok.post("/ports/import", { rows })).toMatchObject({ created: 0, updated: 0 });
  expect(await state()).toBe(before);

  const later = [
    { code: "NLRTM", name: "Rotterdam", type: "port", locode: "NLRTM" },
    { code: "NLRTM-ECT", name: "Delta", type: "terminal", port_code: "NLRTM" },
    { code: "DEHAM", name: "Port of Hamburg", type: "port" },
    { code: "DEHAM-CTA", name: "Altenwerder", type: "port", locode: "DEHAM" },
  ];
  expect(await owner.ok.post("/ports/import", { rows: later })).toEqual({
    ...{ created: 1, updated: 2 },
    errors: [{ index: 3, message: "'DEHAM-CTA' is a terminal." }],
  });
  // What a row does not name stays.
  expect(await owner.ok.get(`/ports/${hamburg.id}`)).toMatchObject({
    ...{ name: "Port of Hamburg", locode: "DEHAM", latitude: 53_551_086 },
  });
  expect((await placed()).every(({ port_id }) => port_id)).toBe(true);
});

test("charge codes come from a file; one that is deleted is told", async () => {
  const { id } = await owner.ok.post("/charge-codes", { code: "THC", keywords: ["handling"], sort_order: 4 });
  await gone(`/charge-codes/${(await owner.ok.post("/charge-codes", { code: "OLD" })).id}`);
  const rows = [
    { code: "THC", description: "Handling" },
    { code: "OLD" },
    { code: "BAF", charge_unit: "per_ship" },
  ];
  const { errors, ...counts } = await owner.ok.post("/charge-codes/import", { rows });
  expect(counts).toEqual({ created: 0, updated: 1 });
  expect(errors).toEqual([
    { index: 1, message: "'OLD' is deleted: restore it first." },
    { index: 2, message: expect.stringContaining("charge_unit") },
  ]);
  expect(await owner.ok.get(`/charge-codes/${id}`)).toMatchObject({
    ...{ description: "Handling", keywords: ["handling"], sort_order: 4 },
  });
  const many = Array.from({ length: 501 }, () => ({ code: "X" }));
  expect((await owner.post("/charge-codes/import", { rows: many })).status).toBe(400);
});

test("the verifier finds no breach", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
});
