/** A shop's first day: a consignor brings goods, two of them are sold, and the consignor is paid. */
import { Backroom, every } from "backroom-client";

const { BACKROOM_URL: url = "http://127.0.0.1:3000", BACKROOM_KEY: key = "" } = process.env;
const backroom = new Backroom({ url, key });

const { data: store } = await backroom.stores.createStore({ name: "Main Street" });
const { data: ada } = await backroom.accounts.createAccount({ first_name: "Ada", default_split: 500_000 });

const goods = ["Coat", "Hat", "Scarf"].map((title) => ({
  ...{
    title,
    tag_price: 9900,
    account_id: ada.id,
    store_id: store.id,
    inventory_type: "consignment" as const,
  },
}));
const { data: imported } = await backroom.items.importItems({ rows: goods });
const ids = imported.results.flatMap(({ id }) => id ?? []);

const { data: sale } = await backroom.sales.ringUpSale({
  store_id: store.id,
  lines: ids.slice(0, 2).map((item_id) => ({ item_id })),
  payments: [{ type: "card", amount: 19_800 }],
});
const cash = { account_id: ada.id, amount: 9900, method: "cash" as const, approved: true, completed: true };
const { data: payout } = await backroom.payouts.requestPayout(cash);

let left = 0;
const shelf = (cursor?: string) => backroom.items.listItems({ status: "active", cursor });
for await (const _item of every(shelf)) left += 1;
console.log(JSON.stringify({ imported: ids.length, sold: sale.total, paid_out: payout.amount, left }));
