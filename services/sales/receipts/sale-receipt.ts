import { type MadeFile, makeFile, PDF } from "../../../shared/papers/made-file.ts";
import type { Slip } from "../../../shared/papers/slip.ts";
import { slipEscpos } from "../../../shared/papers/slip-escpos.ts";
import { slipPdf } from "../../../shared/papers/slip-pdf.ts";
import { slipText } from "../../../shared/papers/slip-text.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../../accounts/public.ts";
import { store } from "../../inventory/public.ts";
import { refund } from "../refunds/refund.ts";
import { loadSale } from "../sales/load-sale.ts";
import * as declared from "./declarations.ts";
import { receiptOf } from "./receipt.rules.ts";

type Format = (typeof declared.receiptFormats)[number];

async function fileOf(number: string, slip: Slip, format: Format, columns: number): Promise<MadeFile> {
  switch (format) {
    case "pdf":
      return makeFile(`${number}.pdf`, PDF, await slipPdf(slip));
    case "text":
      return makeFile(`${number}.txt`, "text/plain; charset=utf-8", slipText(slip, columns));
    case "escpos":
      return makeFile(`${number}.bin`, "application/octet-stream", await slipEscpos(slip, columns));
  }
}

export const saleReceipt = query(declared.saleReceipt, async (reader, { id, format, columns }, call) => {
  const sold = await loadSale(reader, id);
  const [refunds, sender, stores] = await Promise.all([
    reader.find(refund, { sale_id: id }, { sort: { created_at: 1, _id: 1 } }),
    call(organization.actions.get, { id: reader.org.id }),
    sold.store_id ? call(store.actions.many, { ids: [sold.store_id] }) : [],
  ]);
  const slip = receiptOf({ sale: sold, refunds, organization: sender, store: stores[0] ?? null });
  return fileOf(sold.number, slip, format, columns);
});
