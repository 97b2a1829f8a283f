/** Files of orders on Pharus's wire: what is refused, and what is not of an order. */
import { type Backroom, startBackroom } from "../../support/backroom.ts";
import { type PharusWorld, pharusWorld } from "../../support/pharus.ts";
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

const order = async (): Promise<string> => {
  const { vendor: vendor_id, owner } = world;
  return (await owner.ok.post("/purchase-orders", { vendor_id, target_type: "materials" })).id;
};

const form = (files: Record<string, string>, entityId: string, entityType = "purchase_order"): FormData => {
  const body = new FormData();
  for (const [name, content] of Object.entries(files)) body.append("file", new File([content], name));
  body.append("entityType", entityType);
  body.append("entityId", entityId);
  return body;
};

test("DOC-1, FIL-1: programs, pages, wrong types and other entities are refused, and nothing is attached", async () => {
  const id = await order();
  const refused = async (status: number, reason: string, body: FormData) => {
    const reply = await pharus.send("POST", "/documents", body);
    expect(reply).toMatchObject({
      status,
      body: { error: { code: "validation_failed", details: { reason } } },
    });
  };
  await refused(422, "forbidden_file_type", form({ "quote.html": "<html>Hello</html>" }, id));
  await refused(422, "forbidden_file_type", form({ "setup.exe": "MZ" }, id));
  await refused(422, "wrong_file_type", form({ "quote.pdf": "no PDF" }, id));
  await refused(400, "validation_failed", form({}, id));
  await refused(400, "validation_failed", form({ "a.txt": "a", "b.txt": "b" }, id));
  await refused(400, "validation_failed", form({ "a.txt": "a" }, id, "item"));
  await refused(422, "reference_not_found", form({ "a.txt": "a" }, id, "sales_order"));
  expect((await world.owner.ok.get(`/documents?entity_id=${id}`)).data).toEqual([]);
  expect((await pharus.send("GET", "/documents")).status).toBe(400);
  expect((await pharus.send("GET", `/documents?entityType=item&entityId=${id}`)).status).toBe(400);
});

test("DOC-2: a link is a whole address, also behind a proxy", async () => {
  const entityId = await order();
  const { id } = await pharus.ok("POST", "/documents", form({ "Märchen.txt": "Es war einmal" }, entityId));
  const direct = await pharus.ok("GET", `/documents/${id}`);
  expect(direct).toMatchObject({ name: "Märchen.txt", mimeType: "text/plain", sizeBytes: "13" });
  const taken = await fetch(direct.signedUrl);
  expect([await taken.text(), taken.headers.get("x-content-type-options")]).toEqual([
    "Es war einmal",
    "nosniff",
  ]);
  const { body } = await pharus.send("GET", `/documents/${id}`, undefined, { "x-forwarded-proto": "https" });
  expect(body.signedUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/native\/api\/v1\/files\//);
});

test("D47: files of other entities, and locations within sites, are not found under Pharus's addresses", async () => {
  const { owner } = world;
  const account = (await owner.ok.post("/accounts", { first_name: "Ada" })).id;
  const entityId = await order();
  const { id: document_id } = await pharus.ok("POST", "/documents", form({ "a.txt": "a" }, entityId));
  const { file_id } = await owner.ok.get(`/documents/${document_id}`);
  const to = { entity_type: "account", entity_id: account, name: "a.txt", file_id };
  const other = (await owner.ok.post("/documents", to)).id;
  await owner.ok.post("/stores", { name: "Main Street" });
  const spot = (await owner.ok.get("/locations?kind=spot")).data[0].id;
  const calls = [
    ["GET", `/documents/${other}`],
    ["DELETE", `/documents/${other}`],
    ["PATCH", `/locations/${spot}`],
    ["DELETE", `/locations/${spot}`],
  ] as const;
  for (const [method, path] of calls)
    for (const headers of [{}, { "Idempotency-Key": path + method }]) {
      const body = method === "PATCH" ? { name: "Mine" } : undefined;
      expect((await pharus.send(method, path, body, headers)).status).toBe(404);
    }
  expect((await owner.get(`/documents/${other}`)).status).toBe(200);
  expect((await owner.ok.get(`/locations/${spot}`)).name).not.toBe("Mine");
});
