/** Receives goods of an order (9.3, LND-2, RCV-1). */
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { isWholeUnits } from "../../../shared/micro.ts";
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { stockableOf } from "../costing/rules/stockable.ts";
import { overReceipt } from "../purchase-orders/errors.ts";
import { moved, type PurchaseOrder } from "../purchase-orders/order.ts";
import { shipToOf } from "../purchase-orders/order-entries.ts";
import {
  arrive,
  extraOf,
  landed,
  mostReceived,
  type PurchaseLine,
  receiptStatus,
} from "../purchase-orders/rules/lines.ts";
import { eventDateOf } from "../stock/event-date.ts";
import type { EntryDraft } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import { goodsReceipt } from "./goods-receipt.ts";

export type GoodsReceipt = Entity<typeof goodsReceipt>;
type Arrived = { order_line_id: string; quantity: number };
export type Delivery = { lines: readonly Arrived[]; receipt_date?: string | null; notes?: string | null };

/** Returns the order, not saved yet, and its receipt. The order must be in a status that accepts goods. */
export async function receiveGoods(
  tx: Tx,
  policy: StockPolicy,
  order: PurchaseOrder,
  delivery: Delivery,
): Promise<{ order: PurchaseOrder; receipt: GoodsReceipt }> {
  const id = newId();
  const receipt_date = eventDateOf(tx, delivery.receipt_date, "/receipt_date");
  const location_id = shipToOf(order);
  const lines = new Map(landed(order.lines, extraOf(order)).map((line) => [line.id, line]));
  refuseTwice(delivery.lines);
  const arrivals = delivery.lines.map(({ order_line_id, quantity }, i) => {
    const line = checkedLine(lines.get(order_line_id), quantity, { i, policy });
    const arrival = arrive(line, quantity);
    lines.set(order_line_id, arrival.after);
    return { line, quantity, ...arrival };
  });
  const drafts = arrivals.map(
    ({ line, quantity, value, relieved }): EntryDraft => ({
      ...stockableOf(line),
      ...{ event_type: "receive", quantity, value, relieves: { on_order: relieved }, line: line.id },
      ...{
        location_id,
        event_date: receipt_date,
        source_type: "goods_receipt",
        source_id: id,
        ref: order.number,
      },
    }),
  );
  await writeEntries(tx, { policy, drafts, books: { document: { kind: "goods_receipt", id, version: 1 } } });
  const receipt = await tx.insert(goodsReceipt, {
    ...{ id, order_id: order.id, receipt_date, notes: delivery.notes ?? null },
    lines: arrivals.map(({ line, quantity, value }) => ({
      ...{ order_line_id: line.id, ...stockableOf(line), quantity, value },
    })),
  });
  const after = [...lines.values()];
  const grni = order.grni + sum(arrivals.map(({ value }) => value));
  const to = receiptStatus(after, order.status);
  return { order: moved(tx, { ...order, lines: after, grni }, to), receipt };
}

function checkedLine(
  line: PurchaseLine | undefined,
  quantity: number,
  { i, policy }: { i: number; policy: StockPolicy },
): PurchaseLine {
  const pointer = `/lines/${i}`;
  if (!line) throw invalidField(`${pointer}/order_line_id`, "unknown", "The order has no line with this id.");
  if (line.sku_id && !isWholeUnits(quantity))
    throw invalidField(`${pointer}/quantity`, "not_whole", "The quantity of a SKU must be whole units.");
  const most = mostReceived(line.quantity, policy.over_receipt_ppm);
  const { id: line_id, quantity: ordered, received } = line;
  if (received + quantity > most)
    throw overReceipt({ line_id, ordered, received, most, asked: quantity }, [
      { pointer: `${pointer}/quantity` },
    ]);
  return line;
}

/** RCV-1: refuses a line named twice. */
function refuseTwice(lines: readonly Arrived[]): void {
  const ids = lines.map(({ order_line_id }) => order_line_id);
  const twice = ids.findIndex((id, i) => ids.indexOf(id) < i);
  if (twice >= 0)
    throw invalidField(`/lines/${twice}/order_line_id`, "duplicate", "This line is in the receipt already.");
}
