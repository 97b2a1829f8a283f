/** Notes and addresses of documents (6.11). */
import * as sales from "../../../../services/sales/public.ts";
import { c, computed, constant, field, inputOf, rowsOf } from "../../../kit/index.ts";
import { bothCasings, rowOf, shapeOf, std } from "./common.ts";
import { part } from "./documents.ts";

/** What the document lets notes be about; of invoices and credit memos there are none. */
const contexts = [...sales.noted, "invoice", "credit_memo"] as const;
type NoteBody = { context_kind: (typeof contexts)[number] } & Omit<sales.DocumentNote, "context_kind">;
const about = { contextType: "context_kind", appearanceIcon: "icon", appearanceColor: "color" } as const;
export const noteBodyShape = shapeOf("NoteBody", rowsOf<NoteBody>(sales.documentNote), {
  omit: ["author_id"],
  as: { appearanceIcon: "icon", appearanceColor: "color" },
  plus: bothCasings({
    contextType: field("context_kind", c.choiceOf(contexts), { required: true }),
  } as const),
});
const isAbout = (kind: sales.Noted) => (row: sales.DocumentNote) =>
  row.context_kind === kind ? row.context_id : null;
export const noteShape = shapeOf("Note", sales.documentNote, {
  as: { ...about, authorUserId: "author_id" },
  plus: { ...std, orderId: computed(c.uuid, isAbout("order")), quoteId: computed(c.uuid, isAbout("quote")) },
});

export const addressBodyShape = shapeOf("DocumentAddressBody", inputOf(sales.putOrderAddress), {
  omit: ["address_id"],
});
export const orderAddressShape = rowOf("OrderAddress", sales.orderAddress, {
  as: { document_id: "order_id" },
  plus: { ...part, document_kind: constant("order", c.text) },
});
export const quoteAddressShape = rowOf("QuoteAddress", sales.quoteAddress, {
  as: { document_id: "quote_id" },
  plus: { ...part, document_kind: constant("quote", c.text) },
});
