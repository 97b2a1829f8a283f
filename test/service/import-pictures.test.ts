/** The pictures that a file names: told by the check, fetched after the run, once, and only what may be fetched (FIL-1, FIL-2). */
import type { RequestListener, ServerResponse } from "node:http";
import mongoose from "mongoose";
import { delaysMs } from "../../services/inventory/import-pictures/fetches.rules.ts";
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { checkFile, runToEnd } from "../support/imported.ts";
import { type PictureServer, pictureNamed, startPictureServer } from "../support/picture-server.ts";
import { breachesIn } from "../support/verified.ts";

let pictures: PictureServer;
let backroom: Backroom;
let ahead = 0;
let setBack: () => void;
beforeAll(async () => {
  setBack = setClock(() => Date.now() + ahead);
  pictures = await startPictureServer();
  backroom = await startBackroom({
    settings: { PICTURES_ALLOWED_HOSTS: pictures.host, PICTURES_TIMEOUT_MS: 5000 },
  });
});
afterAll(async () => {
  await backroom?.stop();
  await pictures.stop();
  setBack();
});
afterEach(() => {
  ahead = 0;
});

let shops = 0;
const newShop = () => backroom.organization(`Pictures ${++shops}`);

/** The import, once each of its pictures was tried. */
const tried = (shop: Client, id: string): Promise<Json> =>
  until(async () => {
    const found = await shop.ok.get(`/imports/${id}`);
    return found.pictures_waiting_count === 0 && found;
  }, "every picture to be tried");

/** Checks and runs a file; the import once each picture was tried. */
async function brought(
  shop: Client,
  file: string | Uint8Array,
  wanted: { kind: string; [more: string]: unknown },
) {
  const { status, body } = await checkFile(backroom, shop, file, wanted);
  if (status !== 201) throw new Error(JSON.stringify(body));
  await runToEnd(shop, body.id);
  return { check: body, done: await tried(shop, body.id) };
}

const itemsOf = async (shop: Client): Promise<Json[]> =>
  (await shop.ok.get("/items?limit=100&sort=title")).data;

const bytesAt = async (path: string) =>
  Buffer.from(await (await fetch(`${backroom.url}/api/v1${path}`)).arrayBuffer());

const altsOf = (item: Json): (string | null)[] => item.pictures.map(({ alt }: Json) => alt);

describe("each importer reads its columns", () => {
  const at = (...names: string[]) => names.map((each) => pictures.url(each));
  type Case = [kind: string, file: () => string, answers: object, names: string[][]];
  const cases: Case[] = [
    [
      "items",
      () =>
        `Title,Price,Pictures\nA coat,10,${at("i1", "i2").join(" ")}\nB hat,5,${at("i3", "i4").join("|")}`,
      {},
      [
        ["i1", "i2"],
        ["i3", "i4"],
      ],
    ],
    [
      "woocommerce",
      () =>
        [
          "ID,Type,Name,Regular price,Images,Parent",
          `1,simple,A coat,10,"${at("w1", "w2").join(", ")}",`,
          `2,variable,B hat,,"${at("w3", "w4").join(",")}",`,
          `3,variation,B hat - S,5,${pictures.url("w5")},id:2`,
          "4,variation,C hat - M,5,,id:2",
        ].join("\n"),
      {},
      [
        ["w1", "w2"],
        ["w5", "w3", "w4"],
        ["w3", "w4"],
      ],
    ],
    ...["square", "ricochet", "simpleconsign", "consigncloud_items"].map((kind): Case => {
      const title = { square: "Item name", ricochet: "Name" }[kind] ?? "Title";
      return [
        kind,
        () =>
          [
            `${title},Price,SKU,Images,Image 2`,
            `A coat,10,${kind}1,${at(`${kind}a`, `${kind}b`).join(";")},${pictures.url(`${kind}c`)}`,
          ].join("\n"),
        {},
        [[`${kind}a`, `${kind}b`, `${kind}c`]],
      ];
    }),
  ];
  test.each(cases)("%s", async (kind, file, answers, names) => {
    const shop = await newShop();
    const { check, done } = await brought(shop, file(), { kind, ...answers });
    const wanted = names.flat();
    expect(check).toMatchObject({
      pictures_count: wanted.length,
      picture_problems: [],
      pictures_made_count: 0,
    });
    expect(check.ignored_columns).toEqual([]);
    expect(done).toMatchObject({ pictures_made_count: wanted.length, pictures_failed_count: 0 });
    const items = await itemsOf(shop);
    expect(items.map((item) => item.pictures.length)).toEqual(names.map((each) => each.length));
    const alone = await newShop();
    const named = await brought(
      alone,
      `Title,Price,Pictures\n${[...new Set(wanted)].map((name) => `${name},1,${pictures.url(name)}`).join("\n")}`,
      { kind: "items" },
    );
    expect(named.done.pictures_failed_count).toBe(0);
    const own = new Map<string, Buffer>();
    for (const item of await itemsOf(alone)) own.set(item.title, await bytesAt(item.pictures[0].path));
    for (const [i, item] of items.entries())
      for (const [n, picture] of item.pictures.entries())
        expect((await bytesAt(picture.path)).equals(own.get(names[i]![n]!)!)).toBe(true);
  });

  test.each([
    [
      "until 2024",
      "Handle,Title,Variant Price,Option1 Name,Option1 Value,Image Src,Image Position,Image Alt Text,Variant Image",
    ],
    [
      "since",
      "URL handle,Title,Price,Option1 name,Option1 value,Product image URL,Image position,Image alt text,Variant image URL",
    ],
  ])(
    "shopify, with the headers %s: in their order, with their words, the variant's own first",
    async (when, header) => {
      const url = (name: string) => pictures.url(`${name}-${when.length}`);
      const shop = await newShop();
      const file = [
        header,
        `coat,A coat,10,Size,S,${url("back")},2,From behind,${url("small")}`,
        `coat,,10,,M,${url("front")},1,From the front,${url("back")}`,
        `coat,,,,,${url("lining")},3,,`,
        "hat,B hat,5,Title,Default Title,,,,",
      ].join("\n");
      const { check, done } = await brought(shop, file, { kind: "shopify" });
      expect([check.rows_count, check.pictures_count, check.ignored_columns]).toEqual([3, 7, []]);
      expect(done.pictures_made_count).toBe(7);
      const [medium, small, hat] = await itemsOf(shop);
      expect(altsOf(small)).toEqual([null, "From the front", "From behind", null]);
      expect(altsOf(medium)).toEqual(["From behind", "From the front", null]);
      expect(hat.pictures).toEqual([]);
      expect(small.image_ids[1]).toBe(medium.image_ids[1]);
      for (const name of ["small", "front", "back", "lining"])
        expect(pictures.fetched(`${name}-${when.length}`)).toBe(1);
    },
  );
});

const fileOf = (...rows: string[]) => ["Title,Price,Pictures", ...rows].join("\n");

test("addresses that cannot be fetched, and pictures beyond the 20th, are told by their line; the rows come in", async () => {
  const shop = await newShop();
  const many = Array.from({ length: 22 }, (_, i) => pictures.url(`many-${i}`));
  const before = pictures.total();
  const file = fileOf(
    `A,1,ftp://a.example/1.jpg ${pictures.url("ok")}`,
    "B,1,coat.jpg",
    `C,1,https://a.example/${"x".repeat(2048)}`,
    "D,1,https://me:secret@a.example/1.jpg",
    `E,1,${many.join(" ")}`,
    "F,free,also-bad.jpg",
  );
  const { body: check } = await checkFile(backroom, shop, file, { kind: "items" });
  expect(check).toMatchObject({ new_count: 5, refused_count: 1, pictures_count: 21 });
  expect(check.picture_problems.map(({ line, code }: Json) => [line, code])).toEqual([
    [2, "invalid_address"],
    [3, "invalid_address"],
    [4, "too_long"],
    [5, "invalid_address"],
    [6, "too_many"],
    [6, "too_many"],
  ]);
  expect(check.picture_problems[0]).toMatchObject({ address: "ftp://a.example/1.jpg" });
  expect(check.picture_problems[4].address).toBe(many[20]);
  for (const { message } of check.picture_problems) expect(message).toMatch(/\.$/);
  expect(pictures.total()).toBe(before);
  await runToEnd(shop, check.id);
  expect(await tried(shop, check.id)).toMatchObject({ pictures_made_count: 21, created_count: 5 });
  expect((await itemsOf(shop)).map((item) => item.pictures.length)).toEqual([1, 0, 0, 0, 20]);
});

/** Works on the stored rows by which the worker fetches. */
async function inRows<T>(work: (rows: mongoose.Collection<Json>) => Promise<T>): Promise<T> {
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const rows = connection.useDb(`${backroom.namespace}_inventory`).collection<Json>("picture_fetches");
  return work(rows).finally(() => connection.close());
}

const stored = (import_id: string): Promise<Json[]> => inRows((rows) => rows.find({ import_id }).toArray());

const triedOften = ({ pictures: all, next_at }: Json, tries: number): boolean => {
  const [first = null] = all.flatMap((each: Json) => each.next_at ?? []).sort();
  return (
    first === next_at && all.every((each: Json) => each.status === "made" || Number(each.tries) === tries)
  );
};

/** Waits until each picture of an import is made, or was tried this often and is no worker's any more. */
const recorded = (import_id: string, tries: number) =>
  until(
    async () => (await stored(import_id)).every((row) => triedOften(row, tries)),
    `the record of attempt ${tries}`,
  );

const slowly: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-type": "image/png" });
  const more = () => {
    if (!response.destroyed) response.write("x", () => setImmediate(more));
  };
  more();
};

test("what is no picture, too large, elsewhere or never ends is given up with its reason, and the others come", async () => {
  const shop = await newShop();
  const big = Buffer.alloc(21 * 1024 * 1024);
  pictures.answer("missing", { status: 404, body: "no" });
  pictures.answer("page", { status: 200, headers: { "content-type": "text/html" }, body: "<html>Hi</html>" });
  pictures.answer("svg", { status: 200, headers: { "content-type": "image/svg+xml" }, body: "<svg/>" });
  pictures.answer("big", { status: 200, body: big });
  pictures.answer("inside", {
    status: 302,
    headers: { location: "http://169.254.169.254/latest/meta-data" },
  });
  pictures.answer("other-port", { status: 302, headers: { location: "http://127.0.0.1:1/x.png" } });
  pictures.answer("file", { status: 301, headers: { location: "file:///etc/passwd" } });
  pictures.answer("loop", { status: 301, headers: { location: "/loop" } });
  pictures.answer("moved", { status: 301, headers: { location: "/moved-here" } });
  const names = ["missing", "page", "svg", "big", "inside", "other-port", "file", "loop", "moved"];
  const rows = names.map((name, i) => `${i} ${name},1,${pictures.url(name)}`);
  const file = fileOf(
    ...rows,
    "direct,1,http://127.0.0.1:1/x.png",
    "literal,1,http://[::1]:8080/x.png",
    "port,1,https://a.example:22/x.png",
  );
  const { check, done } = await brought(shop, file, { kind: "items" });
  expect(check).toMatchObject({ pictures_count: 12, picture_problems: [] });
  expect(done).toMatchObject({
    pictures_made_count: 1,
    pictures_failed_count: 11,
    pictures_retrying_count: 0,
  });
  expect(done.failed_pictures.map(({ line, code }: Json) => [line, code])).toEqual([
    [2, "bad_status"],
    [3, "wrong_picture"],
    [4, "wrong_picture"],
    [5, "too_large"],
    [6, "refused_address"],
    [7, "refused_address"],
    [8, "invalid_url"],
    [9, "redirected"],
    [11, "refused_address"],
    [12, "refused_address"],
    [13, "refused_address"],
  ]);
  expect(done.failed_pictures[0]).toEqual({
    ...{ line: 2, address: pictures.url("missing"), code: "bad_status" },
    message: "The address answers with status 404.",
  });
  const items = await itemsOf(shop);
  expect(items.filter((item) => item.pictures.length > 0).map(({ title }) => title)).toEqual(["8 moved"]);
});

test("a body that never ends is given up when its time is over, and tried again", async () => {
  const shop = await newShop();
  pictures.answer("endless", slowly);
  const { done } = await brought(shop, fileOf(`A,1,${pictures.url("endless")}`), { kind: "items" });
  expect(done).toMatchObject({ pictures_retrying_count: 1, pictures_failed_count: 0 });
  expect((await stored(done.id))[0].pictures).toMatchObject([{ status: "retrying", code: "timed_out" }]);
});

test("a server that is down is tried five times within four hours, then given up; one that comes back is not", async () => {
  const shop = await newShop();
  pictures.answer("down", { status: 503 });
  pictures.answer("back", { status: 500 });
  const file = fileOf(`A,1,${pictures.url("down")}`, `C,1,${pictures.url("back")} ${pictures.url("second")}`);
  const { done } = await brought(shop, file, { kind: "items" });
  expect(done).toMatchObject({ pictures_retrying_count: 2, pictures_made_count: 1, failed_pictures: [] });
  pictures.answer("back", null);
  await recorded(done.id, 1);
  for (const [i, delay] of delaysMs.slice(1).entries()) {
    ahead += delay * 1.2;
    await recorded(done.id, i + 2);
  }
  expect([pictures.fetched("down"), pictures.fetched("back")]).toEqual([5, 2]);
  const given_up = await until(async () => {
    const found = await shop.ok.get(`/imports/${done.id}`);
    return found.pictures_retrying_count === 0 && found;
  }, "the end of attempts");
  expect(given_up).toMatchObject({ pictures_made_count: 2, pictures_failed_count: 1 });
  expect(given_up.failed_pictures).toMatchObject([{ line: 2, code: "bad_status" }]);
  expect(delaysMs.reduce((sum, each) => sum + each, 0)).toBeLessThan(4 * 3_600_000);
  // The first picture came later than the second, and has the first place.
  const [, second] = await itemsOf(shop);
  const alone = await newShop();
  await brought(alone, fileOf(`X,1,${pictures.url("back")}`), { kind: "items" });
  const [sole] = await itemsOf(alone);
  expect((await bytesAt(second.pictures[0].path)).equals(await bytesAt(sole.pictures[0].path))).toBe(true);
});

test("a server that asks for patience gets it, at most an hour", async () => {
  const shop = await newShop();
  pictures.answer("busy", { status: 429, headers: { "retry-after": "1200" } });
  pictures.answer("rude", { status: 503, headers: { "retry-after": "999999" } });
  const file = fileOf(`A,1,${pictures.url("busy")}`, `B,1,${pictures.url("rude")}`);
  const { done } = await brought(shop, file, { kind: "items" });
  const pauses = (await stored(done.id)).map(({ pictures: [only] }) => Date.parse(only.next_at) - Date.now());
  const minutes = pauses.map((each) => Math.round(each / 60_000)).sort((one, other) => one - other);
  expect(minutes).toEqual([20, 60]);
});

test("pictures that were given up are tried again when somebody asks for it, and only those", async () => {
  const shop = await newShop();
  pictures.answer("absent", { status: 404 });
  const file = fileOf(`A,1,${pictures.url("absent")} ${pictures.url("present")}`);
  const { done } = await brought(shop, file, { kind: "items" });
  expect(done).toMatchObject({ pictures_made_count: 1, pictures_failed_count: 1 });
  const asked = () => shop.ok.post(`/imports/${done.id}/retry-pictures`);
  await asked();
  expect(await tried(shop, done.id)).toMatchObject({ pictures_failed_count: 1, pictures_made_count: 1 });
  pictures.answer("absent", null);
  expect(await asked()).toMatchObject({ id: done.id, pictures_failed_count: 0, failed_pictures: [] });
  const all = { pictures_made_count: 2, pictures_failed_count: 0 };
  expect(await tried(shop, done.id)).toMatchObject(all);
  expect(await asked()).toMatchObject(all);
  expect([pictures.fetched("absent"), pictures.fetched("present")]).toEqual([3, 1]);
  const [item] = await itemsOf(shop);
  // In the order of the file.
  const alone = await newShop();
  await brought(alone, fileOf(`X,1,${pictures.url("absent")}`), { kind: "items" });
  const [sole] = await itemsOf(alone);
  expect((await bytesAt(item.pictures[0].path)).equals(await bytesAt(sole.pictures[0].path))).toBe(true);
  const other = await newShop();
  expect((await other.post(`/imports/${done.id}/retry-pictures`)).status).toBe(404);
});

test("a second run fetches nothing, and a picture that was removed does not come back", async () => {
  const shop = await newShop();
  const file = fileOf(`A,1,${pictures.url("s1")} ${pictures.url("s2")}`, `B,1,${pictures.url("s3")}`);
  await brought(shop, file, { kind: "items" });
  const [a, b] = await itemsOf(shop);
  await shop.delete(`/items/${a.id}/pictures/${a.image_ids[0]}`);
  await shop.delete(`/items/${b.id}/pictures/${b.image_ids[0]}`);
  const before = pictures.total();
  const { check, done } = await brought(shop, file, { kind: "items" });
  expect(check).toMatchObject({ known_count: 2, pictures_count: 0, picture_problems: [] });
  expect(done).toMatchObject({ pictures_made_count: 0, pictures_waiting_count: 0 });
  expect(pictures.total()).toBe(before);
  expect((await itemsOf(shop)).map(({ image_ids }) => image_ids)).toEqual([[a.image_ids[1]], []]);
});

test("pictures that were ignored come by a later import, for items that show none", async () => {
  const shop = await newShop();
  const file = fileOf(`A,1,${pictures.url("g1")}`, `B,1,${pictures.url("g2")}`);
  const before = pictures.total();
  const ignored = await brought(shop, file, { kind: "items", pictures: "ignore" });
  expect(ignored.check).toMatchObject({ pictures: "ignore", new_count: 2, pictures_count: 0 });
  expect(pictures.total()).toBe(before);
  const [, b] = await itemsOf(shop);
  const form = new FormData();
  form.append(
    "file",
    new Blob([new Uint8Array(await (await fetch(pictures.url("own"))).arrayBuffer())]),
    "o.png",
  );
  const sent = await fetch(`${backroom.url}/api/v1/items/${b.id}/pictures`, {
    ...{ method: "POST", body: form },
    headers: { authorization: `Bearer ${shop.key}` },
  });
  expect(sent.status).toBe(201);
  const { check, done } = await brought(shop, file, { kind: "items" });
  expect(check).toMatchObject({ pictures: "fetch", known_count: 2, pictures_count: 1 });
  expect(done).toMatchObject({ created_count: 0, pictures_made_count: 1 });
  expect((await itemsOf(shop)).map((item) => item.pictures.length)).toEqual([1, 1]);
  expect(
    (await shop.post("/imports", { kind: "items", file_id: check.file_id, pictures: "some" })).status,
  ).toBe(400);
});

test("an item that was deleted gets none, and one with 20 of its own gets no more", async () => {
  const shop = await newShop();
  pictures.answer("later-1", { status: 503 });
  pictures.answer("later-2", { status: 503 });
  const file = fileOf(`A,1,${pictures.url("later-1")}`, `B,1,${pictures.url("later-2")}`);
  const { done } = await brought(shop, file, { kind: "items" });
  const [a, b] = await itemsOf(shop);
  await shop.delete(`/items/${a.id}`);
  const own = Array.from({ length: 20 }, (_, i) => pictures.url(`full-${i}`));
  const other = await brought(shop, fileOf(`C,1,${own.join(" ")}`), { kind: "items" });
  expect(other.done.pictures_made_count).toBe(20);
  const [, c] = await itemsOf(shop);
  await shop.ok.patch(`/items/${b.id}`, { image_ids: c.image_ids });
  pictures.answer("later-1", null);
  pictures.answer("later-2", null);
  const fetched = pictures.fetched("later-1");
  ahead += delaysMs[1] * 1.2;
  const ended = await until(async () => {
    const found = await shop.ok.get(`/imports/${done.id}`);
    return found.pictures_retrying_count === 0 && found;
  }, "the end of attempts");
  expect(ended).toMatchObject({
    pictures_dropped_count: 1,
    pictures_failed_count: 1,
    pictures_made_count: 0,
  });
  expect(ended.failed_pictures).toMatchObject([{ line: 3, code: "too_many" }]);
  expect(pictures.fetched("later-1")).toBe(fetched);
});

test("TEN-4: of one organization two pictures are fetched at once, and others do not wait for them", async () => {
  const [shop, other] = [await newShop(), await newShop()];
  const names = Array.from({ length: 6 }, (_, i) => `polite-${i}`);
  const held: ServerResponse[] = [];
  for (const name of names) pictures.answer(name, (_request, response) => void held.push(response));
  const file = fileOf(...names.map((name) => `${name},1,${pictures.url(name)}`));
  const { body: check } = await checkFile(backroom, shop, file, { kind: "items" });
  await runToEnd(shop, check.id);
  await until(async () => held.length >= 2, "two requests");
  const { done } = await brought(other, fileOf(`A,1,${pictures.url("others")}`), { kind: "items" });
  expect(done.pictures_made_count).toBe(1);
  expect(held).toHaveLength(2);
  for (const name of names) pictures.answer(name, null);
  for (const response of held) response.writeHead(404).end();
  expect(await tried(shop, check.id)).toMatchObject({ pictures_made_count: 4, pictures_failed_count: 2 });
});

test("whoever loses a claim meanwhile shows nothing: the picture of the later claim stays alone", async () => {
  const shop = await newShop();
  const held: ServerResponse[] = [];
  pictures.answer("slow", (_request, response) => void held.push(response));
  const file = fileOf(`A,1,${pictures.url("slow")}`);
  const { body: check } = await checkFile(backroom, shop, file, { kind: "items" });
  await runToEnd(shop, check.id);
  await until(async () => held.length === 1, "the first request");
  pictures.answer("slow", null);
  // As when the claim of a process that was paused is over.
  const next_at = new Date(Date.now() - 1000).toISOString();
  await inRows((rows) => rows.updateOne({ import_id: check.id }, { $set: { next_at } }));
  held[0]!.writeHead(200, { "content-type": "image/png" }).end(await pictureNamed("late"));
  expect(await tried(shop, check.id)).toMatchObject({ pictures_made_count: 1 });
  expect(pictures.fetched("slow")).toBe(2);
  const [item] = await itemsOf(shop);
  expect(item.pictures).toHaveLength(1);
  const alone = await newShop();
  await brought(alone, file, { kind: "items" });
  const [sole] = await itemsOf(alone);
  expect((await bytesAt(item.pictures[0].path)).equals(await bytesAt(sole.pictures[0].path))).toBe(true);
});

test("three imports of one file that run at once bring each picture once", async () => {
  const shop = await newShop();
  const file = fileOf(...Array.from({ length: 8 }, (_, i) => `${i},1,${pictures.url(`twin-${i}`)}`));
  await brought(shop, file, { kind: "items", pictures: "ignore" });
  const checks = await Promise.all(
    [1, 2, 3].map(async () => (await checkFile(backroom, shop, file, { kind: "items" })).body),
  );
  const runs = checks.flatMap(({ id }) => [id, id]).map((id) => shop.post(`/imports/${id}/run`));
  for (const { status } of await Promise.all(runs)) expect(status).toBe(200);
  for (const { id } of checks) await runToEnd(shop, id);
  const all = await Promise.all(checks.map(({ id }) => tried(shop, id)));
  expect(all.reduce((sum, each) => sum + each.pictures_made_count, 0)).toBe(8);
  expect((await itemsOf(shop)).map((item) => item.pictures.length)).toEqual(
    Array.from({ length: 8 }, () => 1),
  );
  for (let i = 0; i < 8; i++) expect(pictures.fetched(`twin-${i}`)).toBe(1);
});

test("PRM-3: pictures of test data become pictures of test data", async () => {
  const shop = await newShop();
  const { key } = await shop.ok.post("/api-keys", { name: "Test", mode: "test", access: "admin" });
  const trial = backroom.client(key);
  const { done } = await brought(trial, fileOf(`A,1,${pictures.url("trial")}`), { kind: "items" });
  expect(done.pictures_made_count).toBe(1);
  expect((await itemsOf(trial)).map((item) => item.pictures.length)).toEqual([1]);
  expect(await itemsOf(shop)).toEqual([]);
});

test("no breach is left behind (FIL-1)", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
});
