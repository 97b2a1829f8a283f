/** The story behind the examples of Circular's document. */
import type { Json } from "../backroom.ts";
import { dataUri, oneColor } from "../pictures.ts";
import type { Say, Story } from "./book.ts";

const organization_slug = "example-shop";
const here = { organization_slug };

async function collection(say: Say, one: string, many: string, body: Json, changes: Json): Promise<Json> {
  const made = await say(`create${one}`, here, body);
  await say(`list${many}`, { ...here, take: 10 });
  await say(`update${one}`, here, { id: made.id, ...changes });
  return made;
}

export const circularStory: Story = async (say, settled) => {
  await say("listOrganizations", here);
  await say("updateOrganization", here, { phone_number: "+47 22 00 00 00", default_return_days: 0 });
  const words: [string, string, string][] = [
    ["Brand", "Brands", "Helly Hansen"],
    ["Category", "Categories", "Coats"],
    ["Color", "Colors", "Moss"],
    ["Material", "Materials", "Merino"],
    ["Size", "Sizes", "EU 38"],
  ];
  for (const [one, many, name] of words) await collection(say, one, many, { name }, { name: `${name} new` });
  const shop = { name: "Main Street", address_country: "NO", address_city: "Oslo", address_zip: "0150" };
  const { id: store_id } = await collection(say, "Store", "Stores", shop, { default_pick_up_days: 14 });
  const rack = await collection(
    say,
    "Location",
    "Locations",
    { name: "Rack 1", store_id },
    { name: "Rack A" },
  );
  const ada = { first_name: "Ada", last_name: "Lind", email: "ada@example.com", address_country: "NO" };
  const { id: seller_id } = await collection(say, "Seller", "Sellers", ada, {
    phone_number: "+47 22 00 00 01",
  });
  const eve = { first_name: "Eve", email: "eve@example.com", default_store_id: store_id };
  const coworker = await collection(say, "Coworker", "Coworkers", eve, { phone: "+47 22 00 00 02" });
  const visit = { store_id, seller_id, delivery_at: "2031-03-01T10:00:00.000Z" };
  const delivery = await collection(say, "Delivery", "Deliveries", visit, {
    delivery_at: "2031-03-02T10:00:00.000Z",
  });
  const coat = {
    name: "Wool coat",
    price: 120,
    store_id,
    seller_id,
    location_id: rack.id,
    category_slug: "coats",
    brand_slug: "helly-hansen",
    consignment_split: 0.6,
  };
  const product = await collection(say, "Product", "Products", coat, { price: 110 });
  await say("predictPrice", { ...here, productId: product.id });
  await say("classifyProduct", here, { images: [dataUri(await oneColor("14213d"))] });
  await say("updateProduct", here, { id: product.id, status: "sold" });
  await settled();
  const paid = { seller_id, amount: 20 };
  const remittance = await collection(say, "SellerRemittance", "SellerRemittances", paid, {
    metadata: { run: "May" },
  });
  await say("deleteSellerRemittance", here, { id: remittance.id });
  await say("deleteDelivery", here, { id: delivery.id });
  const spare = await say("createProduct", here, { name: "Belt", price: 9, store_id });
  await say("deleteProduct", here, { id: spare.id });
  await say("deleteCoworker", here, { id: coworker.id });
  const second = await say("createLocation", here, { name: "Rack 2", store_id });
  await say("deleteLocation", here, { id: second.id });
  const other = await say("createStore", here, { name: "Side Street" });
  await say("deleteStore", here, { id: other.id });
  const bob = await say("createSeller", here, { first_name: "Bob" });
  await say("deleteSeller", here, { id: bob.id });
  for (const [one] of words) {
    const word = await say(`create${one}`, here, { name: "Misspelled" });
    await say(`delete${one}`, here, { id: word.id });
  }
};
