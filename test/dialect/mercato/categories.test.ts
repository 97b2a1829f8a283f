/** Categories and tags of products in Mercato (MRC-CTG-1, MRC-CAT-2). */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const [CATEGORIES, PRODUCTS] = ["/catalog/categories", "/catalog/products"];
const made = async (path: string, body: object): Promise<string> =>
  (await office.admin.ok("POST", path, body)).id;
const one = async (id: string) => (await office.admin.ok("GET", `${CATEGORIES}?ids=${id}`)).items[0];
const refused = async (body: object) => {
  const { status, body: answer } = await office.admin.say("PUT", CATEGORIES, body);
  return [status, answer.details?.[0].path];
};

test("a category tells its place in the tree after every write (MRC-CTG-1, MRC-INV-5)", async () => {
  const { admin } = office;
  const clothes = await made(CATEGORIES, { name: "Clothes", description: "To wear." });
  const coats = await made(CATEGORIES, { name: "Coats", parentId: clothes });
  const wool = await made(CATEGORIES, { name: "Wool", parentId: coats, slug: "of-wool" });
  await made(CATEGORIES, { name: "apes", parentId: clothes });
  expect(await one(wool)).toMatchObject({
    ...{ slug: "of-wool", parentId: coats, parentName: "Coats", depth: 2, isActive: true },
    ...{ treePath: [clothes, coats, wool].join("/"), pathLabel: "Clothes / Coats / Wool" },
    ...{ ancestorIds: [clothes, coats], childCount: 0, descendantCount: 0 },
  });
  expect(await one(clothes)).toMatchObject({ childCount: 2, descendantCount: 3, description: "To wear." });
  await admin.ok("PUT", CATEGORIES, { id: coats, parentId: null });
  expect(await one(wool)).toMatchObject({ depth: 1, pathLabel: "Coats / Wool" });
  expect((await one(clothes)).descendantCount).toBe(1);
  await admin.ok("PUT", CATEGORIES, { id: coats, parentId: clothes });
  const { items, total, totalPages } = await admin.ok("GET", `${CATEGORIES}?view=tree`);
  const nested = items.find(({ id }: Json) => id === clothes);
  expect([total >= 4, totalPages, nested.children.map(({ name }: Json) => name)]).toEqual([
    ...[true, 1, ["apes", "Coats"]],
  ]);
  expect(nested.children[1].children).toMatchObject([{ id: wool, children: [] }]);
  expect((await admin.ok("GET", `${CATEGORIES}?search=clo wo&pageSize=1`)).items).toMatchObject([
    { id: wool },
  ]);
  // Its children become roots.
  await admin.ok("DELETE", CATEGORIES, { id: coats });
  expect(await one(wool)).toMatchObject({ parentId: null, depth: 0, pathLabel: "Wool" });
  expect(await one(coats)).toBeUndefined();
});

test("a category stands below none of its own, and itself as parent means none (MRC-CTG-1)", async () => {
  const { admin } = office;
  const upper = await made(CATEGORIES, { name: "Upper", slug: "upper" });
  const lower = await made(CATEGORIES, { name: "Lower", parentId: upper });
  expect(await refused({ id: upper, parentId: lower })).toEqual([400, ["parentId"]]);
  expect(await refused({ id: upper, parentId: crypto.randomUUID() })).toEqual([400, ["parentId"]]);
  expect(await refused({ id: lower, slug: "upper" })).toEqual([400, ["slug"]]);
  await admin.ok("PUT", CATEGORIES, { id: lower, parentId: lower });
  expect(await one(lower)).toMatchObject({ parentId: null, depth: 0 });
  await admin.ok("PUT", CATEGORIES, { id: lower, isActive: false });
  const of = async (status: string) =>
    (await admin.ok("GET", `${CATEGORIES}?status=${status}&search=lower`)).items.length;
  expect([await of("active"), await of("inactive"), await of("all")]).toEqual([0, 1, 1]);
});

test("products show their categories with parents, whole replacements, and no deleted ones (MRC-CAT-2, MRC-CAT-4)", async () => {
  const { admin } = office;
  const parent = await made(CATEGORIES, { name: "Shoes" });
  const boots = await made(CATEGORIES, { name: "Boots", parentId: parent });
  const id = await made(PRODUCTS, { title: "Boot", categoryIds: [boots, parent] });
  const row = async () => (await admin.ok("GET", `${PRODUCTS}?id=${id}`)).items[0];
  expect(await row()).toMatchObject({
    category_ids: [boots, parent],
    categories: [
      { id: boots, name: "Boots", parentId: parent, parentName: "Shoes" },
      { id: parent, name: "Shoes", parentId: null, parentName: null },
    ],
  });
  await admin.ok("PUT", PRODUCTS, { id, title: "Old boot" });
  expect((await row()).category_ids).toEqual([boots, parent]);
  await admin.ok("DELETE", CATEGORIES, { id: boots });
  expect((await row()).category_ids).toEqual([parent]);
  const wrong = await admin.say("PUT", PRODUCTS, { id, categoryIds: [crypto.randomUUID()] });
  expect([wrong.status, wrong.body.details[0].path]).toEqual([400, ["categoryIds", "0"]]);
  await admin.ok("PUT", PRODUCTS, { id, categoryIds: [] });
  expect(await row()).toMatchObject({ category_ids: [], categories: [] });
});

test("products take words from dictionaries by their keys, first from the own business unit (MRC-CAT-6)", async () => {
  const { admin } = office;
  const of = async (key: string) => admin.say("GET", `/catalog/dictionaries/${key}`);
  const { body: currencies } = await of("currencies");
  expect(currencies.entries.find(({ value }: Json) => value === "USD")).toEqual({
    ...{ id: expect.any(String), value: "USD", label: "USD", color: null, icon: null },
  });
  const { id } = await admin.ok("POST", "/dictionaries", { key: "units", name: "Our units" });
  await admin.ok("POST", `/dictionaries/${id}/entries`, { value: "b", label: "Zebra" });
  await admin.ok("POST", `/dictionaries/${id}/entries`, { value: "z", label: "apple" });
  const { body: own } = await of("measurement_units");
  expect([own.id, own.entries.map(({ label }: Json) => label)]).toEqual([id, ["apple", "Zebra"]]);
  expect((await of("colors")).status).toBe(404);
});

test("labels of products become tags, each once whatever its letter case (MRC-CAT-2, MRC-CAT-6)", async () => {
  const { admin } = office;
  const id = await made(PRODUCTS, { title: "Scarf", tags: ["Winter sale", "Red"] });
  await made(PRODUCTS, { title: "Glove", tags: ["winter SALE", "red", "Blue"] });
  const { items, total } = await admin.ok("GET", "/catalog/tags?pageSize=50");
  expect(items.map(({ label, slug }: Json) => [label, slug])).toEqual([
    ...[
      ["Blue", "blue"],
      ["Red", "red"],
    ],
    ["Winter sale", "winter-sale"],
  ]);
  expect(total).toBe(3);
  expect((await admin.ok("GET", `${PRODUCTS}?tagIds=${items[2].id}`)).total).toBe(2);
  await admin.ok("PUT", PRODUCTS, { id, tags: [] });
  expect((await admin.ok("GET", `${PRODUCTS}?tagIds=${items[2].id}`)).total).toBe(1);
});
