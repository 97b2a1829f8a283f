/** Options of products: codes, schemas that products share, and a product's own (MRC-CAT-3). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
});
afterAll(() => backroom.stop());

const OPTIONS = [{ label: "Color", choices: [{ label: "Dark blue" }, { code: "r", label: "Red" }] }];
const schema = (more: object = {}) =>
  shop.ok.post("/option-schemas", { name: `Coats ${crypto.randomUUID()}`, options: OPTIONS, ...more });
const product = (more: object = {}) => shop.ok.post("/products", { name: "Coat", ...more });
const read = (id: string) => shop.ok.get(`/option-schemas/${id}`);
const firstError = ({ status, body }: Json) => [status, body.errors?.[0].pointer, body.errors?.[0].code];

test("codes follow from names and labels where they are empty, and are there once (MRC-CAT-3)", async () => {
  const made = await schema({ name: "Coats & jackets" });
  expect(made).toMatchObject({
    code: "coats-jackets",
    options: [
      {
        ...{ code: "color", label: "Color", input_type: "select", is_required: false },
        choices: [
          { code: "dark-blue", label: "Dark blue" },
          { code: "r", label: "Red" },
        ],
      },
    ],
  });
  expect(firstError(await shop.post("/option-schemas", { name: "Coats & jackets" }))).toEqual([
    ...[409, "/code", "taken"],
  ]);
  const twice = [{ label: "Size" }, { code: "size", label: "Width" }];
  const same = [{ label: "Size", choices: [{ label: "L" }, { label: "l" }] }];
  const at = `/option-schemas/${made.id}`;
  expect(firstError(await shop.patch(at, { options: twice }))).toEqual([400, "/options/1/code", "repeated"]);
  expect(firstError(await shop.patch(at, { options: same }))).toEqual([
    ...[400, "/options/0/choices/1/code", "repeated"],
  ]);
  expect(await read(made.id)).toEqual(made);
  expect((await shop.ok.patch(at, { options: [{ label: "Size" }], code: null, name: "Hats" })).code).toBe(
    "hats",
  );
});

test("a schema that products have is not deleted; restored it is as it was (MRC-CAT-3)", async () => {
  const made = await schema();
  const { id: product_id } = await product({ option_schema_id: made.id });
  const at = `/option-schemas/${made.id}`;
  expect((await shop.ok.get(`${at}/in-use`)).references).toEqual({
    products: { count: 1, sample_ids: [product_id] },
  });
  expect((await shop.delete(at)).status).toBe(409);
  await shop.ok.patch(`/products/${product_id}`, { option_schema_id: null });
  expect((await shop.delete(at)).status).toBe(200);
  expect(firstError(await shop.patch(`/products/${product_id}`, { option_schema_id: made.id }))).toEqual([
    ...[422, "/option_schema_id", "reference_not_found"],
  ]);
  expect((await shop.patch(at, { name: "Gone" })).status).toBe(404);
  expect(await shop.ok.post(`${at}/restore`)).toMatchObject({ options: made.options, deleted_at: null });
  await shop.ok.patch(`/products/${product_id}`, { option_schema_id: made.id });
});

test("options sent with a product are its own: made, changed, deleted and restored with it (MRC-CAT-3)", async () => {
  const made = await product({ option_schema: { options: OPTIONS } });
  const own = await read(made.option_schema_id);
  expect(own).toMatchObject({ name: "Coat", code: null, product_id: made.id, options: [{ code: "color" }] });
  const at = `/products/${made.id}`;
  const change = { option_schema: { name: "Sizes", options: [{ label: "Size" }] } };
  expect((await shop.ok.patch(at, change)).option_schema_id).toBe(own.id);
  expect(await read(own.id)).toMatchObject({ name: "Sizes", options: [{ code: "size" }] });
  const shared = await schema();
  await shop.ok.patch(at, { option_schema_id: shared.id });
  // Its own one was kept, and two answers to one question are refused.
  const both = { option_schema_id: shared.id, option_schema: { options: OPTIONS } };
  expect(firstError(await shop.patch(at, both))).toEqual([400, "/option_schema_id", "ambiguous"]);
  expect((await shop.ok.patch(at, { option_schema: { options: OPTIONS } })).option_schema_id).toBe(own.id);
  const wrong = { option_schema: { options: [{ label: "A" }, { label: "a" }] } };
  expect(firstError(await shop.patch(at, wrong))).toEqual([
    ...[400, "/option_schema/options/1/code", "repeated"],
  ]);
  await shop.delete(at);
  expect((await read(own.id)).deleted_at).not.toBeNull();
  await shop.ok.post(`${at}/restore`);
  expect(await read(own.id)).toMatchObject({ deleted_at: null, options: [{ code: "color" }] });
  expect((await shop.ok.patch(at, { option_schema: null })).option_schema_id).toBeNull();
});

test("nobody links or reads a schema of another organization (INV-27)", async () => {
  const other = await backroom.organization("Others");
  const { id } = await schema();
  const refused = [422, "/option_schema_id", "reference_not_found"];
  expect(firstError(await other.post("/products", { name: "Coat", option_schema_id: id }))).toEqual(refused);
  expect((await other.get(`/option-schemas/${id}`)).status).toBe(404);
  expect((await other.ok.get("/option-schemas")).data).toEqual([]);
});
