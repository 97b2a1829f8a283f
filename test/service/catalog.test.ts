/** The catalog: the tree of categories, discounts and surcharges, terms of the system, what others read of it. */
import { resolvePrincipal } from "../../services/accounts/public.ts";
import { categoryPath, pricingRules } from "../../services/catalog/public.ts";
import { newId, sha256 } from "../../shared/ids.ts";
import type { Meta } from "../../shared/meta.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let meta: Meta;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  meta = await metaOf(shop);
});
afterAll(() => backroom.stop());

async function metaOf(client: Client): Promise<Meta> {
  const { principal } = await backroom.process.call(resolvePrincipal, {
    kind: "api_key",
    value: sha256(client.key),
  });
  const org = principal!.org as Meta["org"];
  return { org, actor: { kind: "system", id: "test" }, scopes: ["*"], request_id: newId() };
}

const category = (name: string, more: object = {}) => shop.ok.post("/categories", { name, ...more });

describe("categories", () => {
  let chains = 0;
  async function chain(length: number): Promise<string[]> {
    const ids: string[] = [];
    chains += 1;
    for (let i = 0; i < length; i++)
      ids.push((await category(`L${chains}.${i}`, ids.length ? { parent_id: ids.at(-1) } : {})).id);
    return ids;
  }

  test("ID-3: the server makes the slug, once", async () => {
    const [a, b] = [await category("Été"), await category("Ete")];
    expect([a.slug, b.slug]).toEqual(["ete", "ete-2"]);
    expect((await shop.ok.patch(`/categories/${a.id}`, { name: "Winter" })).slug).toBe("ete");
    // A category's may be named by its maker, a word's may not.
    expect((await shop.ok.post("/categories", { name: "X", slug: "mine" })).slug).toBe("mine");
    const reply = await shop.post("/brands", { name: "X", slug: "mine" });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, "/slug"]);
  });

  test("3.2: at most five levels, counted with what hangs below (422)", async () => {
    const five = await chain(5);
    const sixth = await shop.post("/categories", { name: "Six", parent_id: five[4] });
    expect(sixth).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/parent_id", code: "too_deep" }] },
    });
    const two = await chain(2);
    const moved = await shop.patch(`/categories/${two[0]}`, { parent_id: five[3] });
    expect([moved.status, moved.body.errors[0].code]).toEqual([422, "too_deep"]);
    expect(await shop.ok.patch(`/categories/${two[0]}`, { parent_id: five[2] })).toMatchObject({
      version: 2,
    });
  });

  test("3.2: no cycles, not even by two moves at once (422)", async () => {
    const [a, b, c] = await chain(3);
    for (const parent_id of [a, c]) {
      const reply = await shop.patch(`/categories/${a}`, { parent_id });
      expect([reply.status, reply.body.errors[0].code]).toEqual([422, "cycle"]);
    }
    for (let round = 0; round < 5; round++) {
      const [x, y] = [await category(`X${round}`), await category(`Y${round}`)];
      const replies = await Promise.all([
        shop.patch(`/categories/${x.id}`, { parent_id: y.id }),
        shop.patch(`/categories/${y.id}`, { parent_id: x.id }),
      ]);
      expect(replies.map((each) => each.status).sort()).toEqual([200, 422]);
    }
    expect(await shop.ok.patch(`/categories/${b}`, { parent_id: null })).toMatchObject({ parent_id: null });
  });

  test.each([
    [{ name: "A", parent_id: newId() }, 422, "/parent_id"],
    [{ name: "A", tax_ids: [newId()] }, 422, "/tax_ids/0"],
    [{ name: "A", default_split: 1_000_001 }, 400, "/default_split"],
    [{ name: "A", default_handling_fee: { type: "fixed" } }, 400, "/default_handling_fee/fixed"],
    [{ name: null }, 400, "/name"],
  ])("API-3: %j answers %i and names %s, for a new one and for a change", async (body, status, pointer) => {
    const kept = `Kept ${newId()}`;
    const { id } = await category(kept);
    for (const reply of [await shop.post("/categories", body), await shop.patch(`/categories/${id}`, body)])
      expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([status, pointer]);
    expect(await shop.ok.get(`/categories/${id}`)).toMatchObject({ name: kept, version: 1 });
  });

  test("DEL-5: one with children or pieces stays and says what uses it; unused it goes and comes back", async () => {
    const parent = await category("Parent");
    const child = await category("Child", { parent_id: parent.id });
    const piece = await shop.ok.post("/items", {
      title: "A",
      tag_price: 1,
      inventory_type: "retail",
      category_id: child.id,
    });
    expect(await shop.delete(`/categories/${parent.id}`)).toMatchObject({
      status: 409,
      body: { code: "in_use", references: { categories: { count: 1, sample_ids: [child.id] } } },
    });
    expect((await shop.delete(`/categories/${child.id}`)).body).toMatchObject({
      code: "in_use",
      in_use: true,
      references: { items: { count: 1, sample_ids: [piece.id] } },
    });
    await shop.ok.patch(`/items/${piece.id}`, { category_id: null });
    expect((await shop.delete(`/categories/${child.id}`)).body.deleted_at).not.toBeNull();
    expect((await shop.delete(`/categories/${child.id}`)).status).toBe(200);
    expect((await shop.delete(`/categories/${parent.id}`)).status).toBe(200);
    expect((await shop.ok.post(`/categories/${child.id}/restore`)).deleted_at).toBeNull();
  });

  test("INV-29: another organization's category answers like a missing one", async () => {
    const other = await backroom.organization("Other");
    const { id } = await category("Ours");
    expect((await other.get(`/categories/${id}`)).status).toBe(404);
    expect((await other.patch(`/categories/${id}`, { name: "B" })).status).toBe(404);
    expect((await other.delete(`/categories/${id}`)).status).toBe(404);
    const reply = await other.post("/categories", { name: "B", parent_id: id });
    expect(reply.body).toMatchObject({ status: 422, code: "reference_not_found" });
  });
});

describe("discounts and surcharges", () => {
  const percent = { name: "Ten", value_type: "percentage", value: 100_000 };

  test("3.2, DSC-3: the steps of a schedule are kept in order", async () => {
    const made = await shop.ok.post("/discounts", {
      ...percent,
      schedule: [
        { after_days: 60, value: 500_000 },
        { after_days: 30, value: 250_000 },
      ],
    });
    expect(made.schedule.map((each: { after_days: number }) => each.after_days)).toEqual([30, 60]);
    const after = await shop.ok.patch(`/discounts/${made.id}`, { value: 200_000 });
    expect(after).toMatchObject({ value: 200_000, schedule: made.schedule, version: 2 });
    const reply = await shop.patch(`/discounts/${made.id}`, { value: 1_000_001 });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, "/value"]);
    const fixed = await shop.ok.patch(`/discounts/${made.id}`, { value_type: "fixed", value: 1_000_001 });
    expect(fixed.value).toBe(1_000_001);
    expect((await shop.patch(`/discounts/${made.id}`, { value_type: "percentage" })).status).toBe(400);
  });

  test.each([
    [{ value: 1_000_001 }, 400, "/value"],
    [{ value: -1 }, 400, "/value"],
    [{ value_type: "half" }, 400, "/value_type"],
    [{ schedule: [{ after_days: 1, value: 2_000_000 }] }, 400, "/schedule/0/value"],
    [
      {
        schedule: [
          { after_days: 1, value: 2 },
          { after_days: 1, value: 3 },
        ],
      },
      400,
      "/schedule/1/after_days",
    ],
    [{ starts_on: "2027-02-02", ends_on: "2027-02-01" }, 400, "/ends_on"],
    [{ starts_on: "2027-02-30" }, 400, "/starts_on"],
    [{ value_type: "set_price", level: "sale" }, 400, "/value_type"],
    [{ rules: [{ field: "inventory_type", value: "new" }] }, 400, "/rules/0/value"],
    [{ rules: [{ field: "category", value: newId() }] }, 422, "/rules/0/value"],
    [{ bogo_threshold: 1 }, 400, "/bogo_threshold"],
  ])("API-3: a discount with %j answers %i and names %s", async (more, status, pointer) => {
    const reply = await shop.post("/discounts", { ...percent, ...more });
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([status, pointer]);
  });

  test("5.6: a surcharge of more than the whole is refused; a fixed one is an amount", async () => {
    const fee = { name: "Card", type: "card_fee", value_type: "percentage", value: 29_000 };
    const { id } = await shop.ok.post("/surcharges", fee);
    const reply = await shop.post("/surcharges", { ...fee, value: 1_000_001 });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, "/value"]);
    expect(await shop.ok.patch(`/surcharges/${id}`, { value: 30_000 })).toMatchObject({ value: 30_000 });
    expect((await shop.patch(`/surcharges/${newId()}`, { value: 1 })).status).toBe(404);
    expect((await shop.delete(`/surcharges/${id}`)).body.deleted_at).not.toBeNull();
  });
});

describe("terms of the system (TEN-1)", () => {
  test("section 19: every organization sees the palette, and its own colors beside it", async () => {
    const { data } = await shop.ok.get("/colors?limit=100");
    expect(data).toHaveLength(16);
    const navy = data.find((each: { slug: string }) => each.slug === "navy");
    expect(navy).toMatchObject({ name: "Navy", hex: "14213d", system: true, org_id: null });
    expect(data.map((each: { slug: string }) => each.slug)).toContain("light-blue");
    const mine = await shop.ok.post("/colors", { name: "Navy", hex: "000080" });
    expect(mine).toMatchObject({ slug: "navy-2", system: false });
    const other = await backroom.organization("Painters");
    expect((await other.ok.get("/colors?limit=100")).data).toHaveLength(16);
    expect((await other.get(`/colors/${mine.id}`)).status).toBe(404);
    const item = { title: "A", tag_price: 1, inventory_type: "retail" };
    expect((await other.ok.post("/items", { ...item, color_id: navy.id })).color_id).toBe(navy.id);
    expect((await other.post("/items", { ...item, color_id: mine.id })).status).toBe(422);
  });

  test("they are read-only (403)", async () => {
    const [size] = (await shop.ok.get("/sizes?name=XXL")).data;
    const [wool] = (await shop.ok.get("/fabrics?name=Wool")).data;
    const replies = [
      await shop.patch(`/sizes/${size.id}`, { name: "Huge" }),
      await shop.delete(`/sizes/${size.id}`),
      await shop.delete(`/fabrics/${wool.id}`),
    ];
    expect(replies.map((each) => each.status)).toEqual([403, 403, 403]);
    expect((await shop.ok.get(`/sizes/${size.id}`)).version).toBe(1);
  });

  test("a second start brings nothing in twice", async () => {
    const again = await startBackroom({ namespace: backroom.namespace });
    await again.process.stop();
    expect((await shop.ok.get("/sizes?limit=100")).data).toHaveLength(7);
  });
});

describe("for other services", () => {
  test("a category with its ancestors, nearest first", async () => {
    const a = await category("A");
    const b = await category("B", { parent_id: a.id });
    const c = await category("C", { parent_id: b.id });
    const path = await backroom.process.call(categoryPath, { id: c.id }, meta);
    expect(path.map((each) => each.id)).toEqual([c.id, b.id, a.id]);
    const missing = backroom.process.call(categoryPath, { id: newId() }, meta);
    await expect(missing).rejects.toMatchObject({ code: 404 });
  });

  test("pricing rules: live taxes, automatic and named discounts, taxes of categories down the tree", async () => {
    const client = await backroom.organization("Pricing");
    const mine = await metaOf(client);
    const tax = await client.ok.post("/taxes", { name: "T", rate_ppm: 50_000, type: "exclusive" });
    const gone = await client.ok.post("/taxes", { name: "G", rate_ppm: 1, type: "exclusive" });
    await client.delete(`/taxes/${gone.id}`);
    const discount = { name: "D", value_type: "fixed", value: 100 };
    const auto = await client.ok.post("/discounts", { ...discount, auto_apply: true });
    const named = await client.ok.post("/discounts", discount);
    await client.ok.post("/discounts", discount);
    const a = await client.ok.post("/categories", { name: "A", tax_ids: [tax.id] });
    const b = await client.ok.post("/categories", { name: "B", parent_id: a.id });
    const c = await client.ok.post("/categories", { name: "C", parent_id: b.id, tax_ids: [] });
    await client.ok.post("/categories", { name: "D" });
    const rules = await backroom.process.call(pricingRules, { discount_ids: [named.id, newId()] }, mine);
    expect(rules.taxes.map((each) => each.id)).toEqual([tax.id]);
    expect(rules.automatic.map((each) => each.id)).toEqual([auto.id]);
    expect(rules.named.map((each) => each.id)).toEqual([named.id]);
    expect(new Map(rules.category_taxes.map((each) => [each.category_id, each.tax_ids]))).toEqual(
      new Map([
        [a.id, [tax.id]],
        [b.id, [tax.id]],
        [c.id, []],
      ]),
    );
  });
});

test("products of a platform have a price; others may get theirs later (D61)", async () => {
  const { owner } = backroom;
  const { id: platform_id } = await owner.ok.post("/platforms", { name: "Market" });
  const { status, body } = await owner.post("/products", { platform_id, name: "Hat" });
  expect([status, body.errors[0].pointer]).toEqual([400, "/base_price"]);
  const { id } = await owner.ok.post("/products", { name: "Hat", quantity: 1 });
  expect(await owner.ok.get(`/variants/${id}`)).toMatchObject({ base_price: null, is_buyable: false });
});
