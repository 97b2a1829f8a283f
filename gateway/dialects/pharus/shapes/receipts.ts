/** Receipts of purchase, work and production orders: the same objects under the names of their orders. */
import { idOf } from "../../../../shared/ids.ts";
import type { AnyResource } from "../../../../shared/resource/resource.ts";
import * as c from "../../../shapes/codecs.ts";
import { quantityText } from "../../../shapes/decimal-text.ts";
import { nested } from "../../../shapes/read-body.ts";
import { computed, field, rowsOf, type Shape, shape, shown } from "../../../shapes/shape.ts";
import { itself, oneShown, partsShown } from "../../../shapes/show.ts";

export type OrderName = "PurchaseOrder" | "WorkOrder" | "ProductionOrder";
/** "workOrder": how fields name the order. */
export const fieldOf = (name: OrderName): string => name.charAt(0).toLowerCase() + name.slice(1);

/** What a receipt counts: lines of purchase orders, outputs of the others. */
export type Counted = "order_line_id" | "output_id";
type Line = { quantity: number } & { [id in Counted]?: string };
type Receipt = { created_at: string; updated_at: string } & {
  id: string;
  org_id: string;
  order_id: string;
  receipt_date: string;
  lines: Line[];
};
type Given = { receipt_date?: string | null; notes?: string | null; lines: Line[] };
export type Booked<Order extends object = object> = { order: Order; receipt: Receipt };

type Item = { id: string; org_id: string; receipt_id: string; item_id: string; quantity: number };
/** A line of a receipt has no id of its own: it is there once for each line of the order (RCV-1). */
const itemsOf =
  (counted: Counted) =>
  ({ id: receipt_id, org_id, lines }: Receipt): Item[] =>
    lines.map(({ quantity, [counted]: item_id = "" }) => {
      return { id: idOf(`${receipt_id} ${item_id}`), org_id, receipt_id, item_id, quantity };
    });

const itemNamed = {
  order_line_id: field("order_line_id", c.uuid, { required: true }),
  output_id: field("output_id", c.uuid, { required: true }),
};

/** `order`: how the order is shown beside what was booked in. */
export function receiptShapes<Order extends object>(
  name: OrderName,
  { columns }: Pick<AnyResource, "columns">,
  { counted, order }: { counted: Counted; order: Shape<Order> },
) {
  const [always, of] = [{ always: true }, fieldOf(name)];
  const quantity = field("quantity", quantityText, { required: true });
  const receipt = shape(`${name}Receipt`, rowsOf<Receipt>({ columns }), {
    ...{ id: shown("id", c.uuid), orgId: shown("org_id", c.uuid), [`${of}Id`]: shown("order_id", c.uuid) },
    receiptDate: field("receipt_date", c.date),
    ...{ createdAt: shown("created_at", c.instant), updatedAt: shown("updated_at", c.instant) },
  });
  const item = shape(`${name}ReceiptItem`, rowsOf<Item>(), {
    ...{ id: shown("id", c.uuid, always), orgId: shown("org_id", c.uuid, always) },
    [`${of}ReceiptId`]: shown("receipt_id", c.uuid, always),
    [`${of}ItemId`]: shown("item_id", c.uuid, always),
    quantity: shown("quantity", quantityText, always),
  });
  const given = shape(`${name}ReceiptLine`, rowsOf<Line>(), {
    ...{ [`${of}ItemId`]: itemNamed[counted], quantity },
  });
  return {
    receipt,
    whole: shape(`${name}ReceiptDetail`, rowsOf<Receipt>(), {
      receipt: itself(receipt),
      items: partsShown(item, itemsOf(counted)),
    }),
    booked: shape(`Booked${name}`, rowsOf<Booked<Order>>(), {
      [of]: computed(oneShown(order), (row: Booked<Order>) => row.order, always),
      receipt: computed(oneShown(receipt), (row: Booked<Order>) => row.receipt, always),
      receiptItems: partsShown(item, (row: Booked<Order>) => itemsOf(counted)(row.receipt)),
    }),
    given: shape(`New${name}Receipt`, rowsOf<Given>(), {
      receiptDate: field("receipt_date", c.date),
      notes: field("notes", c.text, { nullable: true }),
      items: field("lines", nested(given), { required: true }),
    }),
  };
}
