/** Quotes and their parts as rows, and what makes one an order (6.1, 6.7). */
import * as sales from "../../../../services/sales/public.ts";
import { c, computed, field, inputOf, rowsOf, shape } from "../../../kit/index.ts";
import { bothCasings, rowOf, shapeOf } from "./common.ts";
import * as documents from "./documents.ts";

export type QuoteRow = documents.Tagged<sales.Quote>;
export const quoteShape = shapeOf("Quote", rowsOf<QuoteRow>(sales.salesQuote), {
  ...documents.documentRows,
  omit: [...documents.documentRows.omit, "converted_order_id"],
  plus: {
    ...documents.documentStd,
    quoteNumber: field("number", c.text, { aliases: ["quote_number"] }),
  },
});

export const quoteLineShape = rowOf("QuoteLine", sales.quoteLine, {
  ...documents.lineRows,
  plus: documents.linePart,
});
export const quoteAdjustmentShape = rowOf("QuoteAdjustment", sales.quoteAdjustment, {
  ...documents.adjustmentRows,
  plus: { ...documents.part, quote_line_id: computed(c.uuid, () => null) },
});

export const conversionShape = shape(
  "Conversion",
  inputOf(sales.convertQuote),
  bothCasings({
    quoteId: field("id", c.uuid, { required: true }),
    orderId: field("order_id", c.uuid),
    orderNumber: field("number", c.text),
  }),
);
