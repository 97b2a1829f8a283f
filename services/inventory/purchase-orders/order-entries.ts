/** Entries of a purchase order at its ship-to site: its quantities on order (9.3). */
import { fail } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { stockableOf } from "../costing/rules/stockable.ts";
import { todayOf } from "../stock/event-date.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { type EntryDraft, reverseLatest } from "../stock/rules/drafts.ts";
import { type PurchaseOrder, sourceOf } from "./order.ts";
import { openOf, type PurchaseLine } from "./rules/lines.ts";

/** PO-2: the order's ship-to site; refuses an order without one. */
export function shipToOf({ ship_to_location_id }: PurchaseOrder): string {
  if (ship_to_location_id) return ship_to_location_id;
  const message = "An order needs a site to ship to before it is placed.";
  throw fail("unprocessable", message, {
    errors: [{ pointer: "/ship_to_location_id", code: "required", message }],
  });
}

/** Puts quantities of lines on order. */
export function orderDrafts(
  tx: Tx,
  order: PurchaseOrder,
  lines: readonly Pick<PurchaseLine, "id" | "material_id" | "sku_id" | "quantity">[],
): EntryDraft[] {
  const location_id = shipToOf(order);
  return lines
    .filter(({ quantity }) => quantity > 0)
    .map((line) => ({
      ...stockableOf(line),
      ...sourceOf(order),
      ...{ event_type: "order" as const, quantity: line.quantity, line: line.id },
      ...{ location_id, event_date: todayOf(tx) },
    }));
}

/** Takes quantities of lines off order. */
export async function unorderDrafts(
  tx: Tx,
  order: PurchaseOrder,
  lines: readonly Pick<PurchaseLine, "id" | "quantity">[],
): Promise<EntryDraft[]> {
  const wanted = lines.filter(({ quantity }) => quantity > 0);
  if (wanted.length === 0) return [];
  const written = Map.groupBy(await loadEntries(tx, sourceOf(order), ["order"]), ({ line }) => line);
  const source = { ...sourceOf(order), event_date: todayOf(tx) };
  return wanted.flatMap(({ id, quantity }) => reverseLatest(written.get(id) ?? [], quantity, source));
}

export const openLines = ({ lines }: PurchaseOrder): PurchaseLine[] =>
  lines.map((line) => ({ ...line, quantity: openOf(line) }));
