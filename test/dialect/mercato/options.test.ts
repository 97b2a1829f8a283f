/** Options of products in Mercato (MRC-CAT-3). */
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const [SCHEMAS, PRODUCTS] = ["/catalog/option-schemas", "/catalog/products"];
const made = async (path: string, body: object): Promise<string> =>
  (await office.admin.ok("POST", path, body)).id;
const one = async (path: string, id: string) => (await office.admin.ok("GET", `${path}?id=${id}`)).items[0];

test("a schema has its options inside, is found by words, and not deleted while a product has it", async () => {
  const { admin } = office;
  const options = [{ label: "Color", inputType: "select", isRequired: true, choices: [{ label: "Red" }] }];
  const id = await made(SCHEMAS, { name: "Coats", schema: { options } });
  const shown = { code: "color", ...options[0], choices: [{ code: "red", label: "Red" }] };
  expect(await one(SCHEMAS, id)).toMatchObject({
    code: "coats",
    is_active: true,
    schema: { options: [shown] },
  });
  expect((await admin.ok("GET", `${SCHEMAS}?search=coat&isActive=yes`)).total).toBe(1);
  const twice = [{ label: "Size" }, { label: "size" }];
  const refused = await admin.say("PUT", SCHEMAS, { id, schema: { options: twice } });
  expect([refused.status, refused.body.details[0].path.slice(0, 2)]).toEqual([400, ["schema", "1"]]);
  const productId = await made(PRODUCTS, { title: "Coat", optionSchemaId: id });
  expect((await admin.say("DELETE", SCHEMAS, { id })).status).toBe(400);
  await admin.ok("PUT", PRODUCTS, { id: productId, optionSchemaId: null });
  await admin.ok("DELETE", SCHEMAS, { id });
  expect((await admin.ok("GET", `${SCHEMAS}?id=${id}`)).total).toBe(0);
  expect((await admin.ok("GET", `${SCHEMAS}?id=${id}&withDeleted=true`)).total).toBe(1);
  const gone = await admin.say("PUT", PRODUCTS, { id: productId, optionSchemaId: id });
  expect([gone.status, gone.body.details[0].path]).toEqual([400, ["optionSchemaId"]]);
});

test("optionSchema in a product makes its own, which a later one changes", async () => {
  const id = await made(PRODUCTS, { title: "Hat", optionSchema: { options: [{ label: "Size" }] } });
  const { option_schema_id } = await one(PRODUCTS, id);
  expect((await one(SCHEMAS, option_schema_id)).schema.options).toMatchObject([{ code: "size" }]);
  const optionSchema = { options: [{ label: "Width", input_type: "number" }] };
  await office.admin.ok("PUT", PRODUCTS, { id, optionSchema });
  expect((await one(PRODUCTS, id)).option_schema_id).toBe(option_schema_id);
  expect((await one(SCHEMAS, option_schema_id)).schema.options).toMatchObject([
    { code: "width", inputType: "number" },
  ]);
});
