/** Materials, SKUs and bills of materials (3.3, 9.7, BOM-1…4, INV-21). */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";
import { micro, openWorkshop, type Workshop } from "../support/makers.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Makers");
  shop = await openWorkshop(owner);
});
afterAll(() => backroom?.stop());

const item = (part: object, quantity = 1, more: object = {}) => ({
  ...part,
  quantity: micro(quantity),
  ...more,
});

test("DEL-2, DEL-9 a code is free or named with the row that has it", async () => {
  const id = await shop.material("Beans");
  const { body: type } = await owner.get(`/materials/${id}`);
  const again = { code: "BEANS", name: "Other", type_id: type.type_id };
  expect(await owner.post("/materials", again)).toMatchObject({
    status: 409,
    body: { code: "conflict", existing: { id, code: "Beans", deleted_at: null } },
  });
  await owner.delete(`/materials/${id}`);
  const refused = await owner.post("/materials", again);
  expect(refused.body.existing.deleted_at).not.toBeNull();
  expect(refused.body.detail).toContain("restore it");
  expect((await owner.get(`/materials?search=bean`)).body.data).toEqual([]);
  await owner.ok.post(`/materials/${id}/restore`);
  expect((await owner.get("/materials?search=bean")).body.data).toHaveLength(1);
  const other = await shop.material("Jars");
  expect((await owner.patch(`/materials/${other}`, { code: "beans" })).status).toBe(409);
  expect((await owner.patch(`/materials/${other}`, { code: "Jars", name: "Jar" })).status).toBe(200);
});

test("9.7 a bill of materials is made, exploded, replaced and removed", async () => {
  const [gift, jar] = [await shop.sku("Gift box"), await shop.sku("Jar of beans")];
  const [box, ribbon, beans, lid] = await Promise.all(["Box", "Ribbon", "Coffee", "Lid"].map(shop.material));
  await shop.bom(gift, [
    item({ sku_id: jar }, 2),
    item({ material_id: box }),
    item({ material_id: ribbon }, 0.5, { scrap_ppm: 40_000 }),
  ]);
  await shop.bom(jar, [item({ material_id: beans }, 0.25), item({ material_id: lid })]);
  const one = await owner.ok.get(`/boms/${gift}/explode?quantity=${micro(120)}`);
  expect(one.totals.map((each: { quantity: number }) => each.quantity)).toEqual([
    micro(240),
    micro(120),
    micro(62.4),
  ]);
  const all = await owner.ok.get(`/boms/${gift}/explode?quantity=${micro(120)}&levels=all`);
  const total = (id: string | undefined) =>
    all.totals.find((each: { material_id: string }) => each.material_id === id).quantity;
  expect([total(beans), total(lid)]).toEqual([micro(60), micro(240)]);
  expect((await owner.get(`/boms/${gift}/explode?quantity=${micro(1.5)}`)).status).toBe(400);
  expect((await owner.get("/boms?search=gift")).body.data).toMatchObject([{ id: gift }]);

  expect(await owner.post("/boms", { output_sku_id: gift, items: [item({ sku_id: jar })] })).toMatchObject({
    status: 409,
    body: { code: "conflict", existing: { id: gift } },
  });
  const items = [item({ sku_id: jar }, 3)];
  expect((await owner.put(`/boms/${gift}`, { output_sku_id: jar, items })).status).toBe(400);
  expect((await owner.put(`/boms/${randomUUID()}`, { items })).status).toBe(404);
  expect((await owner.put(`/boms/${gift}`, { output_sku_id: gift, items })).body).toMatchObject({
    version: 2,
    items: [{ sku_id: jar, material_id: null, quantity: micro(3), scrap_ppm: 0 }],
  });
  expect((await owner.delete(`/boms/${gift}`)).body).toEqual({ deleted_id: gift });
  expect((await owner.get(`/boms/${gift}`)).status).toBe(404);
});

test("BOM-4 no items, both or neither component, one twice, a foreign one", async () => {
  const [output, sku_id, material_id] = [
    await shop.sku("Set"),
    await shop.sku("Cup"),
    await shop.material("Clay"),
  ];
  const send = (items: object[]) => owner.post("/boms", { output_sku_id: output, items });
  expect((await send([])).status).toBe(400);
  expect((await send([item({ sku_id, material_id })])).body.errors[0].pointer).toBe("/items/0");
  expect((await send([item({})])).status).toBe(400);
  expect((await send([item({ sku_id }), item({ sku_id })])).body.errors[0].pointer).toBe("/items/1");
  expect((await send([item({ sku_id }, 0)])).status).toBe(400);
  expect(await send([item({ sku_id: randomUUID() })])).toMatchObject({
    status: 422,
    body: { code: "reference_not_found" },
  });
  expect((await owner.get(`/boms/${output}`)).status).toBe(404);
});

test("BOM-2, INV-21 no cycle, also by two that come at once", async () => {
  const [a, b, c] = [await shop.sku("A"), await shop.sku("B"), await shop.sku("C")];
  await shop.bom(a, [item({ sku_id: b })]);
  await shop.bom(b, [item({ sku_id: c })]);
  const closing = await owner.post("/boms", { output_sku_id: c, items: [item({ sku_id: a })] });
  expect(closing).toMatchObject({ status: 422, body: { code: "bom_cycle", sku_ids: [c, a, b, c] } });
  for (let round = 0; round < 8; round++) {
    const [x, y, z] = await Promise.all(["X", "Y", "Z"].map((name) => shop.sku(`${name}${round}`)));
    const replies = await Promise.all(
      [
        [x, y],
        [y, z],
        [z, x],
      ].map(([output_sku_id, sku_id]) => owner.post("/boms", { output_sku_id, items: [item({ sku_id })] })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 422]);
  }
});

test("DEL-5 what a bill of materials names cannot be deleted, also not at the same time", async () => {
  const [output, part] = [await shop.sku("Whole"), await shop.sku("Part")];
  await shop.bom(output, [item({ sku_id: part })]);
  for (const id of [output, part])
    expect(await owner.delete(`/skus/${id}`)).toMatchObject({
      status: 409,
      body: { code: "in_use", references: { boms: { count: 1, sample_ids: [output] } } },
    });
  for (let round = 0; round < 5; round++) {
    const [made, used] = [await shop.sku(`M${round}`), await shop.material(`U${round}`)];
    const [bom, gone] = await Promise.all([
      owner.post("/boms", { output_sku_id: made, items: [item({ material_id: used })] }),
      owner.delete(`/materials/${used}`),
    ]);
    expect([bom.status === 201, gone.status === 200].filter(Boolean)).toHaveLength(1);
  }
});
