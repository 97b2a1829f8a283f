/** Section 19 through HTTP: proposals for pictures, whose pictures they are, and how good they were. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp, { type Sharp } from "sharp";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";
import { dataUri, drawn, oneColor } from "../support/pictures.ts";

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());

/** A striped piece: pictures of one color have nothing that tells them apart. */
const striped = (offset: number) =>
  drawn(
    [0, 1, 2, 3].map((i) => ({
      color: i % 2 ? "c8102e" : "101010",
      left: 20 + 40 * i + offset,
      top: 20,
      width: 24,
      height: 150,
    })),
  );

const asPng = async (picture: Sharp) => dataUri(await picture.png().toBuffer());

async function stocked({ ok }: Client) {
  const [coats, hats, brand] = [
    (await ok.post("/categories", { name: "Coats" })).id,
    (await ok.post("/categories", { name: "Hats" })).id,
    (await ok.post("/brands", { name: "Acne" })).id,
  ];
  const { data } = await ok.get("/colors?limit=100");
  const color = (name: string) => data.find((each: { name: string }) => each.name === name).id;
  const item = async (more: object) =>
    (await ok.post("/items", { title: "Piece", tag_price: 1000, inventory_type: "retail", ...more })).id;
  return { coats, hats, brand, color, item };
}

test("CLS-1, CLS-2, CLS-4: colors at once, category and brand once the shop's own pictures are known, and how good it was", async () => {
  const shop = await backroom.organization("Pictures");
  const { ok } = shop;
  const { coats, hats, brand, color, item } = await stocked(shop);
  const first = await ok.post("/classify", { images: [await asPng(striped(0))] });
  expect(first).toEqual({
    proposal_id: expect.any(String),
    provider: "heuristic",
    model_version: "heuristic-1",
    took_ms: expect.any(Number),
    limitations: ["no_brand", "no_size", "no_fabric"],
    category: [],
    color: expect.arrayContaining([
      { id: color("Black"), label: "Black", confidence: expect.any(Number) },
      { id: color("Red"), label: "Red", confidence: expect.any(Number) },
    ]),
    brand: [],
    fabric: [],
    size: [],
  });
  expect(await ok.get("/classify/quality")).toEqual({ data: [] });

  const coat = await item({ category_id: coats, brand_id: brand, color_id: color("Navy") });
  const accepted = await ok.post(`/classify/${first.proposal_id}/accept`, { item_id: coat });
  expect(accepted).toMatchObject({ id: first.proposal_id, item_id: coat, version: 2 });
  expect(accepted.bands).toBeUndefined();
  expect(await ok.post(`/classify/${first.proposal_id}/accept`, { item_id: coat })).toEqual(accepted);
  const hat = await item({ category_id: hats });
  const taken = await shop.post(`/classify/${first.proposal_id}/accept`, { item_id: hat });
  expect(taken).toMatchObject({ status: 409, body: { item_id: coat } });

  const smaller = await asPng(sharp(await striped(1).png().toBuffer()).resize(150));
  const second = await ok.post("/classify", { images: [smaller] });
  expect(second).toMatchObject({
    category: [{ id: coats, label: "Coats", confidence: 0.3 }],
    brand: [{ id: brand, label: "Acne", confidence: 0.3 }],
    limitations: ["no_size", "no_fabric"],
  });
  await ok.post(`/classify/${second.proposal_id}/accept`, { item_id: hat });
  const told = (attribute: string, counts: object) => ({ provider: "heuristic", attribute, ...counts });
  expect((await ok.get("/classify/quality?since=2020-01-01")).data).toEqual([
    told("brand", { proposed: 1, accepted: 0, changed: 0, open: 1 }),
    told("category", { proposed: 1, accepted: 0, changed: 1, open: 0 }),
    told("color", { proposed: 2, accepted: 0, changed: 1, open: 1 }),
  ]);
  await ok.patch(`/items/${coat}`, { color_id: first.color[0].id });
  expect((await ok.get("/classify/quality")).data[2]).toMatchObject({ accepted: 1, changed: 0, open: 1 });
  expect(await ok.get("/classify/quality?since=2100-01-01")).toEqual({ data: [] });

  const stranger = await backroom.organization("Stranger");
  expect(await stranger.ok.post("/classify", { images: [smaller] })).toMatchObject({
    category: [],
    brand: [],
  });
  const foreign = await stranger.post(`/classify/${first.proposal_id}/accept`, {
    item_id: await (await stocked(stranger)).item({}),
  });
  expect(foreign.status).toBe(404);
  expect(
    (await shop.post(`/classify/${second.proposal_id}/accept`, { item_id: randomUUID() })).body,
  ).toMatchObject({
    errors: [{ pointer: "/item_id" }],
  });
});

test("a picture that cannot be used is named, and nothing is kept", async () => {
  const good = dataUri(await oneColor("10204a"));
  const { port } = new URL(backroom.url);
  const cases: [string, string][] = [
    ["data:image/png;base64,AAAA", "unknown_format"],
    [dataUri(await oneColor("10204a"), "gif"), "wrong_format"],
    [`https://127.0.0.1:${port}/health/live`, "refused_address"],
    [`https://localhost:${port}/health/live`, "refused_address"],
    [`http://127.0.0.1:${port}/health/live`, "invalid_url"],
    ["https://169.254.169.254/latest/meta-data/", "refused_address"],
    ["somewhere", "invalid_picture"],
  ];
  for (const [image, code] of cases)
    expect(await backroom.owner.post("/classify", { images: [good, good, image] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/images/2", code }] },
    });
  for (const [body, pointer] of [
    [{}, "/images"],
    [{ images: [] }, "/images"],
    [{ images: Array.from({ length: 11 }, () => good) }, "/images"],
    [{ images: [5] }, "/images/0"],
    [{ images: [good], locale: "not a locale" }, "/locale"],
  ] as const)
    expect(await backroom.owner.post("/classify", body)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  const kept = async () => (await backroom.owner.ok.get("/audit?limit=100")).data.filter(isProposal).length;
  expect(await kept()).toBe(0);
  await backroom.owner.ok.post("/classify", { images: [good] });
  expect(await kept()).toBe(1);
});

const isProposal = (entry: object) => JSON.stringify(entry).includes('"proposal"');

test("bodies above the usual megabyte are taken here, above 30 MiB refused", async () => {
  const noise = Buffer.from(
    Array.from({ length: 800 * 800 * 3 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255),
  );
  const large = await sharp(noise, { raw: { width: 800, height: 800, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  expect(large.length).toBeGreaterThan(1_500_000);
  expect((await backroom.owner.post("/classify", { images: [dataUri(large)] })).status).toBe(200);
  const length = String(30 * 1024 * 1024 + 1);
  const refused = await fetch(`${backroom.url}/api/v1/classify`, {
    method: "POST",
    headers: { authorization: `Bearer ${backroom.owner.key}`, "content-type": "application/json" },
    body: "x".repeat(Number(length)),
  }).then(
    ({ status }) => status,
    () => 413,
  );
  expect(refused).toBe(413);
});

test("CLS-3: the operator's own provider, by its setting", async () => {
  const provider = createServer((request, response) => {
    request.resume();
    response.end(JSON.stringify({ fabric: [{ label: "wool", confidence: 0.8 }], model_version: "house-2" }));
  });
  await new Promise<void>((done) => provider.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`;
  const other = await startBackroom({ settings: { CLASSIFY_URL: url, CLASSIFY_TIMEOUT_MS: 5000 } });
  const found = await other.owner.ok.post("/classify", { images: [dataUri(await oneColor("10204a"))] });
  expect(found).toMatchObject({
    provider: "http",
    model_version: "house-2",
    fabric: [{ id: expect.any(String), label: "Wool", confidence: 0.8 }],
    color: [],
  });
  await other.stop();
  provider.closeAllConnections();
  await new Promise((done) => provider.close(done));
});
