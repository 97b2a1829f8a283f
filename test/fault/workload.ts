/**
 * A shop's day, seeded: registers that take in, sell, park, refund, void, pay out and read, natively and through both
 * dialects, that buy, make, move and ship goods in quantity, and that bill by contracts.
 */
import type { Json } from "../support/backroom.ts";
import { once } from "./client-log.ts";
import { makersDay } from "./makers-workload.ts";
import { marketDay } from "./market-workload.ts";
import { ask, native, noted, price, remember, type Till } from "./till.ts";

const cloud = ({ url }: Till) => `${url}/consigncloud/api/v1`;
const circular = ({ url, tenant }: Till) => `${url}/circular/api/${tenant.slug}`;

async function takeIn(till: Till): Promise<void> {
  const { tenant, random } = till;
  const title = `Piece ${random.below(1e6)}`;
  const bodies = [
    () =>
      ask(till, "POST", `${native(till)}/items`, {
        ...{ title, tag_price: price(till), store_id: tenant.store, inventory_type: "consignment" },
        ...{ account_id: tenant.account, quantity: 1 + random.below(3) },
      }),
    () =>
      ask(till, "POST", `${circular(till)}/products`, {
        ...{ name: title, price: price(till) / 100, store_id: tenant.store },
        ...{ location_id: tenant.location, seller_id: tenant.account },
      }),
    () =>
      ask(till, "POST", `${cloud(till)}/items`, {
        ...{ title, tag_price: price(till), location: tenant.store },
        ...{ account: tenant.account, inventory_type: "consignment" },
      }),
  ];
  const made = noted(till, "item", await random.pick(bodies)());
  if (made) remember(random.below(10) === 0 ? till.contested : till.pieces, made.id);
}

const sold = (till: Till, sale: Json | null): void => {
  if (sale?.lines) remember(till.sales, { id: sale.id, lines: sale.lines.map((line: Json) => line.id) });
};

async function ringUp(till: Till): Promise<void> {
  const { random, tenant } = till;
  const fought = till.contested.length > 0 && random.below(4) === 0;
  const item_id = fought ? random.pick(till.contested) : till.pieces.pop();
  if (!item_id) return takeIn(till);
  const discount = {
    bearer: random.pick(["shared", "store", "consignor"]),
    value_type: "percentage",
    value: 100_000,
  };
  const answer = await ask(till, "POST", `${native(till)}/sales/ring-up`, {
    store_id: tenant.store,
    lines: [{ item_id, discounts: random.below(3) === 0 ? [discount] : [] }],
    payments: [{ type: "cash", amount: 30_000 }],
  });
  sold(till, noted(till, "sale", answer));
}

async function openParkSell(till: Till): Promise<void> {
  const item_id = till.pieces.pop();
  if (!item_id) return takeIn(till);
  const at = `${native(till)}/sales`;
  const open = noted(
    till,
    "open",
    await ask(till, "POST", at, { store_id: till.tenant.store, lines: [{ item_id }] }),
  );
  if (!open) return;
  await ask(till, "POST", `${at}/${open.id}/park`, {});
  if (till.random.below(4) === 0) return;
  await ask(till, "POST", `${at}/${open.id}/unpark`, {});
  const payments = [{ type: "card", amount: open.total }];
  sold(till, noted(till, "sale", await ask(till, "POST", `${at}/${open.id}/finalize`, { payments })));
}

async function sellByCloud(till: Till): Promise<void> {
  const item = till.pieces.pop();
  if (!item) return takeIn(till);
  const at = `${cloud(till)}/sales`;
  const open = noted(
    till,
    "open",
    await ask(till, "POST", at, { items: [item], location: till.tenant.store }),
  );
  if (!open) return;
  const payments = [{ type: "cash", amount: open.total }];
  const answer = await ask(till, "PATCH", `${at}/${open.id}`, { payments });
  const paid = noted(till, "sale", answer, open.id);
  if (paid) remember(till.cloud_sales, open.id);
}

/** Everything that is left of the sale, or an amount. The answer is the sale: what was given back has no id of its own here. */
async function refundByCloud(till: Till): Promise<void> {
  if (till.cloud_sales.length === 0) return sellByCloud(till);
  const id = till.random.pick(till.cloud_sales);
  const body = till.random.below(2) === 0 ? { amount: 30 } : {};
  noted(till, "cloud refund", await ask(till, "POST", `${cloud(till)}/sales/${id}/refund`, body), id);
}

async function voidByCloud(till: Till): Promise<void> {
  if (till.cloud_sales.length === 0) return sellByCloud(till);
  const id = till.random.pick(till.cloud_sales);
  noted(till, "void", await ask(till, "POST", `${cloud(till)}/sales/${id}/void`, {}), id);
}

/** Circular knows a payout only: its document has no sales. */
async function remit(till: Till): Promise<void> {
  const { account } = till.tenant;
  const at = `${circular(till)}/seller-remittances`;
  const body = { seller_id: account, amount: (1 + till.random.below(3000)) / 100, completed: false };
  const made = noted(till, "payout", await ask(till, "POST", at, body));
  if (made && till.random.below(2) === 0)
    noted(till, "payout cancel", await ask(till, "DELETE", `${at}?id=${made.id}`), made.id);
}

async function refund(till: Till): Promise<void> {
  if (till.sales.length === 0) return ringUp(till);
  const { id, lines } = till.random.pick(till.sales);
  const body = till.random.below(3) === 0 ? { amount: 50 } : { lines: [{ line_id: lines[0], quantity: 1 }] };
  noted(till, "refund", await ask(till, "POST", `${native(till)}/sales/${id}/refund`, body));
}

async function voidSale(till: Till): Promise<void> {
  if (till.sales.length === 0) return ringUp(till);
  const { id } = till.random.pick(till.sales);
  noted(till, "void", await ask(till, "POST", `${native(till)}/sales/${id}/void`, {}), id);
}

async function payOut(till: Till): Promise<void> {
  const { account } = till.tenant;
  const at = `${native(till)}/payouts`;
  const amount = 1 + till.random.below(3000);
  const made = noted(
    till,
    "payout",
    await ask(till, "POST", at, { account_id: account, amount, method: "cash" }),
  );
  if (!made) return;
  const step = till.random.pick(["approve", "reject", "cancel"]);
  noted(till, `payout ${step}`, await ask(till, "POST", `${at}/${made.id}/${step}`, {}), made.id);
}

async function adjust(till: Till): Promise<void> {
  const amount = till.random.below(4000) - 1000 || 1;
  const body = { account_id: till.tenant.account, amount, memo: "By hand" };
  noted(till, "adjustment", await ask(till, "POST", `${native(till)}/balance-entries`, body));
}

async function read(till: Till): Promise<void> {
  const { account } = till.tenant;
  const paths = [
    "/items?limit=20&status=active",
    `/accounts/${account}`,
    "/sales?limit=20",
    "/journals?limit=5",
  ];
  await once(till.log, "GET", native(till) + till.random.pick(paths), till.tenant.key, undefined);
}

const day = [
  ...[takeIn, takeIn, takeIn, takeIn, ringUp, ringUp, ringUp, ringUp, ringUp, openParkSell, openParkSell],
  ...[sellByCloud, sellByCloud, sellByCloud, refundByCloud, voidByCloud, remit, refund, refund, voidSale],
  ...[payOut, payOut, adjust, read, read],
  ...makersDay,
  ...marketDay,
];

/** Works until it is told to stop; the command it is at is carried to its answer. */
export async function work(till: Till, stopped: () => boolean): Promise<void> {
  while (!stopped()) await till.random.pick(day)(till);
}
