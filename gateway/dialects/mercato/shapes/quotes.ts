/** Quotes and their parts as rows (6.1). */
import {
  convertQuote,
  type Quote,
  quoteAdjustment,
  quoteLine,
  salesQuote,
} from "../../../../services/sales/public.ts";
import { c, computed, field, inputOf, rowsOf, shape, shown } from "../../../kit/index.ts";
import { bothCasings } from "./common.ts";
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

export const conversionShape = shape(
  "Conversion",
  inputOf(convertQuote),
  bothCasings({
    quoteId: field("id", c.uuid, { required: true }),
    orderId: field("order_id", c.uuid),
    orderNumber: field("number", c.text),
  }),
);
