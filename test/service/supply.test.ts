/** Summaries, promises and requirements over stock and orders (AVL-1 to AVL-3, MRP-1, MRP-2). */
import { addDays } from "../../shared/dates.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { micro, openWorkshop, type Workshop } from "../support/makers.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
let works: string;
let store: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Supply");
  shop = await openWorkshop(owner);
  [works, store] = [await shop.site("Works"), await shop.site("Attic")];
});
afterAll(() => backroom?.stop());

const stock = (thing: object, quantity: number, location_id = works) =>
  owner.ok.post("/stock/adjustments", {
    ...{ ...thing, location_id, quantity: micro(quantity), unit_cost: micro(1) },
  });

test("AVL-1 one row per material or SKU and site that ever had an entry, by code and site", async () => {
  const [b, a] = [await shop.sku("B-2"), await shop.sku("A-10")];
  await stock({ sku_id: b }, 3);
  await stock({ sku_id: a }, 4);
  await stock({ sku_id: a }, 5, store);
  await owner.ok.post("/stock/disposals", { sku_id: a, location_id: store, quantity: micro(5) });
  await owner.ok.post("/reorder-rules", { sku_id: b, location_id: store, reorder_point: micro(1) });
  const { data } = await owner.ok.get("/stock/summary?pool=finished_goods");
  expect(data.map((row: Json) => [row.code, row.location_name, row.on_hand, row.available])).toEqual([
    ["A-10", "Attic", 0, 0],
    ["A-10", "Works", micro(4), micro(4)],
    ["B-2", "Works", micro(3), micro(3)],
  ]);
  expect((await owner.ok.get(`/stock/summary?pool=finished_goods&location_id=${store}`)).data).toHaveLength(
    1,
  );
  expect((await owner.ok.get("/stock/summary?pool=materials")).data).toEqual([]);
});

test("AVL-1 a new code is shown once the catalog has told it", async () => {
  const sku_id = await shop.sku("Old");
  await stock({ sku_id }, 1);
  const codes = async () => {
    const { data } = await owner.ok.get(`/stock/summary?pool=finished_goods&sku_id=${sku_id}`);
    return data.map((row: Json) => row.code);
  };
  await owner.ok.patch(`/skus/${sku_id}`, { code: "Newer" });
  await until(async () => (await codes()).join() === "Newer", "the new code");
});

test("AVL-2 what is there, comes and is wanted decides when a quantity can be promised", async () => {
  const [id, gift, vendor_id] = [await shop.sku("Soap"), await shop.sku("Gift"), await shop.vendor("Soaper")];
  await shop.bom(gift, [{ sku_id: id, quantity: micro(1) }]);
  await stock({ sku_id: id }, 85);
  const today = new Date().toISOString().slice(0, 10);
  const [soon, later] = [addDays(today, 9), addDays(today, 14)];
  await owner.ok.post("/purchase-orders", {
    ...{ vendor_id, target_type: "finished_goods", status: "placed", ship_to_location_id: works },
    ...{ expected_delivery_date: later, lines: [{ sku_id: id, quantity: micro(100) }] },
  });
  await owner.ok.post("/make-orders", {
    ...{ kind: "production", location_id: works, status: "entered", expected_delivery_date: soon },
    outputs: [{ sku_id: gift, quantity: micro(40) }],
  });
  const day = async (quantity: number) =>
    (await owner.ok.get(`/stock/promise?sku_id=${id}&quantity=${micro(quantity)}`)).day;
  expect(await Promise.all([45, 46, 145, 146].map(day))).toEqual([today, later, later, null]);
  expect((await owner.get(`/stock/promise?sku_id=${id}&quantity=1`)).status).toBe(400);
});

test("AVL-3 what is low is suggested: to make what has a BOM, to buy the rest, until it is ordered", async () => {
  const [kit, bag, vendor_id] = [await shop.sku("Kit"), await shop.sku("Bag"), await shop.vendor("Bagger")];
  await shop.bom(kit, [{ sku_id: bag, quantity: micro(1) }]);
  const rule = async (sku_id: string, location_id: string, more: object) =>
    owner.ok.post("/reorder-rules", { sku_id, location_id, reorder_point: micro(2), ...more });
  await stock({ sku_id: kit }, 5);
  await stock({ sku_id: bag }, 2);
  await stock({ sku_id: bag }, 1, store);
  await rule(kit, works, { reorder_quantity: micro(6) });
  await rule(bag, works, { reorder_quantity: micro(40) });
  await rule(bag, store, {});
  const rows = async (at = "") => {
    const { data } = await owner.ok.get(`/stock/suggestions${at}`);
    return data.map((row: Json) => [row.how, row.code, row.location_name, row.quantity]);
  };
  expect(await rows()).toEqual([["buy", "Bag", "Works", micro(40)]]);
  await owner.ok.post("/stock/disposals", { sku_id: kit, location_id: works, quantity: micro(3) });
  expect(await rows()).toEqual([
    ["buy", "Bag", "Works", micro(40)],
    ["make", "Kit", "Works", micro(6)],
  ]);
  expect(await rows(`?location_id=${store}`)).toEqual([]);
  expect((await owner.get("/stock/suggestions?location_id=nowhere")).status).toBe(400);
  await owner.ok.post("/purchase-orders", {
    ...{ vendor_id, target_type: "finished_goods", status: "placed", ship_to_location_id: works },
    lines: [{ sku_id: bag, quantity: micro(40) }],
  });
  await owner.ok.post("/make-orders", {
    ...{ kind: "production", location_id: works, status: "placed" },
    outputs: [{ sku_id: kit, quantity: micro(6) }],
  });
  expect(await rows()).toEqual([]);
});

test("MRP-1, MRP-2 requirements are net of what is available, level by level", async () => {
  const [gift, jar] = [await shop.sku("Gift box"), await shop.sku("Jar")];
  const [box, ribbon, beans, lid] = (await Promise.all(
    ["Box", "Ribbon", "Beans", "Lid"].map(shop.material),
  )) as [string, string, string, string];
  const part = (thing: object, quantity: number, scrap_ppm = 0) => ({
    ...thing,
    quantity: micro(quantity),
    scrap_ppm,
  });
  await shop.bom(jar, [part({ material_id: beans }, 0.25), part({ material_id: lid }, 1)]);
  await shop.bom(gift, [
    part({ sku_id: jar }, 2),
    part({ material_id: box }, 1),
    part({ material_id: ribbon }, 0.5, 40_000),
  ]);
  await stock({ sku_id: jar }, 50);
  for (const [material_id, quantity] of [
    [box, 130],
    [ribbon, 40],
    [beans, 30],
    [lid, 100],
  ] as const)
    await stock({ material_id }, quantity);
  const plan = await owner.ok.get(
    `/stock/requirements?sku_id=${gift}&quantity=${micro(120)}&location_id=${works}`,
  );
  expect(plan.can_make).toBe(75);
  expect(
    Object.fromEntries(plan.requirements.map((row: Json) => [row.material_id ?? row.sku_id, row.short])),
  ).toEqual({ [jar]: 0, [box]: 0, [ribbon]: micro(22.4), [beans]: micro(17.5), [lid]: micro(90) });
  expect(plan.requirements.find((row: Json) => row.sku_id === jar).make).toBe(micro(190));
});
