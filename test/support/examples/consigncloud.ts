/** The story behind the examples of ConsignCloud's documents, in either variant. */
import type { Json } from "../backroom.ts";
import type { Say, Story } from "./book.ts";

async function lifecycle(say: Say, one: string, many: string, body: Json, changes: Json): Promise<string> {
  const { id } = await say(`create${one}`, {}, body);
  await say(`list${many}`, { limit: 10 });
  await say(`get${one}`, { id });
  await say(`update${one}`, { id }, changes);
  await say(`delete${one}`, { id });
  return id;
}

async function restored(say: Say, one: string, many: string, body: Json, changes: Json): Promise<string> {
  const id = await lifecycle(say, one, many, body, changes);
  await say(`restore${one}`, { id });
  return id;
}

type Shop = { location: string; account: string; piece(title: string): Promise<string> };

async function items(say: Say, { location, account, piece }: Shop, category: string): Promise<void> {
  const coat = { title: "Wool coat", tag_price: 12_000, account, category, location, brand: "Helly Hansen" };
  const id = await restored(say, "Item", "Items", coat, { tag_price: 11_000 });
  const other = await piece("Silk scarf");
  await say("getItemStats");
  await say("bulkEditItems", {}, { items: [id, other], changes: { tags: ["autumn"] } });
  await say("exportItems", { category });
  await say("updateItemStatuses", {}, { items: [other], status: "damaged", reason: "A seam is open" });
  await say("updateItemStatusesBulk", {}, { items: [id, other], status: "active" });
  await say("getPriceSuggestions", { items: [id] });
  await say("search", { query: "wool", limit: 5 });
  await say("suggest", { entity: "items", field: "title", value: "wo" });
}

async function sales(say: Say, { location, piece }: Shop, customer: string): Promise<void> {
  const basket = async () => ({ location, items: [{ item: await piece("Leather bag"), quantity: 1 }] });
  const cash = { payments: [{ type: "cash", amount: 20_000 }] };
  const sold = await say("createSale", {}, { ...(await basket()), customer, ...cash });
  await say("listSales", { limit: 10 });
  await say("getSale", { id: sold.id });
  await say("exportSales");
  const { data } = await say("listItemSales", { limit: 10 });
  const lines = await say("listLineItems", { id: sold.id });
  const [line] = lines.data;
  await say("getSaleOfItem", { item_id: line.item.id });
  await say("getItemSale", { item_id: line.item.id, id: data[0].id });
  await say("refundSale", { id: sold.id }, { items: [{ id: line.id, quantity: 1 }], reason: "Too small" });
  const open = await say("createSale", {}, await basket());
  await say("updateSale", { id: open.id }, { memo: "A present", ...cash });
  await say("voidSale", { id: open.id });
  for (let nth = 0; nth < 2; nth++) await say("createSale", {}, { ...(await basket()), ...cash });
  const period = { start_date: "2031-01-01", end_date: "2031-01-31" };
  await say("getSalesTrends", { ...period, bucket_size: "week" });
  await say("getSalesReports", { ...period, group_by: "category" });
}

async function batches(say: Say, { account, piece }: Shop): Promise<void> {
  const { id } = await say("createBatch", {}, { account, description: "Two bags, spring" });
  await say("listBatches", { limit: 10 });
  await say("getBatch", { id });
  await say("updateBatch", { id }, { description: "Two bags" });
  await say("updateItem", { id: await piece("Linen shirt") }, { batch: id });
  await say("setBatchStatus", { id }, { status: "submitted" });
}

export const cloudStory: Story = async (say, settled) => {
  await say("getMe");
  const tax = { name: "Sales tax", percentage: 8.875, tax_type: "exclusive", default_on: true };
  await restored(say, "Tax", "Taxes", tax, { name: "State sales tax" });
  const sale = { name: "Spring sale", type: "percentage", value: 10, bearer: "shared", level: "line" };
  await restored(say, "Discount", "Discounts", sale, { type: "percentage", value: 15 });
  const coats = { name: "Coats", default_split: 0.6, default_expiration_days: 90 };
  const category = await restored(say, "ItemCategory", "ItemCategories", coats, {
    default_expiration_days: 60,
  });
  const address = { address_line_1: "1 Main Street", city: "Albany", state: "NY", postal_code: "12207" };
  await lifecycle(say, "Location", "Locations", { name: "Side Street", ...address }, { city: "Troy" });
  const { id: location } = await say("createLocation", {}, { name: "Main Street", ...address });
  const ada = {
    first_name: "Ada",
    last_name: "Lind",
    email: "ada@example.com",
    is_vendor: true,
    default_split: 0.6,
  };
  const account = await restored(say, "Account", "Accounts", ada, { phone_number: "+1 518 555 0100" });
  const { id: customer } = await say("createAccount", {}, { first_name: "Bob", last_name: "Frost" });
  const changes = { email_notifications_enabled: false };
  await say("bulkEditAccounts", {}, { accounts: [account, customer], changes });
  const piece = async (title: string) =>
    (await say("createItem", {}, { title, tag_price: 8000, account, location })).id;
  const shop = { location, account, piece };
  await items(say, shop, category);
  await batches(say, shop);
  await sales(say, shop, customer);
  await settled();
  await say("getAccountStats", { id: account });
  await say("getAccountsStats");
  const { data } = await say("listBalanceEntries", { account });
  await say("getBalanceEntry", { id: data[0].id });
  await say("listAccountBalances", { limit: 10 });
  await say("createPayouts", {}, { accounts: [account], method: "cash", run_id: "january" });
};
