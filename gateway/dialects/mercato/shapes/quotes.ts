/** Quotes and their parts as rows (6.1). */
import { type Quote, quoteAdjustment, quoteLine, salesQuote } from "../../../../services/sales/public.ts";
import { c, computed, field, rowsOf, shape, shown } from "../../../kit/index.ts";
import { adjustmentPart, documentFields, linePart, type Tagged } from "./documents.ts";

export type QuoteRow = Tagged<Quote>;
export const quoteShape = shape("Quote", rowsOf<QuoteRow>(salesQuote), {
  ...documentFields,
  quoteNumber: field("number", c.text, { aliases: ["quote_number"] }),
});

export const quoteLineShape = shape("QuoteLine", quoteLine, {
  ...linePart,
  quote_id: shown("quote_id", c.uuid),
});

export const quoteAdjustmentShape = shape("QuoteAdjustment", quoteAdjustment, {
  ...adjustmentPart,
  quote_id: shown("quote_id", c.uuid),
  quote_line_id: computed(c.uuid, () => null),
});
