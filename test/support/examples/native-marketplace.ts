/** A platform with its users, their cards and its waitlist. */
import { dataUri, oneColor } from "../pictures.ts";
import type { Say, Settled } from "./book.ts";
import { pictures } from "./native-pictures.ts";

async function user(say: Say, platform_id: string, file_id: string): Promise<string> {
  const ada = { platform_id, email: "ada@wool.example", first_name: "Ada", last_name: "Lind" };
  const { id } = await say("createMarketplaceUser", {}, ada);
  await say("listMarketplaceUsers", { platform_id, limit: 10 });
  await say("getMarketplaceUser", { id });
  await say("updateMarketplaceUser", { id }, { bio: "Knits hats." });
  await say("setImageMarketplaceUser", { id }, { file_id });
  const page = { url: "https://wool.example/ada", label: "Shop" };
  const { links } = await say("addLinkMarketplaceUser", { id }, page);
  await say("removeLinkMarketplaceUser", { id, link_id: links[0].id });
  await say("suggestUsernameMarketplaceUser", { platform_id, text: "Ada Lind" });
  await say("requestCodeMarketplaceSession", {}, { platform_id, email: "ada@wool.example" });
  await say("askEmailMarketplaceUser", { id }, { email: "ada@lind.example" });
  return id;
}

async function billing(say: Say, user_id: string): Promise<void> {
  const card = { card_number: "4242424242424242", exp_month: 12, exp_year: 2034 };
  const { client_secret: secret } = await say("beginPaymentMethod", {}, { user_id });
  const { id } = await say("confirmSimulatedCard", { secret }, card);
  await say("listPaymentMethods", { user_id, limit: 10 });
  await say("getPaymentMethod", { id });
  await say("setDefaultPaymentMethod", { id });
  await say("deletePaymentMethod", { id });
  const { onboarding_path, account } = await say("onboardProviderAccount", {}, { user_id });
  await say("completeSimulatedOnboarding", { secret: onboarding_path.split("/").at(-1) });
  await say("listProviderAccounts", { user_id, limit: 10 });
  await say("getProviderAccount", { id: account.id });
}

/** Ada sells a box every month. */
async function subscriptions(say: Say, platform_id: string, seller_user_id: string): Promise<void> {
  const ben = { platform_id, email: "ben@wool.example", first_name: "Ben", last_name: "Roe" };
  const { id: user_id } = await say("createMarketplaceUser", {}, ben);
  const card = { card_number: "4242424242424242", exp_month: 12, exp_year: 2034 };
  const { client_secret: secret } = await say("beginPaymentMethod", {}, { user_id });
  await say("confirmSimulatedCard", { secret }, card);
  const { id: contract_id } = await say(
    "createContract",
    {},
    {
      platform_id,
      items: [{ seller_user_id, name: "Box of yarn", unit_price: 2400 }],
      sellers: [{ user_id: seller_user_id }],
    },
  );
  const { id } = await say("startSubscription", {}, { contract_id, user_id, cycle: "monthly" });
  await say("listSubscriptions", { user_id, limit: 10 });
  await say("getSubscription", { id });
  const { data } = await say("listProviderCalls", { provider: "simulated", limit: 10 });
  await say("getProviderCall", { id: data[0].id });
  await say("askProviderCall", { id: data[0].id });
  await say("figuresSubscription", { platform_id });
  await say("changePriceSubscription", { id }, { price: 2900, prorate: true });
  await say("pauseSubscription", { id }, { pause_behavior: "skip" });
  await say("resumeSubscription", { id });
  await say("endSubscription", { id }, { at_period_end: true });
  await say("keepSubscription", { id });
  await say("endSubscription", { id }, { reason: "Moved away" });
}

/** Cal asks the bank for the money back, and gets it. */
async function disputes(say: Say, platform_id: string, seller_user_id: string): Promise<void> {
  const cal = { platform_id, email: "cal@wool.example", first_name: "Cal", last_name: "Hay" };
  const { id: user_id } = await say("createMarketplaceUser", {}, cal);
  const { client_secret: secret } = await say("beginPaymentMethod", {}, { user_id });
  const card = { card_number: "4000000000000259", exp_month: 12, exp_year: 2034 };
  await say("confirmSimulatedCard", { secret }, card);
  const items = [{ seller_user_id, name: "Scarf", unit_price: 3200 }];
  const { id } = await say(
    "createContract",
    {},
    { platform_id, items, sellers: [{ user_id: seller_user_id }], buyers: [{ user_id }] },
  );
  await say("sendContract", { id });
  await say("settleContract", { id });
  const { data } = await say("listDisputes", { contract_id: id });
  await say("getDispute", { id: data[0].id });
  // Somebody gives Cal a part back at the provider itself, before the bank takes the rest.
  const part = { amount: 500, reason: "requested_by_customer" };
  await say("refundAtProviderTransaction", { id: data[0].transaction_id }, part);
  // It does not reach Cal, who gets it in cash.
  const of = { contract_id: id, type: "refund" };
  const [{ id: refund }] = (await say("listTransactions", of)).data;
  await say("returnAtProviderTransaction", { id: refund }, { reason: "account_closed" });
  await say("payReturnedTransaction", { id: refund }, { method: "cash", reason: "Paid at the counter" });
  const [{ id: transfer }] = (await say("listTransactions", { contract_id: id, type: "transfer" })).data;
  await say("reverseAtProviderTransaction", { id: transfer }, { amount: 200 });
  await say("decideDispute", { id: data[0].id }, { outcome: "lost" });
}

async function calendar(say: Say, user_id: string): Promise<void> {
  const availability = [
    { day: "monday", start: "09:00", end: "12:30" },
    { day: "monday", start: "13:30", end: "17:00" },
  ];
  const overrides = [{ date: "2027-05-17", ranges: [] }];
  const external_calendar_ids = ["https://calendar.invalid/wren.ics"];
  await say("updateCalendar", { user_id }, { availability, overrides, external_calendar_ids });
  await say("listCalendarFeeds", { user_id, limit: 10 });
  await say("getCalendarFeed", { id: (await say("listCalendarFeeds", { user_id })).data[0].id });
  await say("ofUserCalendar", { user_id });
  await say("listCalendars", { limit: 10 });
  await say("getCalendar", { id: (await say("listCalendars", {})).data[0].id });
  const [start_at, end_at] = ["2027-05-10T09:00:00Z", "2027-05-10T10:00:00Z"];
  const fitting = { kind: "manual", title: "Fitting", start_at, end_at };
  const { id } = await say("addCalendarEvent", { user_id }, fitting);
  await say("listCalendarEvents", { user_id, limit: 10 });
  await say("getCalendarEvent", { id });
  await say("updateCalendarEvent", { id }, { title: "Fitting of a coat" });
  const day = { user_id, from: "2027-05-10T00:00:00Z", to: "2027-05-11T00:00:00Z" };
  await say("freeTimeCalendar", day);
  await say("slotsCalendar", { ...day, minutes: 60 });
  await say("deleteCalendarEvent", { id });
}

async function waitlist(say: Say, platform_id: string): Promise<void> {
  const bob = { platform_id, email: "bob@wool.example", name: "Bob" };
  const { id } = await say("joinWaitlistEntry", {}, bob);
  await say("listWaitlistEntries", { platform_id, limit: 10 });
  await say("getWaitlistEntry", { id });
  await say("grantWaitlistEntry", { id });
  await say("deleteWaitlistEntry", { id });
}

async function offers(say: Say, platform_id: string, user_id: string, file_id: string): Promise<string> {
  const hat = { platform_id, user_id, name: "Wool hat", category: "Hats", base_price: 300_000, quantity: 12 };
  const { id } = await say("createProduct", {}, hat);
  await say("importProducts", {}, { rows: [{ ...hat, name: "Wool scarf" }] });
  await say("listProducts", { platform_id, limit: 10 });
  await say("getProduct", { id });
  await say("updateProduct", { id }, { description: "Knitted by hand." });
  await say("setImageVariant", { id }, { file_id });
  await pictures(say, "Product", id);
  const red = { product_id: id, name: "Wool hat, red", base_price: 320_000, quantity: 3 };
  const { id: variant_id } = await say("createVariant", {}, red);
  await say("listVariants", { product_id: id, limit: 10 });
  await say("getVariant", { id: variant_id });
  await say("updateVariant", { id: variant_id }, { use_seasonal_prices: true, quantity: 5 });
  const winter = { name: "Winter sale", amount: 250_000, starts_on: "2031-12-20", ends_on: "2032-01-06" };
  const season = await say("addPrice", { variant_id }, { ...winter, recurs_yearly: true });
  await say("listPrices", { variant_id, limit: 10 });
  await say("getPrice", { id: season.id });
  await say("deletePrice", { id: season.id });
  await say("restorePrice", { id: season.id });
  await listedPrices(say, id, variant_id);
  await say("deleteVariant", { id: variant_id });
  await say("restoreVariant", { id: variant_id });
  await say("deleteProduct", { id });
  await say("restoreProduct", { id });
  await say("categoriesProduct", { platform_id });
  return id;
}

/** A piece of the shop that its platform offers as well. */
async function ownGoods(say: Say, platform_id: string): Promise<void> {
  const { data } = await say("listMarketplaceUsers", { platform_id, limit: 10 });
  const { id: user_id } = data.find(({ is_house }: { is_house: boolean }) => is_house);
  const coat = { title: "Loden coat", tag_price: 12_000, inventory_type: "retail" };
  const { id: item_id } = await say("createItem", {}, coat);
  const offer = { platform_id, user_id, name: "Loden coat", base_price: 1_200_000 };
  const { id } = await say("createProduct", {}, offer);
  await say("linkVariant", { id }, { item_id });
  await say("linkVariant", { id }, {});
}

/** Prices of lists, and which of them counts. */
async function listedPrices(say: Say, product_id: string, variant_id: string): Promise<void> {
  const trade = await say("createPriceKind", {}, { code: "trade", title: "Trade" });
  const kind = { price_kind_id: trade.id, currency: "USD", tax_ppm: 230_000 };
  await say("createPrice", {}, { product_id, ...kind, net: 280_000 });
  const many = { variant_id, ...kind, net: 240_000, min_quantity: 10 };
  const { id } = await say("createPrice", {}, many);
  await say("updatePrice", { id }, { net: 230_000, max_quantity: 100 });
  await say("getProductBestPrice", { id: product_id, quantity: 12_000_000 });
  await say("getPriceKindUsage", { id: trade.id });
}

/** A cart that becomes a contract. */
async function shopping(say: Say, user_id: string, product_id: string): Promise<void> {
  const { items } = await say("addCart", { user_id }, { product_id });
  const item_id = items[0].id;
  await say("setQuantityCart", { user_id, item_id }, { quantity: 2 });
  await say("removeItemCart", { user_id, item_id });
  await say("addCart", { user_id }, { product_id });
  await say("clearCart", { user_id });
  await say("addCart", { user_id }, { product_id });
  const { id } = await say("ofUserCart", { user_id });
  await say("listCarts", { user_id, limit: 10 });
  await say("getCart", { id });
  await say("createFromCartContract", { cart_id: id });
}

/** A contract whose parts are changed one at a time. */
async function parts(say: Say, platform_id: string, product_id: string): Promise<string> {
  const person = async (email: string) => (await say("createMarketplaceUser", {}, { platform_id, email })).id;
  const [buyer, friend, partner] = [
    await person("cleo@wool.example"),
    await person("dan@wool.example"),
    await person("eve@wool.example"),
  ];
  const { id } = await say(
    "createContract",
    {},
    { platform_id, user_id: buyer, include_processor_fees: true },
  );
  const { items } = await say("addItemContract", { id }, { product_id, quantity: 2 });
  const { buyers } = await say("addBuyerContract", { id }, { user_id: buyer });
  await say("addBuyerContract", { id }, { user_id: friend });
  const [buyer_id, friend_id] = [
    buyers[0].id,
    (await say("pinBuyerContract", { id, buyer_id: buyers[0].id }, { due: 2000 })).buyers[1].id,
  ];
  await say("pinBuyerContract", { id, buyer_id }, {});
  await say("removeBuyerContract", { id, buyer_id: friend_id });
  const { sellers } = await say("addSellerContract", { id }, { user_id: partner, owed: 500 });
  const seller_id = sellers[1].id;
  await say("pinSellerContract", { id, seller_id }, { owed: 600 });
  await say("removeSellerContract", { id, seller_id });
  const { fees } = await say("addFeeContract", { id }, { name: "Packing", amount: 350 });
  await say("changeFeeContract", { id, fee_id: fees[0].id }, { ppm: 10_000 });
  await say("removeFeeContract", { id, fee_id: fees[0].id });
  await say("removeItemContract", { id, item_id: items[0].id });
  return buyer;
}

export async function marketplace(say: Say, settled: Settled): Promise<void> {
  const wool = { name: "Wool Market", url: "https://wool.example", provider: "simulated" };
  const { id: platform_id } = await say("createPlatform", {}, wool);
  await say("listPlatforms", { limit: 10 });
  await say("getPlatform", { id: platform_id });
  await say("updatePlatform", { id: platform_id }, { domains: ["wool.example"], platform_fee_ppm: 25_000 });
  await settled();
  const { id: file_id, path } = await say("uploadPicture", {}, { file: dataUri(await oneColor("10204a")) });
  await say("openPicture", { token: path.replace("/pictures/", "") });
  await say("setLogoPlatform", { id: platform_id }, { file_id });
  const id = await user(say, platform_id, file_id);
  await billing(say, id);
  const product_id = await offers(say, platform_id, id, file_id);
  await ownGoods(say, platform_id);
  await shopping(say, await parts(say, platform_id, product_id), product_id);
  await subscriptions(say, platform_id, id);
  await disputes(say, platform_id, id);
  await calendar(say, id);
  await say("deleteMarketplaceUser", { id });
  await say("keepMarketplaceUser", { id });
  await waitlist(say, platform_id);
  await say("estimateContract", { platform_id, amount: 15_000, include_processor_fees: false });
}
