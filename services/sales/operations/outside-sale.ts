/** Sales through an outside till (D37): recorded as they happened there, and taken back. */
import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { recordOutsideSale, returnOutsideSale } from "../public.ts";
import { sale } from "../resources/sale.ts";
import { type Checkout, checkout } from "../sagas/checkout.ts";
import { type OneRefund, refunding } from "../sagas/refund.ts";
import { checkoutOf } from "./check-out.ts";
import { refundOf } from "./decide-refund.ts";
import { type Loaded, loadBasket } from "./load-basket.ts";
import { newSale } from "./open-sale.ts";
import { priceBasket } from "./price-basket.ts";

type Line = {
  item_id: string;
  quantity?: number | null | undefined;
  price?: number | null | undefined;
};

type OutsideSale = {
  lines: Line[];
  store_id?: string | null | undefined;
  external_ref?: string | null | undefined;
};

export const recordOutside = flow(recordOutsideSale, async ({ meta, headers, call, runSaga }, input) => {
  refuseTwice(
    input.lines.map(({ item_id }) => item_id),
    (i) => `/lines/${i}/item_id`,
  );
  const data = await outsideCheckout(call, input, meta);
  const { finalized } = await runSaga(checkout, {
    data,
    meta,
    headers,
    answer: (after) => after.finalized,
  });
  return finalized!;
});

/**
 * A sale that an outside till made, paid there to exactly its total. `known`: items as they are going to be when it
 * happens, where that is not what is stored.
 */
export async function outsideCheckout(
  call: Call,
  input: OutsideSale,
  meta: Meta,
  known: Loaded["items"] = new Map(),
): Promise<Checkout> {
  const { basket, loaded } = await asTaken(call, input, meta, known);
  const { total } = priceBasket(basket, loaded, meta).priced;
  const payments = total > 0 ? [{ type: "external" as const, amount: total }] : [];
  const settled = checkoutOf(basket, loaded, null, { payments }, meta);
  return {
    ...settled,
    // What an outside till sold was there: nothing of it goes below zero.
    allow_negative_stock: false,
    sale_id: newId(),
    version: null,
    changes: { ...newSale(basket, loaded, meta), ...settled.changes },
  };
}

/** The basket at the prices that were taken: no discount of ours comes on top of what happened elsewhere. */
async function asTaken(call: Call, input: OutsideSale, meta: Meta, known: Loaded["items"]) {
  const { lines, store_id = null, external_ref = null } = input;
  const asked = lines.map(({ item_id, quantity }) => ({ item_id, quantity: quantity ?? 1, discounts: [] }));
  const loaded = await loadBasket(call, { store_id, lines: asked, discounts: [] }, meta, known);
  refuseUnavailable(lines, loaded);
  const items = new Map(loaded.items);
  for (const { item_id, price } of lines) {
    const item = items.get(item_id)!;
    items.set(item_id, { ...item, tag_price: price ?? item.tag_price });
  }
  const basket = {
    store_id,
    external_ref,
    channel: "third_party",
    discounts: [],
    lines: asked.map((line, i) => ({ ...line, quantity: lines[i]!.quantity ?? unitsLeft(loaded, line) })),
  };
  return { basket, loaded: { ...loaded, items, rules: { ...loaded.rules, automatic: [] } } };
}

const unitsLeft = ({ items }: Loaded, { item_id }: Line): number =>
  items.get(item_id)?.status_counts.active ?? 0;

function refuseUnavailable(lines: readonly Line[], loaded: Loaded): void {
  const at = lines.flatMap((line, i) => (unitsLeft(loaded, line) < (line.quantity ?? 1) ? [i] : []));
  if (at.length === 0) return;
  throw fail("item_not_available", "There are not enough units of this item for sale.", {
    item_ids: at.map((i) => lines[i]!.item_id),
    errors: at.map((i) => ({
      pointer: `/lines/${i}/item_id`,
      code: "item_not_available",
      message: "There are not enough units of this item for sale.",
    })),
  });
}

function refuseTwice(ids: readonly string[], pointer: (i: number) => string): void {
  const i = ids.findIndex((id, at) => ids.indexOf(id) < at);
  if (i >= 0) throw invalidField(pointer(i), "duplicate", "Name each item once.");
}

/** The refunds that take items back which an outside till sold. */
export async function outsideRefunds(
  reader: Reader,
  call: Call,
  items: readonly string[],
  pointer: (i: number) => string,
): Promise<OneRefund[]> {
  refuseTwice(items, pointer);
  const found = await latestSales(reader, items);
  const missing = items.flatMap((id, i) => (found.some((each) => each.items.includes(id)) ? [] : [i]));
  if (missing.length) throw nothingSold(items, missing, pointer);
  return Promise.all(
    found.map(async (each) => {
      const before = await reader.whole(sale, each.sale_id);
      return refundOf(call, before, { lines: leftOf(before, each.items) }, reader.meta);
    }),
  );
}

export const returnOutside = flow(
  returnOutsideSale,
  async ({ reader, meta, headers, call, runSaga }, { items }) => {
    const refunds = await outsideRefunds(reader, call, items, (i) => `/items/${i}`);
    const { refunded } = await runSaga(refunding, {
      data: { refunds },
      meta,
      headers,
      answer: (after) => ({ refunds: after.refunded }),
    });
    return { refunds: refunded! };
  },
);

/** Each item's latest sale through an outside till that still has units of it. */
async function latestSales(
  reader: Reader,
  items: readonly string[],
): Promise<{ sale_id: string; items: string[] }[]> {
  const named = { $in: [...items] };
  const sold = { status: "finalized", channel: "third_party", "lines.item_id": named };
  return reader.aggregate(sale, { ...sold, ...visibleTo(sale, reader.meta) }, [
    { $project: { finalized_at: 1, lines: 1 } },
    { $unwind: "$lines" },
    {
      $match: {
        "lines.item_id": named,
        $expr: { $lt: ["$lines.refunded_quantity", "$lines.quantity"] },
      },
    },
    { $sort: { finalized_at: -1, _id: -1 } },
    { $group: { _id: "$lines.item_id", sale_id: { $first: "$_id" } } },
    { $group: { _id: "$sale_id", items: { $push: "$_id" } } },
    { $project: { _id: 0, sale_id: "$_id", items: 1 } },
  ]);
}

const leftOf = ({ lines }: Entity<typeof sale>, items: readonly string[]) =>
  lines
    .filter((line) => items.includes(line.item_id) && line.refunded_quantity < line.quantity)
    .map((line) => ({ line_id: line.id, quantity: line.quantity - line.refunded_quantity, restock: true }));

function nothingSold(items: readonly string[], missing: readonly number[], pointer: (i: number) => string) {
  const message = "No unit of this item is sold through an outside till.";
  return fail("conflict", message, {
    item_ids: missing.map((i) => items[i]!),
    errors: missing.map((i) => ({ pointer: pointer(i), code: "not_sold", message })),
  });
}
