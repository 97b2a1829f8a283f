/** A small shop with data of every kind, for the verifier, probes and comparisons. */
import { randomUUID } from "node:crypto";
import { houseUserId } from "../../services/accounts/public.ts";
import { type Client, type Json, until } from "./backroom.ts";
import { micro, openWorkshop } from "./makers.ts";
import { marketplaceOf } from "./marketplace.ts";
import { cards, type Marketplace, openMarketplace } from "./paying-market.ts";
import { openShop, type Shop } from "./shop.ts";

export type RichShop = Record<
  | "account"
  | "voided"
  | "refunded"
  | "half"
  | "parked"
  | "laidBy"
  | "contract"
  | "house"
  | "subscription"
  | "batch"
  | "payout"
  | "delivery"
  | "card"
  | "session"
  | "purchase"
  | "made"
  | "transfer"
  | "kit"
  | "linked",
  string
> & { store: string; item: string };

const cash = (amount: number) => [{ type: "cash", amount }];

/** `note` is written into every text that takes one. */
export async function fillShop(owner: Client, note = "a note"): Promise<RichShop> {
  const { ok } = owner;
  const shop = await openShop(owner);
  const account = shop.consignor;
  await ok.patch(`/accounts/${account}`, {
    default_return_days: 0,
    bank_account_number: "NO9386011117947",
    recurring_fees: [{ name: note.slice(0, 100), amount: 700, cycle: "weekly" }],
  });
  await ok.post("/webhook-endpoints", {
    url: "https://receiver.example/hook",
    event_types: ["sale.voided"],
    status: "disabled",
  });
  await ok.post("/discounts", {
    name: note.slice(0, 100),
    bearer: "shared",
    value_type: "percentage",
    value: 100_000,
    level: "line",
    auto_apply: true,
  });
  const finalize = (sale: Json, payments: Json[] = cash(sale.total + 500)) =>
    ok.post(`/sales/${sale.id}/finalize`, { payments });
  const selling = async (...items: string[]) => finalize(await shop.open(...items));
  const three = await shop.piece(3333, { quantity: 3, title: note });
  const own = await shop.piece(8000, { inventory_type: "retail", account_id: null, cost_per: 3000 });

  await shop.piece(9000, { inventory_type: "buy_outright", cost_per: 4000, quantity: 2 });

  const refunded = await ok.post("/sales", {
    store_id: shop.store,
    lines: [{ item_id: three, quantity: 3 }],
  });
  await finalize(refunded);
  const [line] = (await ok.get(`/sales/${refunded.id}`)).lines;
  for (const quantity of [1, 2])
    await ok.post(`/sales/${refunded.id}/refund`, { lines: [{ line_id: line.id, quantity }], reason: note });
  const half = await selling(await shop.piece(), own);
  await ok.post(`/sales/${half.id}/refund`, {
    lines: [{ line_id: half.lines[1].id, quantity: 1, restock: false }],
  });
  await ok.post(`/sales/${half.id}/refund`, { amount: 100, bearer: "store" });
  const voided = await selling(await shop.piece());
  await ok.post(`/sales/${voided.id}/void`, { reason: note });
  const parked = await shop.open(await shop.piece());
  await ok.post(`/sales/${parked.id}/park`);
  await ok.post(`/sales/${(await shop.open(await shop.piece())).id}/discard`);
  for (let i = 0; i < 3; i++) await selling(await shop.piece(20_000));

  const laidBy = await fillLayBys(owner, shop, note);

  const card = await ok.post("/gift-cards", { initial_amount: 9000, memo: note });
  const cards = await ok.post("/sales/ring-up", {
    ...{ store_id: shop.store, lines: [{ item_id: await shop.piece(1000) }] },
    gift_cards: [{ amount: 2500, code: "rich1" }, { amount: 700 }],
    payments: [{ type: "cash", amount: 10_000 }],
  });
  await ok.post(`/sales/${cards.id}/refund`, { gift_card_ids: [cards.gift_cards[1].id], reason: note });
  const byCard = await shop.open(await shop.piece(4000));
  await finalize(byCard, [{ type: "gift_card", amount: byCard.total, gift_card_id: card.id }]);
  await ok.post("/balance-entries", { account_id: account, amount: 50_000, memo: note });
  await ok.post("/balance-entries", { account_id: account, amount: -300, type: "fee", memo: note });
  const payout = await ok.post("/payouts", {
    account_id: account,
    amount: 2000,
    method: "cash",
    memo: note,
    approved: true,
    completed: true,
  });
  await ok.post(`/payouts/${payout.id}/reverse`);
  const lost = await ok.post("/payouts", { account_id: account, amount: 1000, method: "store_credit" });
  await ok.post(`/payouts/${lost.id}/reject`);
  await ok.post("/payouts", {
    account_id: account,
    amount: 500,
    fee: 20,
    method: "store_credit",
    approved: true,
    completed: true,
  });
  const byCredit = await shop.open(await shop.piece(3000));
  await finalize(byCredit, [{ type: "store_credit", amount: byCredit.total, account_id: account }]);

  const batch = await ok.post("/batches", { account_id: account, description: note });
  await shop.piece(5000, { batch_id: batch.id });
  await ok.post(`/batches/${batch.id}/submit`);
  await ok.post(`/batches/${batch.id}/accept`);
  const item = await shop.piece(6000, { description: note });
  await ok.post(`/items/${item}/status`, { status: "damaged" });
  await ok.patch(`/items/${item}`, { tag_price: 5000 });
  const delivery = await ok.post("/deliveries", {
    account_id: account,
    store_id: shop.store,
    delivery_at: "2026-01-01T10:00:00.000Z",
    note,
  });
  await ok.patch(`/deliveries/${delivery.id}`, { status: "completed" });
  const contract = await fillContract(owner, note);
  const subscription = await fillCharged(owner);
  await fillGoods(owner);
  const session = await fillDrawer(owner, shop, note);
  const supply = await fillSupply(owner, note);
  const ids = { refunded, half, laidBy, voided, parked, payout, batch, delivery, card, session };
  const linked = await fillLinked(owner, shop);
  const house = await fillHouse(owner, await shop.piece(6000));
  const names = Object.entries(ids).map(([name, { id }]) => [name, id]);
  return {
    ...Object.fromEntries(names),
    ...supply,
    linked,
    house,
    account,
    contract,
    subscription,
    store: shop.store,
    item,
  };
}

/** A register's session with cash of every kind. */
async function fillDrawer({ ok }: Client, shop: Shop, note: string): Promise<Json> {
  const { id: register_id } = await ok.post("/registers", { name: note.slice(0, 100), store_id: shop.store });
  const session = await ok.post("/register-sessions", { register_id, opening_float: 10_000, memo: note });
  const lines = [{ item_id: await shop.piece(4000) }];
  const sale = { store_id: shop.store, register_id, lines, payments: cash(5000) };
  const { id } = await ok.post("/sales/ring-up", sale);
  await ok.post(`/sales/${id}/refund`, { amount: 100, bearer: "store" });
  const worn = await ok.post("/sales/ring-up", {
    ...{ ...sale, lines: [{ item_id: await shop.piece(3000) }] },
  });
  await ok.post(`/sales/${worn.id}/exchange`, {
    lines: [{ line_id: worn.lines[0].id, quantity: 1 }],
    sale: { lines: [{ item_id: await shop.piece(2000) }], memo: note },
  });
  await ok.post("/gift-cards", { initial_amount: 700, register_id, memo: note });
  const paid = { account_id: shop.consignor, amount: 300, method: "cash", register_id };
  await ok.post("/payouts", { ...paid, approved: true, completed: true });
  return ok.post(`/register-sessions/${session.id}/close`, { counted: 14_000 });
}

/** One on lay-by, which it answers, one that was paid in parts, one that was cancelled. */
async function fillLayBys({ ok }: Client, shop: Shop, note: string): Promise<Json> {
  const due_date = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const start = async () => {
    const { id } = await shop.open(await shop.piece(7000));
    return ok.post(`/sales/${id}/lay-by`, { due_date, payments: cash(2000) });
  };
  const part = ({ id }: Json, amount: number) =>
    ok.post(`/sales/${id}/lay-by-payments`, { payments: [{ type: "card", amount }] });
  const finished = await start();
  await part(finished, finished.lay_by.outstanding);
  const cancelled = await start();
  await ok.post(`/sales/${cancelled.id}/lay-by/cancel`, { fee: 300, reason: note });
  const open = await start();
  await part(open, 1500);
  return open;
}

async function fillContract({ ok }: Client, note: string): Promise<string> {
  const [one, other] = [randomUUID(), randomUUID()];
  const made = await ok.post("/contracts", {
    items: [one, other].map((seller_user_id, i) => ({
      seller_user_id,
      name: note.slice(0, 200),
      unit_price: 4000 + i,
    })),
    sellers: [{ user_id: one }, { user_id: other }],
    buyers: [{ user_id: randomUUID(), weight: 2 }, { user_id: randomUUID() }],
    processor: { ppm: 29_000, fixed: 30 },
    platform_fee_ppm: 50_000,
    include_platform_fees: true,
    notes: note,
  });
  const sent = await ok.post(`/contracts/${made.id}/send`);
  await ok.post(`/contracts/${made.id}/payments`, {
    buyer_id: sent.buyers[0].id,
    amount: 1000,
    method: "cash",
    version: sent.sent_version,
  });
  await ok.post(`/contracts/${made.id}/settle`, { record_offline: true });
  await ok.post(`/contracts/${made.id}/refund`, { buyer_id: sent.buyers[0].id, amount: 700 });
  return made.id;
}

/**
 * A contract whose money the simulated provider moves: charged, paid out, refunded in part; another card is declined. Returns a
 * subscription.
 */
async function fillCharged(owner: Client): Promise<string> {
  const market = await openMarketplace(owner);
  const [seller, poor] = [await market.person({ bank: true }), await market.person({ card: cards.poor })];
  const buyer = await market.person({ card: cards.works });
  const { id, buyers } = await market.contract([[seller, 4000]], [buyer]);
  await owner.ok.post(`/contracts/${id}/settle`);
  await owner.ok.post(`/contracts/${id}/refund`, { buyer_id: buyers[0]!.id, amount: 700 });
  const { id: contract_id } = await market.contract([[seller, 4000]], [poor]);
  await owner.ok.post(`/contracts/${contract_id}/settle`);
  await loseDispute(owner, market, seller);
  await refundThere(owner, market, seller);
  return (await owner.ok.post("/subscriptions", { contract_id, user_id: buyer })).id;
}

/** A charge that the buyer's bank takes back, and one that it is asked for. */
async function loseDispute({ ok }: Client, market: Marketplace, seller: string): Promise<void> {
  const buyer = await market.person({ card: cards.disputed });
  const settled = async () => {
    const { id } = await market.contract([[seller, 4000]], [buyer]);
    await ok.post(`/contracts/${id}/settle`);
    return until(async () => (await ok.get(`/disputes?contract_id=${id}`)).data[0], "the dispute");
  };
  await settled();
  await ok.post(`/disputes/${(await settled()).id}/decide`, { outcome: "lost" });
}

/** A charge that somebody refunds at the provider itself, in part; and one of which that goes beyond what is left. */
async function refundThere({ ok }: Client, market: Marketplace, seller: string): Promise<void> {
  const buyer = await market.person({ card: cards.disputed });
  const { id } = await market.contract([[seller, 4000]], [buyer]);
  await ok.post(`/contracts/${id}/settle`);
  const [dispute] = await until(async () => {
    const { data } = await ok.get(`/disputes?contract_id=${id}`);
    return data.length > 0 && data;
  }, "the dispute");
  const there = `/transactions/${dispute.transaction_id}/refund-at-provider`;
  await ok.post(there, { amount: 300 });
  await ok.post(`/disputes/${dispute.id}/decide`, { outcome: "lost" });
  await ok.post(there, { amount: 200 });
  await returnThere({ ok }, market, seller);
}

/** Refunds that came back from the provider: one that is still owed, and one that was paid in another way. */
async function returnThere({ ok }: Pick<Client, "ok">, market: Marketplace, seller: string): Promise<void> {
  const { id } = await market.contract([[seller, 3000]], [await market.person({ card: cards.works })]);
  await ok.post(`/contracts/${id}/settle`);
  const [{ id: charge }] = (await ok.get(`/transactions?contract_id=${id}&type=charge`)).data;
  for (const amount of [150, 250]) await ok.post(`/transactions/${charge}/refund-at-provider`, { amount });
  const { data } = await ok.get(`/transactions?contract_id=${id}&type=refund&sort=amount`);
  for (const refund of data) await ok.post(`/transactions/${refund.id}/return-at-provider`, {});
  await ok.post(`/transactions/${data[0].id}/pay-returned`, { method: "bank" });
  const [transfer] = (await ok.get(`/transactions?contract_id=${id}&type=transfer`)).data;
  await ok.post(`/transactions/${transfer.id}/reverse-at-provider`, { amount: 100 });
}

/** A contract whose first payment takes its goods. */
async function fillGoods(owner: Client): Promise<void> {
  const { platform, user, product } = await marketplaceOf(owner);
  const { id } = await owner.ok.post("/contracts", {
    ...{ platform_id: platform.id, buyers: [{ user_id: await user() }] },
    items: [{ product_id: await product(await user(), 12), quantity: 2 }],
  });
  const { buyers, sent_version: version } = await owner.ok.post(`/contracts/${id}/send`);
  const paid = { buyer_id: buyers[0].id, amount: 500, method: "cash", version };
  await owner.ok.post(`/contracts/${id}/payments`, paid);
}

/** A piece of the shop that a marketplace sells, and takes back in part. Returns the contract. */
async function fillHouse(owner: Client, item_id: string): Promise<string> {
  const { platform, user, product } = await marketplaceOf(owner);
  const house_id = houseUserId(platform.id);
  const isThere = async () => (await owner.get(`/marketplace-users/${house_id}`)).status === 200;
  await until(isThere, "the house user");
  const own = await product(house_id, 60, { quantity: 0 });
  await owner.ok.post(`/variants/${own}/link`, { item_id });
  const { id } = await owner.ok.post("/contracts", {
    ...{ platform_id: platform.id, buyers: [{ user_id: await user() }], platform_fee_ppm: 50_000 },
    items: [{ product_id: own, quantity: 1 }],
  });
  const { buyers, sent_version: version } = await owner.ok.post(`/contracts/${id}/send`);
  await owner.ok.post(`/contracts/${id}/payments`, { buyer_id: buyers[0].id, method: "cash", version });
  await owner.ok.post(`/contracts/${id}/refund`, { buyer_id: buyers[0].id, amount: 1000 });
  return id;
}

/** An item that sells the stock of a SKU: sold, taken back in part, and held by a parked sale. */
async function fillLinked({ ok }: Client, { store }: Shop): Promise<string> {
  const { id: type_id } = await ok.post("/sku-types", { name: "Jam" });
  const { id: sku_id } = await ok.post("/skus", { code: "JAM", name: "Jam", type_id });
  const [site] = (await ok.get(`/locations?store_id=${store}&kind=site`)).data;
  const found = { sku_id, location_id: site.id, quantity: micro(20), unit_cost: micro(1.7138) };
  await ok.post("/stock/adjustments", found);
  const body = { title: "Jam", tag_price: 750, inventory_type: "retail", store_id: store, sku_id };
  const { id } = await ok.post("/items", body);
  const basket = (quantity: number) => ({ store_id: store, lines: [{ item_id: id, quantity }] });
  const sold = await ok.post("/sales/ring-up", { ...basket(7), payments: cash(10_000) });
  await ok.post(`/sales/${sold.id}/refund`, { lines: [{ line_id: sold.lines[0].id, quantity: 2 }] });
  const { id: parked } = await ok.post("/sales", basket(3));
  await ok.post(`/sales/${parked}/park`, {});
  return id;
}

/** Goods that are bought, made, moved and lost; a receipt of each kind is reversed, and a transfer is on its way. */
/** Business units in a tree, and quotes and orders of a firm: one is shipped and paid in part, some of it back. */
async function fillDocuments({ ok }: Client, customer_id: string): Promise<void> {
  const { id: parent_id } = await ok.post("/business-units", { name: "North" });
  await ok.post("/business-units", { name: "Harbour", parent_id });
  await money(ok);
  const { id: above } = await ok.post("/categories", { name: "Rainwear" });
  const { id: category_id } = await ok.post("/categories", { name: "Raincoats", parent_id: above });
  const options = [{ label: "Color", choices: [{ label: "Yellow" }] }];
  const { id: channel_id } = await ok.post("/order-channels", { name: "Rain market" });
  await ok.post("/products", {
    offers: [{ channel_id }],
    ...{ name: "Raincoat", category_ids: [category_id], tags: ["Waterproof"], option_schema: { options } },
  });
  const { id: port_id } = await ok.post("/ports", { code: "PLGDN", name: "Gdansk", locode: "PLGDN" });
  await ok.post("/ports", { code: "PLGDN_1", name: "Deepwater", type: "terminal", port_id });
  await ok.post("/charge-codes", { code: "THC", description: "Handling" });
  const hat = { name: "Hat", quantity: micro(3), price_net: 99_900, tax_ppm: 230_000, currency: "USD" };
  const coat = {
    name: "Coat",
    quantity: micro(1),
    price_gross: 1_230_000,
    tax_ppm: 230_000,
    currency: "USD",
  };
  const document = {
    ...{ currency: "USD", customer_id, lines: [hat, coat] },
    adjustments: [
      { kind: "discount", rate_ppm: 100_000 },
      { kind: "shipping", given_net: 50_000 },
    ],
  };
  await ok.post("/sales-quotes", document);
  const quote = await ok.post("/sales-quotes", document);
  const { id } = await ok.post(`/sales-quotes/${quote.id}/order`, {});
  const { lines } = await ok.get(`/customer-orders/${id}`);
  const shipment = (line_id: string, quantity: number) =>
    ok.post(`/customer-orders/${id}/shipments`, { items: [{ line_id, quantity: micro(quantity) }] });
  await shipment(lines[0].id, 1);
  await shipment(lines[1].id, 1);
  const payment = { amount: 1_000_000, refunded_amount: 123_456, currency: "USD" };
  await ok.post(`/customer-orders/${id}/payments`, payment);
}

/** A person at a firm, both with a tag, addresses and what is noted about them. */
async function fillCustomers({ ok }: Client): Promise<string> {
  const firm = await ok.post("/business-customers", { name: "Corner Grocer" });
  const person = await ok.post("/contacts", { first_name: "Ada", company_id: firm.id });
  const tag = await ok.post("/customer-tags", { slug: "vip", label: "VIP" });
  for (const { id: customer_id } of [firm, person]) {
    await ok.post("/customer-tags/assign", { tag_id: tag.id, customer_id });
    for (const is_primary of [true, true, false])
      await ok.post("/customer-addresses", { customer_id, address_line_1: "Lane 3", is_primary });
  }
  const dealt = { person_ids: [person.id], company_ids: [firm.id] };
  const { id: deal_id } = await ok.post("/deals", { title: "A year of bread", ...dealt });
  for (const { id: customer_id } of [firm, person]) {
    await ok.post("/activities", { customer_id, deal_id, activity_type: "call" });
    await ok.post("/comments", { customer_id, body: "Calls back." });
  }
  return firm.id;
}

/** Teams and resources, each naming one of all that it can name. */
async function fillBooking({ ok }: Client): Promise<void> {
  const set = await ok.post("/availability-rule-sets", { name: "Hours", timezone: "Europe/Berlin" });
  const timed = { availability_rule_set_id: set.id };
  const team = await ok.post("/teams", { name: "Tailors" });
  const role = await ok.post("/team-roles", { name: "Cutter", team_id: team.id });
  const kim = { display_name: "Kim", team_id: team.id, role_ids: [role.id], ...timed };
  const { id: member_id } = await ok.post("/team-members", kim);
  const type = await ok.post("/resource-types", { name: "Rooms" });
  const tag = await ok.post("/booking-tags", { slug: "quiet", label: "Quiet" });
  const room = { name: "Room 1", resource_type_id: type.id, tag_ids: [tag.id], capacity: 2 };
  const { id: room_id } = await ok.post("/bookable-resources", { ...room, ...timed });
  for (const [subject_kind, subject_id] of [
    ...[["team_member", member_id] as const, ["bookable_resource", room_id] as const],
    ["availability_rule_set", set.id],
  ] as const)
    await ok.post("/availability-rules", {
      ...{ subject_kind, subject_id, timezone: "UTC", repeat: "daily", start: "09:00", end: "17:00" },
    });
}

async function fillSupply(
  owner: Client,
  note: string,
): Promise<Record<"purchase" | "made" | "transfer" | "kit", string>> {
  const { ok } = owner;
  await fillBooking(owner);
  await fillDocuments(owner, await fillCustomers(owner));
  const shop = await openWorkshop(owner);
  const [works, attic] = [await shop.site("Works"), await shop.site("Attic")];
  const [wax, wick] = [await shop.material("Wax"), await shop.material("Wick")];
  const [candle, kit] = [await shop.sku("Candle"), await shop.sku("Kit")];
  const vendor_id = await shop.vendor(note.slice(0, 100));
  const part = (thing: object, quantity: number) => ({ ...thing, quantity: micro(quantity) });
  await shop.bom(candle, [part({ material_id: wax }, 0.3), part({ material_id: wick }, 1)]);
  await shop.bom(kit, [part({ sku_id: candle }, 2)]);
  const order = (status: string) =>
    ok.post("/purchase-orders", {
      ...{ vendor_id, target_type: "materials", status, ship_to_location_id: works, shipping_costs: 123 },
      notes: note,
      lines: [
        { ...part({ material_id: wax }, 50), unit_cost: micro(1.37) },
        { ...part({ material_id: wick }, 100), unit_cost: micro(0.11) },
      ],
    });
  const [bought, open] = [await order("placed"), await order("in_transit")];
  const lines = (of: Json, quantity: number) => ({
    lines: [{ order_line_id: of.lines[0].id, quantity: micro(quantity) }],
  });
  const { receipt } = await ok.post(`/purchase-orders/${bought.id}/receive`, lines(bought, 20));
  await ok.post(`/goods-receipts/${receipt.id}/reverse`, {});
  await ok.post(`/purchase-orders/${bought.id}/receive`, { ...lines(bought, 30), notes: note });
  await ok.patch(`/purchase-orders/${bought.id}`, { status: "received" });
  const late = (amount: number, more: object = {}) =>
    ok.post(`/purchase-orders/${bought.id}/landed-costs`, { amount, notes: note, ...more });
  const { landed_cost } = await late(777);
  await ok.post(`/landed-costs/${landed_cost.id}/reverse`, {});
  await late(345);
  await ok.patch(`/purchase-orders/${bought.id}`, { status: "paid" });
  await late(99, { vendor_id });
  await ok.post(`/purchase-orders/${open.id}/receive`, lines(open, 1));
  const made = await ok.post("/make-orders", {
    ...{ kind: "production", status: "placed", location_id: works, notes: note },
    outputs: [{ ...part({ sku_id: candle }, 40), cost_per: 25 }],
  });
  const output = (quantity: number) => ({
    lines: [{ output_id: made.outputs[0].id, quantity: micro(quantity) }],
  });
  await ok.post(`/make-orders/${made.id}/receive`, output(15));
  const second = await ok.post(`/make-orders/${made.id}/receive`, output(10));
  await ok.post(`/make-receipts/${second.receipt.id}/reverse`, {});
  const send = (quantity: number) =>
    ok.post("/transfers", {
      ...{ sku_id: candle, source_location_id: works, destination_location_id: attic },
      ...{ quantity: micro(quantity), notes: note },
    });
  await ok.post(`/transfers/${(await send(4)).id}/complete`, { received_quantity: micro(3) });
  const { id: transfer } = await send(2);
  await ok.post("/stock/disposals", { ...part({ material_id: wick }, 3), location_id: works, notes: note });
  await ok.post("/reorder-rules", { sku_id: candle, location_id: works, reorder_point: micro(5) });
  return { purchase: bought.id, made: made.id, transfer, kit };
}

/** Currencies, the book currency among them, and a rate between two. */
async function money(ok: Client["ok"]): Promise<void> {
  const [{ currency }] = (await ok.get("/organizations")).data;
  for (const code of [currency, "SEK"]) await ok.post("/currencies", { code, name: code });
  const pair = { from_currency: "SEK", to_currency: currency, rate: 110_000_000 };
  await ok.post("/exchange-rates", { ...pair, at: "2026-03-01T00:00:00Z", source: "Bank" });
}
