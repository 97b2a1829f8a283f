/** Codes on labels: a caller's own SKU, barcodes of others, and finding things by any of them. */
import { findCode } from "../../services/inventory/public.ts";
import { newId } from "../../shared/ids.ts";
import type { Meta } from "../../shared/meta.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";
import { metaOf } from "../support/meta.ts";

let backroom: Backroom;
let shop: Client;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
});
afterAll(() => backroom.stop());

const mug = (more: object = {}, client = shop) =>
  client.ok.post("/items", { title: "Mug", tag_price: 900, inventory_type: "retail", ...more });
const found = async (code: string, client = shop) =>
  (await client.ok.get(`/codes/${encodeURIComponent(code)}`)).data as {
    kind: string;
    id: string;
    title: string;
  }[];
const ids = async (code: string) => (await found(code)).map((each) => each.id);

describe("a caller's own SKU", () => {
  test("is accepted where no item has it, and kept as it is", async () => {
    const made = await mug({ sku: "Ab_1/x" });
    expect(made).toMatchObject({ sku: "Ab_1/x" });
    const alike = await mug({ sku: "ab-1-x" });
    expect(alike.slug).not.toBe(made.slug);
    expect((await shop.ok.get("/items?sku=Ab_1%2Fx")).data).toMatchObject([{ id: made.id }]);
  });

  test("that another item has is refused, also by two at once and after deletion", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        shop.post("/items", { title: "Mug", tag_price: 900, inventory_type: "retail", sku: "ONE" }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const won = answers.find(({ status }) => status === 201)!;
    await shop.delete(`/items/${won.body.id}`);
    const again = await shop.post("/items", {
      ...{ title: "Mug", tag_price: 900, inventory_type: "retail", sku: "ONE" },
    });
    expect(again).toMatchObject({ status: 409, body: { errors: [{ pointer: "/sku", code: "taken" }] } });
  });

  test.each(["", " A", "A ", "x".repeat(41)])("%j is refused with the field's name", async (sku) => {
    const answer = await shop.post("/items", {
      ...{ title: "Mug", tag_price: 900, inventory_type: "retail", sku },
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain("/sku");
  });

  test("cannot be changed afterwards", async () => {
    const { id } = await mug({ sku: "FIXED" });
    expect(await shop.patch(`/items/${id}`, { sku: "OTHER" })).toMatchObject({ status: 400 });
  });

  test("in the form of our numbers does not stand in the way of the next ones (ID-2)", async () => {
    const before = Number((await mug()).sku);
    const taken = [1, 2, 3].map((more) => String(before + more).padStart(6, "0"));
    for (const sku of taken) await mug({ sku });
    const [next, keyed] = [
      await mug(),
      await shop.post(
        "/items",
        { title: "Mug", tag_price: 900, inventory_type: "retail" },
        { "Idempotency-Key": "next-number" },
      ),
    ];
    expect(taken).not.toContain(next.sku);
    expect(keyed.status).toBe(201);
    expect(keyed.body.sku > next.sku).toBe(true);
  });

  test("taken from a block that is reserved already is skipped (ID-2)", async () => {
    // Many at once reserve a block.
    const many = await Promise.all(Array.from({ length: 30 }, () => mug()));
    const last = Math.max(...many.map(({ sku }) => Number(sku)));
    const own = Array.from({ length: 20 }, (_, i) => String(last + 1 + i).padStart(6, "0"));
    const kept = await Promise.all(
      own.map((sku) => shop.post("/items", { title: "Mug", tag_price: 900, inventory_type: "retail", sku })),
    );
    expect(new Set(kept.map(({ status }) => status))).toEqual(new Set([201]));
    const after = await Promise.all(Array.from({ length: 10 }, () => mug()));
    expect(after.filter(({ sku }) => own.includes(sku))).toEqual([]);
  });
});

describe("finding by a code", () => {
  test("finds items by SKU and by any barcode, with and without leading zeros", async () => {
    const book = await mug({ title: "Book", barcodes: ["0012345678905", "ISBN 3-16"] });
    expect(book.barcodes).toEqual(["0012345678905", "ISBN 3-16"]);
    for (const code of ["0012345678905", "12345678905", "012345678905", "00012345678905", "ISBN 3-16"])
      expect(await ids(code)).toEqual([book.id]);
    const unzeroed = await mug({ title: "Spreadsheet", barcodes: ["75678164125"] });
    expect(await ids("075678164125")).toEqual([unzeroed.id]);
    const numbered = await mug();
    expect(await ids(String(Number(numbered.sku)))).toContain(numbered.id);
    expect(await ids(numbered.sku)).toContain(numbered.id);
  });

  test("shows what has the code exactly first, then variants and SKUs", async () => {
    const short = await mug({ title: "Short", barcodes: ["987654"] });
    const long = await mug({ title: "Long", barcodes: ["0987654"] });
    expect(await ids("0987654")).toEqual([long.id, short.id]);
    expect(await ids("987654")).toEqual([short.id, long.id]);
    const product = await shop.ok.post("/products", { name: "Poster", sku: "POSTER-1" });
    expect(await found("POSTER-1")).toMatchObject([
      { kind: "variant", title: "Poster", product_id: product.id },
    ]);
  });

  test("finds nothing of the deleted, of other shops, or of what the key may not read", async () => {
    const gone = await mug({ barcodes: ["777777001"] });
    await shop.delete(`/items/${gone.id}`);
    expect(await found("777777001")).toEqual([]);
    await mug({ barcodes: ["777777002"] });
    const stranger = await backroom.organization("Another shop");
    expect(await found("777777002", stranger)).toEqual([]);
    expect(await found("nothing has this")).toEqual([]);
  });

  test("MRC-SCP-2: shows variants only of business units and by scopes of the caller", async () => {
    await shop.ok.post("/products", { name: "Print", sku: "PRINT_1" });
    const all = await metaOf(backroom, shop);
    const seen = async (meta: Meta) =>
      (await backroom.process.call(findCode, { code: "PRINT_1" }, meta)).data.length;
    expect(await seen(all)).toBe(1);
    expect(await seen({ ...all, business_unit_ids: [null] })).toBe(1);
    expect(await seen({ ...all, business_unit_ids: [newId()] })).toBe(0);
    expect(await seen({ ...all, scopes: ["read:items"] })).toBe(0);
  });

  test("a list finds by barcode, a search by its beginning", async () => {
    const toy = await mug({ title: "Toy", barcodes: ["5012345678900"] });
    expect((await shop.ok.get("/items?barcodes=5012345678900")).data).toMatchObject([{ id: toy.id }]);
    expect((await shop.ok.get("/items?search=50123456789")).data).toMatchObject([{ id: toy.id }]);
  });

  test("barcodes are changed as a whole and are at most twenty", async () => {
    const { id } = await mug({ barcodes: ["1"] });
    expect(await shop.ok.patch(`/items/${id}`, { barcodes: ["2", "3"] })).toMatchObject({
      barcodes: ["2", "3"],
    });
    expect(await ids("2")).toContain(id);
    const many = Array.from({ length: 21 }, (_, i) => String(i));
    expect(await shop.patch(`/items/${id}`, { barcodes: many })).toMatchObject({ status: 400 });
  });
});
