import { slipFile } from "../../../shared/papers/slip-file.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../../accounts/public.ts";
import { store } from "../../inventory/public.ts";
import { refund } from "../refunds/refund.ts";
import { loadSale } from "../sales/load-sale.ts";
import * as declared from "./declarations.ts";
import { receiptOf } from "./receipt.rules.ts";

export const saleReceipt = query(declared.saleReceipt, async (reader, { id, format, columns }, call) => {
  const sold = await loadSale(reader, id);
  const [refunds, sender, stores] = await Promise.all([
    reader.find(refund, { sale_id: id }, { sort: { created_at: 1, _id: 1 } }),
    call(organization.actions.get, { id: reader.org.id }),
    sold.store_id ? call(store.actions.many, { ids: [sold.store_id] }) : [],
  ]);
  const slip = receiptOf({ sale: sold, refunds, organization: sender, store: stores[0] ?? null });
  return slipFile(sold.number, slip, format, columns);
});
