import { slipFile } from "../../../shared/papers/slip-file.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { organization } from "../../accounts/public.ts";
import { store } from "../../inventory/public.ts";
import { refund } from "../refunds/refund.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { type ReceiptSource, receiptOf } from "./receipt.rules.ts";

async function exchangeOf(
  reader: Reader,
  { exchange_refund_id }: Entity<typeof sale>,
): Promise<NonNullable<ReceiptSource["exchange"]> | null> {
  if (!exchange_refund_id) return null;
  const back = await reader.load(refund, exchange_refund_id);
  return { refund: back, from: await reader.load(sale, back.sale_id) };
}

export const saleReceipt = query(declared.saleReceipt, async (reader, { id, format, columns }, call) => {
  const sold = await loadSale(reader, id);
  const [refunds, sender, stores, exchange] = await Promise.all([
    reader.find(refund, { sale_id: id }, { sort: { created_at: 1, _id: 1 } }),
    call(organization.actions.get, { id: reader.org.id }),
    sold.store_id ? call(store.actions.many, { ids: [sold.store_id] }) : [],
    exchangeOf(reader, sold),
  ]);
  const slip = receiptOf({ sale: sold, refunds, exchange, organization: sender, store: stores[0] ?? null });
  return slipFile(sold.number, slip, format, columns);
});
