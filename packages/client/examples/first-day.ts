/** A shop's first day: a consignor brings goods, two are sold, the receipt is printed, the consignor paid, the event heard. */
import { Backroom, every } from "backroom-client";
import { consume } from "backroom-events";

const { BACKROOM_URL: url = "http://127.0.0.1:3000", BACKROOM_KEY: key = "" } = process.env;
const { NATS_URL: nats_url = "nats://127.0.0.1:4222", NAMESPACE: namespace = "backroom" } = process.env;
const backroom = new Backroom({ url, key });

const heard = new Promise<number>((resolve) => {
  consume({
    ...{ nats_url, namespace, name: "first-day", types: ["sale.finalized"] },
    handle: ({ data }) => resolve(data.sale.total),
  });
});

const { data: store } = await backroom.stores.createStore({ name: "Main Street" });
const { data: ada } = await backroom.accounts.createAccount({ first_name: "Ada", default_split: 500_000 });
const goods = { tag_price: 9900, account_id: ada.id, store_id: store.id };
const rows = ["Coat", "Hat", "Scarf"].map((title) => ({ ...goods, title }));
const { data: imported } = await backroom.items.importItems({ rows });
const lines = imported.results.flatMap(({ id }) => (id ? { item_id: id } : [])).slice(0, 2);

const payments = [{ type: "card" as const, amount: 19_800 }];
const { data: sale } = await backroom.sales.ringUpSale({ store_id: store.id, lines, payments });
const { data: receipt } = await backroom.sales.getSaleReceipt(sale.id, { format: "text" });
const cash = { account_id: ada.id, amount: 9900, method: "cash" as const, approved: true, completed: true };
const { data: payout } = await backroom.payouts.requestPayout(cash);

let left = 0;
const shelf = (cursor?: string) => backroom.items.listItems({ status: "active", cursor });
for await (const _item of every(shelf)) left += 1;

const [shop] = (await receipt.text()).trim().split("\n");
const told = { imported: rows.length, sold: sale.total, paid_out: payout.amount, left, shop };
console.log(JSON.stringify({ ...told, heard: await heard }));
process.exit();
