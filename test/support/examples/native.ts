/** The story of the native examples: every operation, in an order in which each succeeds. */

import type { Json } from "../backroom.ts";
import { dataUri, oneColor } from "../pictures.ts";
import type { Say, Settled, Story } from "./book.ts";
import { booking } from "./native-booking.ts";
import { catalogWords } from "./native-catalog.ts";
import { contracts } from "./native-contracts.ts";
import { freight } from "./native-freight.ts";
import { marketplace } from "./native-marketplace.ts";
import { money } from "./native-money.ts";
import { offices } from "./native-offices.ts";
import { partners } from "./native-partners.ts";
import { pictures } from "./native-pictures.ts";
import { supply } from "./native-supply.ts";
import { system } from "./native-system.ts";
import { wholesale } from "./native-wholesale.ts";
import type { Shop } from "./shop.ts";

/** Creates, lists, reads, changes, deletes and restores an entry; returns it as created. */
async function lifecycle(say: Say, one: string, many: string, body: Json, changes: Json): Promise<Json> {
  const made = await say(`create${one}`, {}, body);
  await say(`list${many}`, { limit: 10 });
  await say(`get${one}`, { id: made.id });
  await say(`update${one}`, { id: made.id }, changes);
  await say(`delete${one}`, { id: made.id });
  await say(`restore${one}`, { id: made.id });
  return made;
}

async function catalog(say: Say): Promise<Record<string, string>> {
  const brand = await lifecycle(
    say,
    "Brand",
    "Brands",
    { name: "Helly Hansen" },
    { name: "Helly Hansen 1877" },
  );
  await lifecycle(say, "Color", "Colors", { name: "Moss", hex: "4a5d23" }, { hex: "4b5e24" });
  await lifecycle(say, "Fabric", "Fabrics", { name: "Merino" }, { name: "Merino wool" });
  const size = await lifecycle(say, "Size", "Sizes", { name: "EU 38" }, { name: "EU 38 long" });
  const tax = { name: "Sales tax", rate_ppm: 88_750, type: "exclusive", default_on: true };
  await lifecycle(say, "Tax", "Taxes", tax, { name: "State sales tax" });
  const discount = {
    name: "Spring sale",
    bearer: "shared",
    value_type: "percentage",
    value: 100_000,
    level: "line",
  };
  await lifecycle(say, "Discount", "Discounts", discount, { value: 150_000 });
  const surcharge = { name: "Preparation fee", type: "consignor_fee", value_type: "fixed", value: 200 };
  await lifecycle(say, "Surcharge", "Surcharges", surcharge, { value: 250 });
  const category = { name: "Coats", default_split: 600_000, default_expiry_days: 90 };
  const { id } = await lifecycle(say, "Category", "Categories", category, { default_expiry_days: 60 });
  return { brand_id: brand.id, size_id: size.id, category_id: id };
}

async function places(say: Say): Promise<{ store_id: string; register_id: string; location_id: string }> {
  const address = {
    address_line_1: "1 Main Street",
    city: "Albany",
    region: "NY",
    zip: "12207",
    country: "US",
  };
  const store = { name: "Main Street", timezone: "UTC", ...address };
  const { id: store_id } = await lifecycle(say, "Store", "Stores", store, { default_expiry_days: 60 });
  const rack = { name: "Rack 1", kind: "spot", store_id };
  const { id: location_id } = await lifecycle(say, "Location", "Locations", rack, { notes: "By the window" });
  await say("getLocationUsage", { id: location_id });
  const till = { name: "Front till", store_id };
  const { id: register_id } = await lifecycle(say, "Register", "Registers", till, { name: "Till 1" });
  return { store_id, register_id, location_id };
}

async function people(say: Say): Promise<{ account_id: string; customer_id: string }> {
  const ada = {
    first_name: "Ada",
    last_name: "Lind",
    email: "ada@example.com",
    is_vendor: true,
    default_split: 600_000,
  };
  const { id: account_id } = await lifecycle(say, "Account", "Accounts", ada, {
    phone_number: "+1 518 555 0100",
  });
  const { id: customer_id } = await say("createAccount", {}, { first_name: "Bob", last_name: "Frost" });
  await say("importAccounts", {}, { rows: [{ first_name: "Cleo", last_name: "Marsh", is_vendor: true }] });
  const changes = { email_notifications_enabled: false };
  await say("bulkEditAccounts", {}, { ids: [account_id, customer_id], changes });
  return { account_id, customer_id };
}

async function items(
  say: Say,
  settled: Settled,
  shop: Shop,
  terms: Record<string, string>,
  location_id: string,
): Promise<void> {
  const coat = {
    title: "Wool coat",
    description: "Navy, hardly worn",
    tag_price: 12_000,
    inventory_type: "consignment",
    condition: "very_good",
    tags: ["winter"],
    barcodes: ["4006381333931"],
    account_id: shop.account_id,
    store_id: shop.store_id,
    ...terms,
  };
  const { id } = await say("createItem", {}, coat);
  await settled();
  await say("listItems", {
    status: "active",
    tag_price: { gte: 5000 },
    sort: "-created_at",
    limit: 10,
    expand: ["account"],
  });
  const mugs = [
    { title: "Enamel mug, blue", tag_price: 900, inventory_type: "retail", quantity: 6, sku: "MUG-BLUE" },
    { title: "Enamel mug, red", tag_price: 900, inventory_type: "retail", quantity: 4, sku: "MUG-RED" },
  ];
  const csv = "Title,Price,Consignor\nSilk blouse,24.00,Ida Brandt\nLinen skirt,,Ida Brandt\n";
  const { id: file_id } = await say("uploadFile", {}, { file: csv });
  const { id: import_id } = await say("createDataImport", {}, { kind: "items", file_id });
  await say("runDataImport", { id: import_id });
  await say("retryPicturesDataImport", { id: import_id });
  await say("listDataImports", { status: "done" });
  await say("getDataImport", { id: import_id });
  await say("importItems", {}, { rows: mugs.map((mug) => ({ ...mug, store_id: shop.store_id })) });
  await settled();
  await say("findCode", { code: "4006381333931" });
  await pictures(say, "Item", id);
  await say("getItem", { id, expand: ["account", "store"] });
  await say("printItemLabels", {}, { items: [{ item_id: id, copies: 2 }], layout: "single_57x32" });
  await say("updateItem", { id }, { tag_price: 11_000, location_id });
  await say("moveItem", { id }, { status: "damaged", reason: "A seam is open" });
  const scarf = await shop.piece("Silk scarf", 3000);
  await say("moveItems", {}, { items: [id, scarf], status: "inactive" });
  await say("moveItems", {}, { items: [id, scarf], status: "active" });
  await say(
    "bulkEditItems",
    {},
    { ids: [id, scarf], changes: { tags: ["autumn"] }, price: { multiply_ppm: 900_000 } },
  );
  await say("reapplyItemTerms", {}, { items: [id, scarf] });
  await say("deleteItem", { id: scarf });
  await say("restoreItem", { id: scarf });
  await say("getItemStats", { store_id: shop.store_id });
  await say("listPriceChanges", { item_id: id });
  await say("suggestItemPrice", { id });
  await say(
    "suggestItemPrices",
    {},
    { title: "Navy wool coat", category_id: terms.category_id, condition: "good" },
  );
  const { proposal_id } = await say("classifyPicture", {}, { images: [dataUri(await oneColor("14213d"))] });
  await say("acceptPicture", { id: proposal_id }, { item_id: id });
  await say("getPictureQuality");
  await say("search", { search: "wool", kinds: ["items"], limit: 5 });
  await say("suggest", { kind: "items", field: "title", value: "wo" });
}

async function intake(say: Say, { account_id, store_id, piece }: Shop): Promise<void> {
  const empty = await say("createBatch", {}, { account_id });
  await say("deleteBatch", { id: empty.id });
  for (const verb of ["accept", "decline"]) {
    const batch = await say("createBatch", {}, { account_id, description: "Two bags, spring" });
    await piece("Linen shirt", 4000, { batch_id: batch.id });
    await say("submitBatch", { id: batch.id });
    await say("reopenBatch", { id: batch.id });
    await say("submitBatch", { id: batch.id });
    await say(`${verb}Batch`, { id: batch.id });
    await say("getBatch", { id: batch.id });
    await say("updateBatch", { id: batch.id }, { description: "Two bags" });
  }
  await say("listBatches", { account_id });
  const visit = { account_id, store_id, delivery_at: "2031-03-01T10:00:00.000Z", note: "Brings two bags" };
  const { id } = await say("createDelivery", {}, visit);
  await say("listDeliveries", { account_id });
  await say("getDelivery", { id });
  await say("updateDelivery", { id }, { delivery_at: "2031-03-02T10:00:00.000Z" });
  await say("deleteDelivery", { id });
}

async function sales(say: Say, shop: Shop): Promise<void> {
  const { store_id, register_id, customer_id, piece } = shop;
  const session = await say("openRegisterSession", {}, { register_id, opening_float: 10_000 });
  await say("listRegisterSessions", { register_id });
  await say("getRegisterSession", { id: session.id });
  const cash = (amount: number) => ({ payments: [{ type: "cash", amount }] });
  const basket = async () => ({
    store_id,
    lines: [{ item_id: await piece("Leather bag", 8000), quantity: 1 }],
  });
  await say("quoteSale", {}, { ...(await basket()), customer_id });
  const open = await say("createSale", {}, { ...(await basket()), customer_id, register_id });
  await say(
    "updateSale",
    { id: open.id },
    { memo: "A present", discounts: [{ value_type: "fixed", value: 500 }] },
  );
  await say("noteSale", { id: open.id }, { body: "Wrapped" });
  await say("parkSale", { id: open.id });
  await say("unparkSale", { id: open.id });
  const sold = await say("finalizeSale", { id: open.id }, cash(20_000));
  await layBys(say, await basket());
  await say("listSales", { status: "finalized", total: { gte: 1000 }, sort: "-finalized_at" });
  await say("getSale", { id: sold.id });
  await say("explainSale", { id: sold.id });
  const { id: line_id } = sold.lines[0];
  await say("listSaleLines", { limit: 10 });
  await say("getSaleLine", { id: line_id });
  const refund = { lines: [{ line_id, quantity: 1 }], reason: "Too small" };
  const { id: refund_id } = await say("refundSale", { id: sold.id }, refund);
  await say("listRefunds", { sale_id: sold.id });
  await say("getRefund", { id: refund_id });
  await say("getSaleReceipt", { id: sold.id });
  const taken = { lines: [{ item_id: await piece("Silk scarf", 9000) }], register_id };
  const worn = await say("ringUpSale", {}, { ...(await basket()), register_id, ...cash(20_000) });
  await say(
    "exchangeSale",
    { id: worn.id },
    { lines: [{ line_id: worn.lines[0].id, quantity: 1 }], sale: taken, ...cash(2000) },
  );
  const rung = await say("ringUpSale", {}, { ...(await basket()), register_id, ...cash(20_000) });
  await say("voidSale", { id: rung.id }, { reason: "Wrong item" });
  const gift_cards = [{ amount: 5000, code: "eve2031" }];
  const card = await say("ringUpSale", {}, { store_id, register_id, gift_cards, ...cash(5000) });
  await say("refundSale", { id: card.id }, { gift_card_ids: [card.gift_cards[0].id] });
  const left = await say("createSale", {}, await basket());
  await say("discardSale", { id: left.id });
  const item_id = await piece("Boots", 6000);
  await say("recordOutsideSale", {}, { lines: [{ item_id, price: 5500 }], external_ref: "M-1042" });
  await say("returnOutsideSale", {}, { items: [item_id] });
  for (let nth = 0; nth < 3; nth++)
    await say("ringUpSale", {}, { ...(await basket()), register_id, ...cash(20_000) });
  await say("closeRegisterSession", { id: session.id }, { counted: 36_000 });
  await say("getRegisterSessionReport", { id: session.id });
  await say("getSalesTrends", { start_date: "2031-01-01", end_date: "2031-01-31", bucket_size: "week" });
  await say("getSalesReport", { start_date: "2031-01-01", end_date: "2031-01-31", group_by: "category" });
  await say("getMarginRegister", { from: "2031-01-01", to: "2031-01-31" });
}

async function layBys(say: Say, basket: Json): Promise<void> {
  const cash = (amount: number) => ({ payments: [{ type: "cash", amount }] });
  const start = async () => {
    const { id } = await say("createSale", {}, basket);
    return say("startSaleLayBy", { id }, { due_date: "2031-03-31", ...cash(2000) });
  };
  const dropped = await start();
  await say("cancelSaleLayBy", { id: dropped.id }, { fee: 500, reason: "Changed her mind" });
  const { id } = await start();
  await say("updateSaleLayBy", { id }, { due_date: "2031-04-30" });
  const payment = await say("paySaleLayBy", { id }, cash(3000));
  await say("listLayByPayments", { sale_id: id });
  await say("getLayByPayment", { id: payment.id });
}

export const nativeStory: Story = async (say, settled) => {
  const terms = await catalog(say);
  const { location_id, ...place } = await places(say);
  const who = await people(say);
  const piece: Shop["piece"] = async (title, tag_price, more = {}) => {
    const of = { account_id: who.account_id, store_id: place.store_id, inventory_type: "consignment" };
    return (await say("createItem", {}, { title, tag_price, ...of, ...more })).id;
  };
  const shop: Shop = { ...place, ...who, piece };
  await items(say, settled, shop, terms, location_id);
  await intake(say, shop);
  await sales(say, shop);
  await settled();
  await money(say, shop);
  await contracts(say);
  await marketplace(say, settled);
  await partners(say);
  await supply(say);
  await wholesale(say);
  await settled();
  await system(say, settled);
  await offices(say);
  await catalogWords(say);
  await booking(say);
  await freight(say);
  for (const [one, id] of Object.entries({ Item: await piece("Belt", 900) }))
    await say(`delete${one}`, { id });
};
