/** Quotes: created, changed, removed, made into orders; their parts put and removed, with the totals that follow. */
import { id, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { documentOperations, partList, partOperations } from "../documents/document-operations.ts";
import { salesQuote } from "./quote.ts";
import { quoteAddress, quoteAdjustment, quoteLine } from "./quote-parts.ts";

const named = { name: "sales_quote", path: "sales-quotes", scope: "sales_quotes", a: "a quote" };

export const {
  create: createQuote,
  change: changeQuote,
  remove: removeQuote,
} = documentOperations(salesQuote, named);

export const {
  putLine: putQuoteLine,
  removeLine: removeQuoteLine,
  putAdjustment: putQuoteAdjustment,
  removeAdjustment: removeQuoteAdjustment,
  putAddress: putQuoteAddress,
  removeAddress: removeQuoteAddress,
} = partOperations(salesQuote, named);

const { scope } = named;
export const listQuoteLines = partList(quoteLine, {
  ...{ path: "sales-quote-lines", scope },
  about: "List lines of quotes. Each with its quote, the newest quotes first.",
});
export const listQuoteAdjustments = partList(quoteAdjustment, {
  ...{ path: "sales-quote-adjustments", scope },
  about: "List adjustments of quotes. Each with its quote, the newest quotes first.",
});
export const listQuoteAddresses = partList(quoteAddress, {
  ...{ path: "sales-quote-addresses", scope },
  about: "List addresses of quotes. Each with its quote, the newest quotes first.",
});

export const convertQuote = operation({
  name: "sales.sales_quote.convert",
  http: "POST /sales-quotes/{id}/order",
  status: 201,
  scope: "write:sales_quotes",
  about:
    "Make a quote an order, which takes its id unless another is given, its number and everything on it. The quote is gone then. Returns the order's id.",
  refuses: ["conflict"],
  input: {
    id: id(),
    order_id: id({ optional: true }),
    number: text({ optional: true, max: 191, about: "Absent: the quote's." }),
  },
  output: shapeOf({ id: id() }),
});
