/** Rows that stand each alone (BLK-2): vendors and business customers by the thousand. */
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
});
afterAll(() => backroom.stop());

const vendors = async (client: Client, search: string): Promise<number> =>
  (await client.get(`/vendors?search=${search}&include=count`)).body.count;

test("5,000 rows with three bad ones: the others are there, once, however often the request is sent", async () => {
  const rows: Json[] = Array.from({ length: 5000 }, (_, i) => ({ name: `Mill ${i}` }));
  rows[0] = { name: "" };
  rows[2345] = { name: "Fine", country: "Germany" };
  rows[4999] = { name: "Fine", color: "red" };
  const send = () => shop.post("/vendors/import", { rows }, { "idempotency-key": "mills" });
  const first = await send();
  expect(first).toMatchObject({ status: 200, body: { created: 4997, failed: 3 } });
  const { results } = first.body;
  expect(results.map((each: Json) => each.index)).toEqual(rows.map((_, i) => i));
  expect(
    results
      .filter((each: Json) => each.status === "error")
      .map((each: Json) => [each.index, each.id, each.error.code, each.error.errors[0].pointer]),
  ).toEqual([
    [0, null, "validation_failed", "/name"],
    [2345, null, "validation_failed", "/country"],
    [4999, null, "validation_failed", "/color"],
  ]);
  expect(await shop.ok.get(`/vendors/${results[1].id}`)).toMatchObject({ name: "Mill 1" });
  const again = await send();
  expect([again.headers.get("idempotency-replayed"), again.body]).toEqual(["true", first.body]);
  expect(await vendors(shop, "mill")).toBe(4997);
});

test("a row that another service or the database refuses does not stop the others", async () => {
  const { id: type_id } = await shop.ok.post("/customer-types", { name: "Retailer" });
  const rows = [
    { name: "A", type_id },
    { name: "B", type_id: newId() },
    { name: "C", type_id },
  ];
  const { body } = await shop.post("/business-customers/import", { rows });
  expect(body).toMatchObject({
    created: 2,
    failed: 1,
    results: [
      { index: 0 },
      { error: { code: "reference_not_found", errors: [{ pointer: "/type_id" }] } },
      { index: 2 },
    ],
  });
});

test("a twin under the same key neither doubles nor loses a row", async () => {
  const rows = Array.from({ length: 450 }, (_, i) => (i === 120 ? { name: 7 } : { name: `Twin ${i}` }));
  const send = () => shop.post("/vendors/import", { rows }, { "idempotency-key": "twins" });
  const replies = await Promise.all([send(), send(), send()]);
  expect(replies.every((each) => [200, 409].includes(each.status))).toBe(true);
  expect((await send()).body).toMatchObject({ created: 449, failed: 1 });
  expect(await vendors(shop, "twin")).toBe(449);
});

test("a twin that comes late, when the first one has just ended, makes nothing", async () => {
  for (let round = 0; round < 30; round++) {
    const rows = [{ name: `Late ${round}` }];
    const send = () => shop.post("/vendors/import", { rows }, { "idempotency-key": `late-${round}` });
    await Promise.all(Array.from({ length: 8 }, send));
  }
  expect(await vendors(shop, "late")).toBe(30);
});

test.each([
  [{}, "/rows"],
  [{ rows: [] }, "/rows"],
  [{ rows: [7] }, "/rows/0"],
  [{ rows: Array.from({ length: 5001 }, () => ({ name: "A" })) }, "/rows"],
])("a body that holds no rows is refused as a whole (400)", async (body, pointer) => {
  const reply = await shop.post("/vendors/import", body);
  expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer]);
});
