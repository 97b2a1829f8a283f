/** Lookups (LKP-1): short lists of words that an organization keeps itself. */
import { orderChannels } from "../../services/sales/public.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";
import { metaOf } from "../support/meta.ts";

let backroom: Backroom;
let shop: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
});
afterAll(() => backroom.stop());

const kinds = ["customer-types", "customer-segments", "brokers", "order-channels"] as const;

describe.each(kinds)("%s", (kind) => {
  const add = (name: string, more: object = {}) => shop.ok.post(`/${kind}`, { name, ...more });

  test("a name is there once, whatever its case, inactive ones included; a removed one is free (LKP-1)", async () => {
    const { id } = await add("Wholesale", { is_active: false });
    const again = await shop.post(`/${kind}`, { name: "WHOLESALE" });
    expect(again).toMatchObject({ status: 409, body: { code: "conflict", existing: { id } } });
    const other = await add("Retail");
    expect((await shop.patch(`/${kind}/${other.id}`, { name: "wholesale" })).status).toBe(409);
    expect((await shop.delete(`/${kind}/${id}`)).body).toEqual({ deleted_id: id });
    expect((await shop.get(`/${kind}/${id}`)).status).toBe(404);
    expect((await shop.delete(`/${kind}/${id}`)).status).toBe(404);
    expect((await shop.patch(`/${kind}/${other.id}`, { name: "wholesale" })).status).toBe(200);
  });

  test("reactivate undoes is_active false (DEL-6)", async () => {
    const { id } = await add("Agents", { is_active: false });
    expect(await shop.ok.post(`/${kind}/${id}/reactivate`)).toMatchObject({ is_active: true, version: 2 });
    expect(await shop.ok.post(`/${kind}/${id}/reactivate`)).toMatchObject({ is_active: true, version: 2 });
    expect((await shop.post(`/${kind}/${newId()}/reactivate`)).status).toBe(404);
  });

  test("unused says so, a missing one is 404 (DEL-5)", async () => {
    const { id } = await add("Unused");
    expect(await shop.ok.get(`/${kind}/${id}/in-use`)).toEqual({ in_use: false, references: {} });
    expect((await shop.get(`/${kind}/${newId()}/in-use`)).status).toBe(404);
  });

  test.each([
    [{}, "/name"],
    [{ name: "" }, "/name"],
    [{ name: "x".repeat(256) }, "/name"],
    [{ name: "A", sort_order: -1 }, "/sort_order"],
    [{ name: "A", sort_order: 1.5 }, "/sort_order"],
    [{ name: "A", is_active: "yes" }, "/is_active"],
    [{ name: "A", color: "red" }, "/color"],
  ])("%j is refused (400) and names %s", async (body, pointer) => {
    const reply = await shop.post(`/${kind}`, body);
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer]);
  });
});

test("LKP-1: the whole list stands by sort_order, then name, and a new word comes last", async () => {
  const maker = await backroom.organization("Maker");
  const meta = await metaOf(backroom, maker);
  for (const [name, sort_order] of [
    ["b", 1],
    ["Ä", 1],
    ["first", 0],
  ] as const)
    await maker.ok.post("/order-channels", { name, sort_order });
  expect(await maker.ok.post("/order-channels", { name: "A last" })).toMatchObject({ sort_order: 2 });
  const whole = (input: object) => backroom.process.call(orderChannels.whole, input, meta);
  expect((await whole({})).map((each) => each.name)).toEqual(["first", "Ä", "b", "A last"]);
  const { id } = (await whole({}))[0]!;
  await maker.ok.patch(`/order-channels/${id}`, { is_active: false });
  expect((await whole({ is_active: false })).map((each) => each.id)).toEqual([id]);
});

test("INV-29: another organization's words are neither seen nor counted", async () => {
  const other = await backroom.organization("Other");
  const { id } = await shop.ok.post("/brokers", { name: "Mine" });
  for (const reply of [
    await other.get(`/brokers/${id}`),
    await other.patch(`/brokers/${id}`, { name: "X" }),
    await other.delete(`/brokers/${id}`),
    await other.get(`/brokers/${id}/in-use`),
  ])
    expect(reply.status).toBe(404);
  expect(await other.ok.post("/brokers", { name: "Mine" })).toMatchObject({ sort_order: 0 });
});
