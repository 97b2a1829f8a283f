/** Refunds of items that an outside register sold (D37). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { refundOf } from "../refunds/decide-refund.ts";
import type { OneRefund } from "../refunds/refund-steps.ts";
import { sale } from "../sales/sale.ts";
import { refuseTwice } from "./items-once.rules.ts";

/** The refunds for items that an outside register sold. */
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
      const before = await reader.load(sale, each.sale_id, { withHidden: true });
      return refundOf(call, before, { lines: leftOf(before, each.items) }, reader.meta);
    }),
  );
}

/** For each item the latest sale of an outside register that still has units of it. */
async function latestSales(
  reader: Reader,
  items: readonly string[],
): Promise<{ sale_id: string; items: string[] }[]> {
  const named = { $in: [...items] };
  const own = { "payments.type": { $nin: ["contract", "marketplace_fee"] } };
  const sold = { status: "finalized", channel: "third_party", "lines.item_id": named, ...own };
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
