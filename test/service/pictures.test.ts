/** Pictures of items and products: uploaded, arranged, seen by everybody, gone with what shows them (FIL-1…3, section 19). */
import sharp from "sharp";
import { file, fileChunk } from "../../services/platform/files/file.ts";
import { platform } from "../../services/platform/platform.service.ts";
import { setClock } from "../../shared/clock.ts";
import type { Meta } from "../../shared/meta.ts";
import { type Database, openDatabase } from "../../shared/service/database.ts";
import { globalOf } from "../../shared/service/global.ts";
import { numbersOf } from "../../shared/service/numbers.ts";
import { transactOn } from "../../shared/service/transact.ts";
import { type Backroom, type Json, type Reply, startBackroom, until } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";
import { oneColor } from "../support/pictures.ts";

let backroom: Backroom;
let other: Backroom["owner"];
let db: Database;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  backroom = await startBackroom();
  other = await backroom.organization("Other");
  const { mongo_url: url, namespace } = backroom;
  const { resources } = platform;
  db = await openDatabase({ url, name: `${namespace}_platform`, resources, secretKey: TEST_KEY });
});
afterAll(async () => {
  await db?.close();
  await backroom?.stop();
});

const api = (path: string) => `${backroom.url}/api/v1${path}`;

async function send(
  path: string,
  content: Uint8Array,
  more: { alt?: string; name?: string; key?: string } = {},
): Promise<Reply> {
  const form = new FormData();
  form.append("file", new Blob([content as Uint8Array<ArrayBuffer>]), more.name ?? "picture.png");
  if (more.alt) form.append("alt", more.alt);
  const authorization = `Bearer ${more.key ?? backroom.owner.key}`;
  const answer = await fetch(api(path), { method: "POST", body: form, headers: { authorization } });
  return { status: answer.status, body: await answer.json(), headers: answer.headers };
}

let colors = 0x100000;
function another(): Promise<Buffer> {
  colors += 0x1357;
  return oneColor(colors.toString(16));
}

async function added(path: string, content?: Uint8Array, alt?: string): Promise<Json> {
  const { status, body } = await send(path, content ?? (await another()), alt ? { alt } : {});
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

const newItem = (more: object = {}): Promise<Json> =>
  backroom.owner.ok.post("/items", { title: "Coat", tag_price: 4200, inventory_type: "retail", ...more });
const newProduct = (more: object = {}): Promise<Json> =>
  backroom.owner.ok.post("/products", { name: "Mug", ...more });

const seen = async (path: string) => (await fetch(api(path))).status;
const ids = (row: Json): string[] => row.pictures.map(({ id }: Json) => id);

const sweeping = async (days: number): Promise<void> => {
  const callFor = (by: Meta) => (ref: never, input: never) => backroom.process.call(ref, input, by);
  const sweep = (platform.schedules ?? []).find(({ name }) => name === "file-sweep")!;
  const back = setClock(() => Date.now() + days * DAY_MS + 1000);
  try {
    await sweep.run(globalOf(db, undefined as never), callFor as never);
  } finally {
    back();
  }
};

/** Files and parts that exist for a picture and its copies. */
async function kept(id: string): Promise<{ files: number; parts: number }> {
  const holders = { $in: [`platform.file:${id}`] };
  const copies = await db.rows(file).find({ holders }).toArray();
  const all = [id, ...copies.map(({ _id }) => _id)];
  return {
    files: await db.rows(file).countDocuments({ _id: { $in: all } }),
    parts: await db.rows(fileChunk).countDocuments({ file_id: { $in: all } }),
  };
}
const namesOf = async (id: string): Promise<number> =>
  (await db.rows(file).findOne({ _id: id }))?.names_count ?? -1;
/** Its addresses lead nowhere, once the news has arrived. */
const unseen = ({ path, small_path, medium_path, large_path }: Json) =>
  until(async () => {
    const found = await Promise.all([path, small_path, medium_path, large_path].map(seen));
    return found.every((status) => status === 404);
  }, `the end of ${path}`);
const named = (id: string, times = 1) =>
  until(async () => (await namesOf(id)) === times, `${times} rows that name ${id}`);

describe.each([
  ["item", "/items", newItem],
  ["product", "/products", newProduct],
])("%s", (kind, at, make) => {
  test("shows its pictures with the addresses of the picture and three WebP copies, never enlarged", async () => {
    const { id } = await make();
    const large = await sharp({
      create: { width: 1600, height: 800, channels: 3, background: { r: 200, g: 30, b: 40 } },
    })
      .jpeg()
      .toBuffer();
    const shown = await added(`${at}/${id}/pictures`, large, "A red wall");
    const [picture] = shown.pictures;
    expect(picture).toMatchObject({ alt: "A red wall", width: 1600, height: 800 });
    expect(shown.image_ids).toEqual([picture.id]);
    const sizes = await Promise.all(
      ["path", "small_path", "medium_path", "large_path"].map(async (name) => {
        const answer = await fetch(api(picture[name]));
        const { width, height, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
        return [answer.headers.get("content-type"), format, width, height];
      }),
    );
    expect(sizes).toEqual([
      ["image/jpeg", "jpeg", 1600, 800],
      ["image/webp", "webp", 200, 100],
      ["image/webp", "webp", 600, 300],
      ["image/webp", "webp", 1200, 600],
    ]);
    const tiny = await sharp({
      create: { width: 30, height: 40, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } },
    })
      .webp()
      .toBuffer();
    const [, second] = (await added(`${at}/${id}/pictures`, tiny)).pictures;
    const copy = await sharp(Buffer.from(await (await fetch(api(second.large_path))).arrayBuffer()));
    expect(await copy.metadata()).toMatchObject({ width: 30, height: 40, hasAlpha: true });
    const { data } = await backroom.owner.ok.get(`${at}?limit=100`);
    expect(data.find((row: Json) => row.id === id).pictures).toHaveLength(2);
  });

  test("orders, describes and removes them; what was left out is seen no more", async () => {
    const { id } = await make();
    const at_it = `${at}/${id}`;
    for (let n = 0; n < 3; n++) await added(`${at_it}/pictures`);
    const [one, two, three] = (await backroom.owner.ok.get(at_it)).pictures;
    const turned = await backroom.owner.ok.patch(at_it, { image_ids: [three.id, one.id, two.id] });
    expect(ids(turned)).toEqual([three.id, one.id, two.id]);
    const told = await backroom.owner.ok.patch(`${at_it}/pictures/${two.id}`, { alt: "From behind" });
    expect(told.pictures[2]).toEqual({ ...two, alt: "From behind" });
    expect((await backroom.owner.delete(`${at_it}/pictures/${three.id}`)).body.image_ids).toEqual([
      one.id,
      two.id,
    ]);
    expect(ids(await backroom.owner.ok.patch(at_it, { image_ids: [two.id] }))).toEqual([two.id]);
    for (const gone of [one, three]) await unseen(gone);
    await named(two.id);
    expect([await seen(two.path), await seen(two.small_path)]).toEqual([200, 200]);
  });

  test("refuses pictures that it does not have, a picture named twice, and the 21st", async () => {
    const { id } = await make();
    const at_it = `${at}/${id}`;
    const { image_ids } = await added(`${at_it}/pictures`);
    const strange = crypto.randomUUID();
    const theirs = (await send("/pictures", await another(), { key: other.key })).body.id;
    for (const unknown of [strange, theirs])
      expect(await backroom.owner.patch(at_it, { image_ids: [...image_ids, unknown] })).toMatchObject({
        status: 422,
        body: { code: "reference_not_found", errors: [{ pointer: "/image_ids/1" }] },
      });
    const twice = await backroom.owner.patch(at_it, { image_ids: [...image_ids, ...image_ids] });
    expect(twice).toMatchObject({ status: 400, body: { errors: [{ pointer: "/image_ids/1" }] } });
    for (const method of ["patch", "delete"] as const)
      expect((await backroom.owner[method](`${at_it}/pictures/${strange}`, {})).status).toBe(404);
    for (let n = 1; n < 20; n++) await added(`${at_it}/pictures`);
    expect(await send(`${at_it}/pictures`, await another())).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/file", code: "too_many" }] },
    });
    expect((await backroom.owner.ok.get(at_it)).pictures).toHaveLength(20);
  });

  test("the same picture again changes nothing, and one that another row shows stays", async () => {
    const [{ id: first }, { id: second }] = [await make(), await make()];
    const content = await another();
    const [picture] = (await added(`${at}/${first}/pictures`, content)).pictures;
    expect((await added(`${at}/${first}/pictures`, content)).pictures).toEqual([picture]);
    const shared = (await added(`${at}/${second}/pictures`, content)).pictures;
    expect(shared).toEqual([picture]);
    await named(picture.id, 2);
    await backroom.owner.delete(`${at}/${first}`);
    await named(picture.id, 1);
    expect([await seen(picture.path), await seen(picture.medium_path)]).toEqual([200, 200]);
  });

  test(`a deleted ${kind} has no pictures any more: their addresses lead nowhere, and their bytes go`, async () => {
    const { id } = await make();
    const [picture] = (await added(`${at}/${id}/pictures`)).pictures;
    await named(picture.id);
    expect(await kept(picture.id)).toMatchObject({ files: expect.any(Number), parts: expect.any(Number) });
    expect((await backroom.owner.delete(`${at}/${id}`)).body).toMatchObject({ pictures: [], image_ids: [] });
    await unseen(picture);
    await named(picture.id, 0);
    const copies = (
      await db
        .rows(file)
        .find({ holders: `platform.file:${picture.id}` })
        .toArray()
    ).map(({ _id }) => _id);
    expect(copies.length).toBeGreaterThan(0);
    await sweeping(2);
    const all = { $in: [picture.id, ...copies] };
    expect(await db.rows(file).countDocuments({ _id: all })).toBe(0);
    expect(await db.rows(fileChunk).countDocuments({ file_id: all })).toBe(0);
    expect((await backroom.owner.ok.post(`${at}/${id}/restore`)).pictures).toEqual([]);
  });

  test("is made with uploaded pictures, and a picture that was offered and never shown goes after a week", async () => {
    const made = await send("/pictures", await another());
    const row = await make({ image_ids: [made.body.id] });
    expect(row.pictures).toMatchObject([{ id: made.body.id, path: made.body.path, alt: null }]);
    await named(made.body.id);
    const left = (await send("/pictures", await another())).body;
    // Offered for a row, which then refuses it.
    const refused = await backroom.owner.patch(`${at}/${row.id}`, {
      image_ids: [left.id, crypto.randomUUID()],
    });
    expect(refused.status).toBe(422);
    await sweeping(2);
    expect((await kept(left.id)).files).toBeGreaterThan(0);
    await sweeping(8);
    expect(await kept(left.id)).toEqual({ files: 0, parts: 0 });
    expect((await kept(made.body.id)).files).toBeGreaterThan(0);
  });

  test("PRM-4, TEN-3: another organization finds neither the row nor its pictures' order", async () => {
    const { id } = await make();
    const [picture] = (await added(`${at}/${id}/pictures`)).pictures;
    const before = await db.rows(file).countDocuments({});
    expect((await send(`${at}/${id}/pictures`, await another(), { key: other.key })).status).toBe(404);
    expect(await db.rows(file).countDocuments({})).toBe(before);
    for (const path of [`${at}/${id}/pictures/${picture.id}`, `${at}/${id}`]) {
      expect((await other.patch(path, {})).status).toBe(404);
      expect((await other.delete(path)).status).toBe(404);
    }
  });
});

test("FIL-2: an address is unguessable, and caches keep it for a year; a known ETag is answered by 304", async () => {
  const { id } = await newItem();
  const [{ path, small_path }] = (await added(`/items/${id}/pictures`)).pictures;
  for (const each of [path, small_path]) {
    // 256 bits in base64url.
    expect(each).toMatch(/^\/pictures\/[\w-]{43}$/);
    const whole = await fetch(api(each));
    expect(whole.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const etag = whole.headers.get("etag")!;
    const again = await fetch(api(each), { headers: { "if-none-match": etag } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    const changed = await fetch(api(each), { headers: { "if-none-match": '"other"' } });
    expect(changed.status).toBe(200);
    const head = await fetch(api(each), { method: "HEAD" });
    expect([head.status, Number(head.headers.get("content-length"))]).toEqual([
      200,
      (await whole.arrayBuffer()).byteLength,
    ]);
  }
  expect(await seen(`/pictures/${"A".repeat(43)}`)).toBe(404);
});

test("section 19: pictures are turned upright, and lose where and with what they were taken", async () => {
  const { id } = await newItem();
  const taken = await sharp({
    create: { width: 60, height: 20, channels: 3, background: { r: 9, g: 99, b: 199 } },
  })
    .jpeg()
    .withExif({ IFD0: { Make: "Camera of Ada", Orientation: "6" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect((await sharp(taken).metadata()).orientation).toBe(6);
  const [picture] = (await added(`/items/${id}/pictures`, taken)).pictures;
  expect(picture).toMatchObject({ width: 20, height: 60 });
  for (const path of [picture.path, picture.small_path, picture.large_path]) {
    const bytes = Buffer.from(await (await fetch(api(path))).arrayBuffer());
    const { width, height, exif, orientation } = await sharp(bytes).metadata();
    expect({ width, height, exif, turned: orientation ?? 1 }).toEqual({
      ...{ width: 20, height: 60, exif: undefined, turned: 1 },
    });
    expect(bytes.includes("Camera of Ada")).toBe(false);
  }
});

test("16 bits, shades of gray and one pixel are pictures, too", async () => {
  const { id } = await newItem();
  const gray = sharp({ create: { width: 3, height: 3, channels: 3, background: "#777777" } });
  const deep = await gray.clone().toColourspace("rgb16").png().toBuffer();
  const shades = await gray.clone().greyscale().toColourspace("b-w").png().toBuffer();
  for (const content of [deep, shades]) await added(`/items/${id}/pictures`, content);
  for (const { small_path } of (await backroom.owner.ok.get(`/items/${id}`)).pictures) {
    const bytes = Buffer.from(await (await fetch(api(small_path))).arrayBuffer());
    const { data } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(Math.abs(data[0]! - 0x77)).toBeLessThan(6);
  }
});

describe("what is no picture is refused by the field's name, and nothing is kept", () => {
  /** A PNG whose header promises more pixels than memory has. */
  async function bomb(): Promise<Buffer> {
    return sharp({
      create: { width: 10_000, height: 8000, channels: 3, background: "#000000" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
  }
  const jpeg = async () => {
    const side = { width: 400, height: 400 };
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    return sharp({ create: { ...side, channels: 3, background: "#000000", noise } })
      .jpeg()
      .toBuffer();
  };
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  const bad: [string, () => Promise<Uint8Array> | Uint8Array][] = [
    ["an SVG with a script", () => Buffer.from(svg)],
    ["an SVG that says it is XML", () => Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ["nothing", () => Buffer.alloc(0)],
    ["a truncated JPEG", async () => (await jpeg()).subarray(0, 4000)],
    ["the head of a PNG alone", async () => (await another()).subarray(0, 40)],
    ["too many pixels", bomb],
    ["HTML behind the first bytes of a GIF", () => Buffer.from("GIF89a<script>alert(1)</script>")],
    ["a PDF", () => Buffer.from("%PDF-1.7\n%%EOF")],
  ];
  test.each(bad)("%s", async (_what, content) => {
    const { id } = await newItem();
    const before = await db.rows(file).countDocuments({});
    const answer = await send(`/items/${id}/pictures`, await content());
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "wrong_picture", errors: [{ pointer: "/file" }] },
    });
    expect(await db.rows(file).countDocuments({})).toBe(before);
    expect(await backroom.owner.ok.get(`/items/${id}`)).toMatchObject({ pictures: [], version: 1 });
  });

  test("a picture that is a page as well is kept as a picture alone", async () => {
    const { id } = await newItem();
    const both = Buffer.concat([await another(), Buffer.from("<script>alert(1)</script>")]);
    const [{ path }] = (await added(`/items/${id}/pictures`, both)).pictures;
    const answer = await fetch(api(path));
    expect(Buffer.from(await answer.arrayBuffer()).includes("<script>")).toBe(false);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("more than 20 MiB, no file, two files, another field", async () => {
    const { id } = await newItem();
    const path = `/items/${id}/pictures`;
    expect((await send(path, Buffer.alloc(20 * 1024 * 1024 + 1))).status).toBe(413);
    const blob = new Blob([new Uint8Array(await another())]);
    const forms = [[], [["file"], ["file"]], [["picture"]]].map((fields) => {
      const form = new FormData();
      form.append("alt", "x");
      for (const [name] of fields) form.append(name!, blob, "a.png");
      return form;
    });
    for (const body of forms) {
      const headers = { authorization: `Bearer ${backroom.owner.key}` };
      const answer = await fetch(api(path), { method: "POST", body, headers });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/file" }] });
    }
  });
});

test("a variant's own picture: the product's first for its own variant, and gone with it", async () => {
  const { id } = await newProduct();
  const shown = await added(`/products/${id}/pictures`);
  expect([shown.image_file_id, shown.image_path]).toEqual([shown.pictures[0].id, shown.pictures[0].path]);
  const media = (await send("/pictures", await another())).body;
  const own = await backroom.owner.ok.post(`/variants/${id}/image`, { file_id: media.id });
  expect(own.shown.image_path).toBe(media.path);
  expect(ids(await backroom.owner.ok.get(`/products/${id}`))).toEqual([media.id]);
  await named(shown.pictures[0].id, 0);
  const variant = await backroom.owner.ok.post("/variants", { product_id: id, name: "Blue" });
  expect(variant.shown.image_path).toBe(media.path);
  const blue = (await send("/pictures", await another())).body;
  await backroom.owner.ok.post(`/variants/${variant.id}/image`, { file_id: blue.id });
  await named(blue.id);
  await backroom.owner.delete(`/variants/${variant.id}`);
  await named(blue.id, 0);
  const unknown = await backroom.owner.post(`/variants/${id}/image`, { file_id: crypto.randomUUID() });
  expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: "/file_id" }] } });
});

test("EVT-2: whoever listens hears which pictures an item shows, beside the change of the item", async () => {
  const { id } = await newItem();
  const [{ id: picture_id }] = (await added(`/items/${id}/pictures`)).pictures;
  await backroom.owner.ok.patch(`/items/${id}/pictures/${picture_id}`, { alt: "A coat" });
  await backroom.owner.delete(`/items/${id}/pictures/${picture_id}`);
  const { data } = await backroom.owner.ok.get(`/audit?entity_id=${id}`);
  const told = data.reverse().flatMap((row: Json) => row.events.map(({ type }: Json) => type));
  const both = ["item.updated", "item.pictures_changed"];
  expect(told).toEqual(["item.created", ...both, "item.updated", ...both]);
});

test("EVT-2: news of pictures that comes late, or twice, brings nothing back", async () => {
  const { id } = await newItem();
  const [picture] = (await added(`/items/${id}/pictures`)).pictures;
  await named(picture.id);
  const item = await backroom.owner.ok.patch(`/items/${id}`, { image_ids: [] });
  await unseen(picture);
  await named(picture.id, 0);
  const keep = (platform.reactions ?? []).find(({ name }) => name === "keep_shown_pictures")!;
  expect(item.version).toBeGreaterThan(2);
  const late = {
    aggregate: { kind: "item", id, seq: 2 },
    data: { picture_ids: [picture.id], removed_ids: [] },
  };
  const org = { id: item.org_id, slug: "", mode: "live", currency: "USD", timezone: "UTC" } as const;
  const meta: Meta = {
    ...{ org, actor: { kind: "system", id: "test" }, scopes: ["*"], request_id: "late" },
  };
  if (!("run" in keep)) throw new Error("It runs alone.");
  const transact = transactOn(db, numbersOf(db.kernel), () => undefined);
  await transact(meta, { action: "late" }, (tx) => keep.run(tx, late as never, undefined));
  expect(await namesOf(picture.id)).toBe(0);
  expect(await seen(picture.path)).toBe(404);
});
