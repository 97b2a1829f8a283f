/** Variants, prices and who may offer what, as clients of Candle see it (PRD, SEA). */
import { setClock } from "../../../shared/clock.ts";
import type { Json } from "../../support/backroom.ts";
import { type Market, openPlatform, SESSION, signIn, startMarket, uuidOf } from "../../support/candle.ts";
import { pictureFile, someone } from "../../support/candle-people.ts";
import { oneColor, uploadPicture } from "../../support/pictures.ts";
import { wireTo } from "../../support/wire.ts";

let market: Market;
let at: number | null = null;
let setBack: () => void;

beforeAll(async () => {
  setBack = setClock(() => at ?? Date.now());
  market = await startMarket();
  await openPlatform(market.url, market.owner);
});
afterAll(async () => {
  await market?.stop();
  setBack();
});
afterEach(() => {
  at = null;
});

const wire = () => wireTo(`${market.url}/candle/v1`, market.owner.key);
const ok = (method: string, path: string, body?: Json) => wire().ok(method, path, body);
const create = (body: Json) => ok("POST", "/products", { name: "Hat", price: 300, quantity: 5, ...body });

test("SEA-2: the price of the day, switched on and off", async () => {
  const { id } = await create({});
  const prices: [number, string, string, Json][] = [
    [250, "2026-12-20", "2027-01-06", { recursYearly: true, priority: 0 }],
    [270, "2027-12-01", "2027-12-31", { priority: 1 }],
    [200, "2027-12-24", "2027-12-24", { priority: 1 }],
    [240, "2027-12-24", "2027-12-26", { priority: 1 }],
  ];
  for (const [price, start, end, more] of prices)
    await ok("POST", `/products/${id}/prices`, { price, start, end, ...more });
  const on = async (day: string) => {
    at = Date.parse(`${day}T12:00:00Z`);
    return (await ok("GET", `/products/${id}`)).effectivePrice;
  };
  expect(await on("2027-12-24")).toBe(300);
  await ok("PUT", `/products/${id}/prices/usage`, { useSeasonalPrices: true });
  const days = [
    "2027-11-30",
    "2027-12-05",
    "2027-12-20",
    "2027-12-24",
    "2027-12-25",
    "2028-01-03",
    "2028-12-22",
  ];
  const seen = [];
  for (const day of days) seen.push(await on(day));
  expect(seen).toEqual([300, 270, 270, 200, 240, 250, 250]);
  at = Date.parse("2027-12-24T12:00:00Z");
  const listed = await ok("GET", `/products/${id}/prices`);
  expect(listed.map(({ price, isActive }: Json) => [price, isActive])).toEqual([
    [250, false],
    [270, false],
    [200, true],
    [240, false],
  ]);
  const backwards = { price: 1, start: "2027-12-24", end: "2027-12-23" };
  const refused = await wire().send("POST", `/products/${id}/prices`, backwards);
  expect([refused.status, refused.body.details[0].field]).toEqual([400, "end"]);
});

test("FIL-2: the picture of a product is its first; a variant without one of its own shows it, and with it nothing", async () => {
  const { url, owner } = market;
  const parent = await create({});
  expect(parent.image ?? null).toBeNull();
  const at = `/products/${uuidOf(parent.id)}`;
  const caller = { url, key: owner.key };
  await uploadPicture(caller, `${at}/pictures`, await oneColor("10204a"));
  const shown = await uploadPicture(caller, `${at}/pictures`, await oneColor("b01020"));
  const [first, second] = shown.pictures;
  const child = await create({ name: "Hat, red", parent_product_id: parent.id });
  const imageOf = async ({ id }: Json) => (await ok("GET", `/products/${id}`)).image;
  expect(await imageOf(parent)).toBe(`${url}/native/api/v1${first.path}`);
  expect(await imageOf(child)).toBe(await imageOf(parent));
  expect((await fetch(await imageOf(parent))).headers.get("content-type")).toBe("image/png");
  await owner.ok.patch(at, { image_ids: [second.id, first.id] });
  expect(await imageOf(child)).toBe(`${url}/native/api/v1${second.path}`);
  // One that was uploaded by Candle's own operation.
  const form = new FormData();
  form.append("file", await pictureFile());
  const media = await ok("POST", "/utils/media/upload", form);
  await owner.ok.patch(at, { image_ids: [uuidOf(media.id), first.id] });
  expect(await imageOf(parent)).toBe(media.url);
  await ok("DELETE", `/products/${parent.id}`);
  expect((await owner.ok.get(at)).pictures).toEqual([]);
});

test("PRD-3: a variant shows its parent's texts where it has none, and cannot be bought without it", async () => {
  const parent = await create({ description: "Wool.", category: "Hats", tags: ["wool"] });
  const child = await create({ name: "Hat, red", parent_product_id: parent.id, price: 320, quantity: 2 });
  expect(child).toMatchObject({
    ...{ parent_product_id: parent.id, description: "Wool.", category: "Hats", tags: ["wool"] },
    ...{ price: 320, quantity: 2, user_id: parent.user_id },
  });
  await ok("PUT", `/products/${parent.id}`, { description: "Merino." });
  expect((await ok("GET", `/products/${child.id}`)).description).toBe("Merino.");
  const third = await wire().send("POST", "/products", { name: "X", price: 1, parent_product_id: child.id });
  expect([third.status, third.body.details[0].field]).toEqual([422, "parent_product_id"]);
  const other = await ok("POST", "/users", { email: someone() });
  const theirs = { name: "X", price: 1, parent_product_id: parent.id, user_id: other.id };
  expect((await wire().send("POST", "/products", theirs)).status).toBe(422);
  const native = async () => market.owner.ok.get(`/variants?product_id=${uuid(parent.id)}&sort=created_at`);
  const buyable = async () => (await native()).data.map(({ is_buyable }: Json) => is_buyable);
  expect(await buyable()).toEqual([true, true]);
  await ok("PUT", `/products/${parent.id}/disable`);
  expect(await buyable()).toEqual([false, false]);
  await ok("PUT", `/products/${parent.id}/enable`);
  await ok("DELETE", `/products/${parent.id}`);
  expect(await buyable()).toEqual([false]);
  await market.owner.ok.post(`/products/${uuid(parent.id)}/restore`);
  expect(await buyable()).toEqual([true, true]);
});

test("PRD-3: a variant that is sent back as it was read keeps showing its parent's texts", async () => {
  const parent = await create({ description: "Wool.", category: "Hats", tags: ["wool"] });
  const child = await create({ name: "Hat, blue", parent_product_id: parent.id, price: 320, quantity: 2 });
  expect(await ok("PUT", `/products/${child.id}`, { ...child, quantity: 3 })).toMatchObject({
    ...{ description: "Wool.", category: "Hats", tags: ["wool"], quantity: 3 },
  });
  await ok("PUT", `/products/${parent.id}`, { description: "Merino.", tags: ["merino"] });
  const after = await ok("PUT", `/products/${child.id}`, { category: "Caps" });
  expect(after).toMatchObject({ description: "Merino.", category: "Caps", tags: ["merino"] });
});

const uuid = (id: string) => id.replace(/^\w+_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

test("PRD-2: quantity and the switch decide together what is in stock; amounts are not finer than the currency", async () => {
  const shown = async (body: Json) => (await create(body)).isAvailableInStock;
  expect(await shown({})).toBe(true);
  expect(await shown({ quantity: 0 })).toBe(false);
  expect(await shown({ isAvailableInStock: false })).toBe(false);
  for (const [body, field] of [
    [{ price: 1.005 }, "price"],
    [{ price: -1 }, "price"],
    [{ quantity: 1.5 }, "quantity"],
    [{ user_id: "user_1" }, "user_id"],
  ] as const) {
    const refused = await wire().send("POST", "/products", { name: "Hat", price: 1, ...body });
    expect([refused.status, refused.body.details[0].field]).toEqual([400, field]);
  }
});

test("PRD-2: goods that had run out are to be had again when the form they were read into brings new ones", async () => {
  const empty = await create({ quantity: 0 });
  const back = await ok("PUT", `/products/${empty.id}`, empty);
  expect(back).toMatchObject({ quantity: 0, isAvailableInStock: false });
  const filled = await ok("PUT", `/products/${empty.id}`, { ...back, quantity: 4 });
  expect(filled).toMatchObject({ quantity: 4, isAvailableInStock: true });
  const off = await ok("PUT", `/products/${empty.id}`, { ...filled, isAvailableInStock: false });
  expect(off).toMatchObject({ quantity: 4, isAvailableInStock: false });
  await ok("PUT", `/products/${empty.id}`, { isAvailableInStock: true, quantity: 0 });
  await ok("PUT", `/products/${empty.id}`, { isAvailableInStock: false });
  expect((await ok("PUT", `/products/${empty.id}`, { quantity: 1 })).isAvailableInStock).toBe(false);
});

test("PRM-6, PLT-1: a customer reads products and writes none; products of another platform are not found", async () => {
  const { token } = await signIn(market, market.owner, someone());
  const alone = wireTo(`${market.url}/candle/v1`, token);
  const { id } = await create({});
  expect((await alone.send("GET", `/products/${id}`)).status).toBe(200);
  expect((await alone.send("POST", "/products", { name: "Hat", price: 1 })).status).toBe(403);
  const second = await market.owner.ok.post("/platforms", { name: "Second" });
  const { key } = await market.owner.ok.post("/api-keys", { name: "Second", platform_id: second.id });
  const there = wireTo(`${market.url}/candle/v1`, key);
  expect((await there.send("GET", `/products/${id}`)).status).toBe(404);
  expect((await there.send("PUT", `/products/${id}/disable`)).status).toBe(404);
  expect((await there.ok("GET", "/products")).length).toBe(0);
  expect((await there.send("GET", "/products", undefined, { [SESSION]: token })).status).toBe(401);
});
