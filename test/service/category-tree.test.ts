/** Categories: their tree, what deletes them, and the category that a marketplace shows (3.2, MRC-CTG-1). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
});
afterAll(() => backroom.stop());

const category = async (body: object): Promise<string> => (await shop.ok.post("/categories", body)).id;

test("the tree has every category with its place, parents first, children by name", async () => {
  const clothes = await category({ name: "Clothes" });
  const [shirts, coats] = [
    await category({ name: "Shirts", parent_id: clothes }),
    await category({ name: "coats", parent_id: clothes }),
  ];
  const { categories } = await shop.ok.get("/categories/tree");
  expect(categories).toMatchObject([
    { id: clothes, depth: 0, ancestor_ids: [], child_ids: [coats, shirts], descendant_ids: [coats, shirts] },
    { id: coats, depth: 1, ancestor_ids: [clothes], child_ids: [], is_active: true, description: null },
    { id: shirts, depth: 1, ancestor_ids: [clothes], descendant_ids: [] },
  ]);
  const other = await backroom.organization("Others");
  expect((await other.ok.get("/categories/tree")).categories).toEqual([]);
});

test("a product keeps its category from deletion, but not from dissolving; an item keeps it from both (DEL-5)", async () => {
  const [worn, below] = [await category({ name: "Worn" }), "Below"];
  const child = await category({ name: below, parent_id: worn });
  const { id } = await shop.ok.post("/products", { name: "Coat", category_ids: [worn] });
  const held = await shop.delete(`/categories/${worn}`);
  expect([held.status, Object.keys(held.body.references)]).toEqual([409, ["categories", "products"]]);
  await shop.ok.post(`/categories/${worn}/dissolve`);
  expect((await shop.ok.get(`/categories/${child}`)).parent_id).toBeNull();
  // It stays named, so that a restored category has its products.
  expect((await shop.ok.get(`/products/${id}`)).category_ids).toEqual([worn]);
  await shop.ok.post(`/categories/${worn}/restore`);
  await shop.ok.post("/items", {
    title: "Coat",
    tag_price: 900,
    inventory_type: "retail",
    category_id: worn,
  });
  const used = await shop.post(`/categories/${worn}/dissolve`);
  expect([used.status, used.body.code]).toEqual([409, "in_use"]);
});

test("a slug may be named, is taken once, and stays unless another is sent (ID-3)", async () => {
  const id = await category({ name: "Hats", slug: "head-wear" });
  const firstError = ({ status, body }: Json) => [status, body.errors?.[0].pointer];
  expect(firstError(await shop.post("/categories", { name: "Caps", slug: "head-wear" }))).toEqual([
    409,
    "/slug",
  ]);
  expect(firstError(await shop.post("/categories", { name: "Caps", slug: "No slug" }))).toEqual([
    400,
    "/slug",
  ]);
  expect((await shop.ok.patch(`/categories/${id}`, { name: "Caps" })).slug).toBe("head-wear");
  expect((await shop.ok.patch(`/categories/${id}`, { slug: null })).slug).toBe("caps");
});

test("a variant shows its product's word, else the first category that is there", async () => {
  const [first, second] = [await category({ name: "First" }), await category({ name: "Second" })];
  const { id } = await shop.ok.post("/products", { name: "Coat", category_ids: [first, second] });
  const shown = async () => (await shop.ok.get(`/variants/${id}`)).shown.category;
  expect(await shown()).toBe("First");
  await shop.ok.post(`/categories/${first}/dissolve`);
  expect(await shown()).toBe("Second");
  await shop.ok.patch(`/products/${id}`, { category: "A word" });
  expect(await shown()).toBe("A word");
});
