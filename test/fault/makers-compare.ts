/** Orders, receipts, transfers and stock beside the client log: each as often as it was answered, and as much of it. */
import type { Json } from "../support/backroom.ts";
import type { Entry } from "./client-log.ts";
import { FOUND, type MakersWorld } from "./makers-world.ts";
import { type Comparison, type Reading, sameIds } from "./reading.ts";

/** How a command changes the units that there are of coffee and of beans. */
const effects: Record<string, { coffee?: 1 | -1; beans?: 1 | -1 }> = {
  "goods receipt": { beans: 1 },
  "goods receipt reversed": { beans: -1 },
  "make receipt": { coffee: 1, beans: -1 },
  "make receipt reversed": { coffee: -1, beans: 1 },
  found: { coffee: 1 },
  lost: { coffee: -1 },
  shipped: { coffee: -1 },
};

type Row = { id: string; status: string; reversed: boolean; shipped: number; invoiced: boolean };
const rowOf = ({ id, status, reversed_at = null, lines = [], invoices = [] }: Json): Row => ({
  ...{ id, status, reversed: reversed_at !== null, invoiced: invoices.length > 0 },
  shipped: lines.reduce((total: number, line: Json) => total + (line.shipped ?? 0), 0),
});

export async function makersAgree(
  every: Reading,
  world: MakersWorld,
  entries: readonly Entry[],
  found: Comparison,
): Promise<void> {
  const ids = (wanted: string) => entries.filter(({ what }) => what === wanted).map(({ id }) => id);
  const same = (what: string, rows: readonly Row[]) =>
    sameIds(
      what,
      ids(what),
      rows.map(({ id }) => id),
      found,
    );
  const all = (path: string) => every(path, rowOf);
  same("purchase", await all("/purchase-orders?"));
  same("make order", await all("/make-orders?"));
  for (const [what, path] of [
    ["goods receipt", "/goods-receipts?"],
    ["make receipt", "/make-receipts?"],
  ] as const) {
    const receipts = await all(path);
    same(what, receipts);
    same(
      `${what} reversed`,
      receipts.filter(({ reversed }) => reversed),
    );
  }
  const transfers = await all("/transfers?");
  same("transfer", transfers);
  for (const state of ["completed", "cancelled"])
    same(
      `transfer ${state}`,
      transfers.filter(({ status }) => status === state),
    );
  const coffee = `sku_id=${world.coffee}&`;
  same("found", await all(`/stock-entries?event_type=adjust&${coffee}`));
  same("lost", await all(`/stock-entries?event_type=dispose&${coffee}`));
  const orders = await all("/sales-orders?");
  same("order", orders);
  same(
    "order invoiced",
    orders.filter(({ invoiced }) => invoiced),
  );
  for (const { id, shipped } of orders)
    sameAmount(`shipped of order ${id}`, shippedOf(entries, id), shipped, found);
  await stockAgrees(every, world, entries, found);
}

const shippedOf = (entries: readonly Entry[], order: string): number =>
  entries.reduce((sum, { what, id, amount }) => (what === "shipped" && id === order ? sum + amount : sum), 0);

/** Units there are, those on their way among them. */
async function stockAgrees(
  every: Reading,
  { coffee, beans }: MakersWorld,
  entries: readonly Entry[],
  found: Comparison,
): Promise<void> {
  const there = async (path: string): Promise<number> => {
    const levels = await every(path, ({ on_hand, in_transit }) => on_hand + in_transit);
    return levels.reduce((sum, level) => sum + level, 0) / 1e6;
  };
  const answered = (thing: "coffee" | "beans"): number =>
    entries.reduce((sum, { what, amount }) => sum + (effects[what]?.[thing] ?? 0) * amount, 0);
  sameAmount("coffee", answered("coffee"), await there(`/stock-levels?sku_id=${coffee}&`), found);
  sameAmount("beans", FOUND + answered("beans"), await there(`/stock-levels?material_id=${beans}&`), found);
}

function sameAmount(what: string, answered: number, there: number, found: Comparison): void {
  if (there < answered) found.lost.push(`${what}: ${answered} were answered, ${there} are there`);
  if (there > answered) found.doubled.push(`${what}: ${answered} were answered, ${there} are there`);
}
