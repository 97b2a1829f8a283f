/**
 * "Coat" (story 4.2): taken in through Circular, sold in Candle, seen in ConsignCloud, paid out through Circular. Everything is
 * asserted to the unit.
 */
import { instantOf } from "../../shared/clock.ts";
import { type Client, type Json, until } from "./backroom.ts";
import { booksShow } from "./books.ts";
import { uuidOf } from "./candle.ts";
import { draftFor, openWindow, type Shops, settle } from "./shop-window.ts";
import type { StoryClock } from "./story-clock.ts";
import { type Wire, wireTo } from "./wire.ts";

const DAY_MS = 86_400_000;

type Ends = "paid out" | "refunded";
type Doors = { client: Client; circular: Wire; cloud: Wire; candle: Wire };
type Coat = { ada: string; item: string; product: string; contract: Json };

/** The clock of a coat's days. */
type Days = { goTo(day: number): Promise<void> };

/** `client`: of an organization without other data; `day0`: when the coat is sold. */
export async function coatStory(
  shops: Shops & { clock: StoryClock },
  client: Client,
  ends: Ends,
  day0 = "2027-01-04T10:00:00Z",
): Promise<void> {
  const { url } = shops;
  const days = { goTo: (day: number) => shops.clock.goTo(instantOf(Date.parse(day0) + day * DAY_MS)) };
  await days.goTo(0);
  const { slug } = (await client.ok.get("/organizations")).data[0];
  const doors = {
    client,
    circular: wireTo(`${url}/circular/api/${slug}`, client.key),
    cloud: wireTo(`${url}/consigncloud/api/v1`, client.key),
    candle: wireTo(`${url}/candle/v1`, client.key),
  };
  const coat = await sell(doors, shops, await takeIn(doors));
  await seenEverywhere(doors, coat, { sold: true });
  await booksShow(client, {
    ...{ "processor:simulated": 11_622, fees: -720, marketplace_fees: 1098 },
    ...{ [`payable:${coat.ada}`]: -7200, commission: -4800 },
  });
  await (ends === "paid out" ? payOut(doors, coat, days) : giveBack(doors, coat, days));
}

async function takeIn({ circular }: Doors): Promise<{ ada: string; item: string }> {
  const { id: ada } = await circular.ok("POST", "/sellers", { first_name: "Ada" });
  const { id: store_id } = await circular.ok("POST", "/stores", {
    ...{ name: "Main Street", default_return_days: 14 },
  });
  const coat = { name: "Coat", price: 120, store_id, seller_id: ada, consignment_split: 0.6 };
  const { id: item, status } = await circular.ok("POST", "/products", coat);
  expect(status).toBe("active");
  return { ada, item };
}

/** LNK-1, T19, T24: the sellers bear all fees; the house is owed 109.02. */
async function sell(doors: Doors, shops: Shops, { ada, item }: Omit<Coat, "product" | "contract">) {
  const { client, candle } = doors;
  const window = await openWindow(shops, client);
  const { id: product } = await candle.ok("POST", "/products", { name: "Coat", price: 120 });
  await client.ok.post(`/variants/${uuidOf(product)}/link`, { item_id: item });
  expect(await candle.ok("GET", `/products/${product}`)).toMatchObject({
    ...{ quantity: 1, isAvailableInStock: true },
  });
  const { body: contract } = await draftFor(window, product, 1, { onTop: false });
  expect(contract).toMatchObject({ total: 120, sellers: [{ owed: 109.02 }] });
  await settle(window, contract);
  return { ada, item, product, contract };
}

async function seenEverywhere(
  { client, circular, cloud, candle }: Doors,
  { ada, item, product }: Coat,
  { sold }: { sold: boolean },
): Promise<void> {
  const circularStatus = async () => {
    const { data } = await circular.ok("GET", "/products?take=100");
    return data.find(({ id }: Json) => id === item).status;
  };
  await until(async () => (await circularStatus()) === (sold ? "sold" : "active"), "Circular");
  expect((await cloud.ok("GET", `/items/${item}?include=status`)).status).toBe(sold ? "sold" : "available");
  const { status_counts } = await client.ok.get(`/items/${item}`);
  expect(status_counts).toMatchObject({ [sold ? "sold_on_third_party" : "active"]: 1 });
  expect(await candle.ok("GET", `/products/${product}`)).toMatchObject({
    ...{ quantity: sold ? 0 : 1, isAvailableInStock: !sold },
  });
  const wanted = sold ? 7200 : 0;
  const account = () => client.ok.get(`/accounts/${ada}`);
  await until(async () => (await account()).balance === wanted, "Ada's balance");
  expect(await account()).toMatchObject({ available_balance: 0, pending_balance: wanted });
}

/** T6, T7: her share may be paid out on day 14. */
async function payOut({ client, circular }: Doors, { ada }: Coat, days: Days): Promise<void> {
  const asked = { seller_id: ada, amount: 72 };
  await days.goTo(13);
  expect((await circular.send("POST", "/seller-remittances", asked)).status).toBeGreaterThanOrEqual(400);
  await days.goTo(14);
  const { id } = await circular.ok("POST", "/seller-remittances", asked);
  await circular.ok("PATCH", "/seller-remittances", { id, approved: true });
  await circular.ok("PATCH", "/seller-remittances", { id, completed: true });
  await until(async () => (await client.ok.get(`/accounts/${ada}`)).balance === 0, "the payout");
  await booksShow(client, {
    ...{ "processor:simulated": 11_622, fees: -720, marketplace_fees: 1098 },
    ...{ commission: -4800, bank: -7200 },
  });
}

/** CON-11, LNK-5: everything goes back but the card's fee, and the coat hangs in every window again. */
async function giveBack(doors: Doors, coat: Coat, days: Days): Promise<void> {
  const { client, candle } = doors;
  await days.goTo(5);
  const id = uuidOf(coat.contract.id);
  const [sale] = (await client.ok.get(`/sales?external_ref=${id}`)).data;
  // Not by the till: the contract has the buyer's money.
  for (const verb of ["refund", "void"])
    expect((await client.post(`/sales/${sale.id}/${verb}`, {})).status).toBe(409);
  const { buyers } = await client.ok.get(`/contracts/${id}`);
  await client.ok.post(`/contracts/${id}/refund`, { buyer_id: buyers[0].id, amount: 12_000 });
  await seenEverywhere(doors, coat, { sold: false });
  await booksShow(client, { "processor:simulated": -378, processor_fees: 378 });
  expect((await client.ok.get(`/sales/${sale.id}`)).refund_status).toBe("full");
  expect((await candle.ok("GET", `/contracts/${coat.contract.id}`)).status).toBe("refunded");
}
