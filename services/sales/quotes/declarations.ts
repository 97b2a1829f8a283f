/** Quotes: created, changed, removed; their lines and adjustments put and removed, with the totals that follow. */
import { group, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, listInput, operation, pageOf } from "../../../shared/service/operation.ts";
import { documentHeader, documentTable, givenAdjustment, givenLine } from "../documents/document-table.ts";
import { salesQuote } from "./quote.ts";
import { quoteAdjustment, quoteLine } from "./quote-parts.ts";

const shape = entityOf(salesQuote);
const refuses = ["unprocessable", "currency_mismatch"];

export const createQuote = operation({
  name: "sales.sales_quote.create",
  http: "POST /sales-quotes",
  status: 201,
  scope: "write:sales_quotes",
  about:
    "Create a quote. Its number follows from the format of its business unit, unless given. Totals are computed from lines and adjustments. Returns the quote.",
  refuses,
  input: {
    number: text({ optional: true, max: 191 }),
    currency: documentTable.currency,
    ...documentHeader,
    lines: list(group(givenLine), { default: [], max: 500 }),
    adjustments: list(group(givenAdjustment), { default: [], max: 200 }),
  },
  output: shape,
});

export const changeQuote = operation({
  name: "sales.sales_quote.change",
  http: "PATCH /sales-quotes/{id}",
  change: true,
  scope: "write:sales_quotes",
  about: "Change a quote. Lines and adjustments have operations of their own. Returns the quote.",
  refuses,
  input: { id: id(), number: text({ optional: true, max: 191 }), ...documentHeader },
  output: shape,
});

export const removeQuote = operation({
  name: "sales.sales_quote.remove",
  http: "DELETE /sales-quotes/{id}",
  scope: "delete:sales_quotes",
  about: "Delete a quote with its lines and adjustments. Returns the deleted quote.",
  input: { id: id() },
  output: shape,
});

export const putQuoteLine = operation({
  name: "sales.sales_quote.put_line",
  http: "POST /sales-quotes/{id}/lines",
  change: true,
  scope: "write:sales_quotes",
  about:
    "Put a line on a quote. With `line_id` it changes the fields sent of that line, without it adds one. Totals follow. Returns the quote.",
  refuses,
  input: { id: id(), line_id: id({ optional: true }), ...givenLine },
  output: shape,
});

export const removeQuoteLine = operation({
  name: "sales.sales_quote.remove_line",
  http: "DELETE /sales-quotes/{id}/lines/{line_id}",
  scope: "write:sales_quotes",
  about: "Delete a line of a quote. The others are numbered anew. Returns the quote.",
  input: { id: id(), line_id: id() },
  output: shape,
});

export const putQuoteAdjustment = operation({
  name: "sales.sales_quote.put_adjustment",
  http: "POST /sales-quotes/{id}/adjustments",
  change: true,
  scope: "write:sales_quotes",
  about:
    "Put an adjustment on a quote. With `adjustment_id` it changes the fields sent of that one, without it adds one. Totals follow. Returns the quote.",
  refuses,
  input: { id: id(), adjustment_id: id({ optional: true }), ...givenAdjustment },
  output: shape,
});

export const removeQuoteAdjustment = operation({
  name: "sales.sales_quote.remove_adjustment",
  http: "DELETE /sales-quotes/{id}/adjustments/{adjustment_id}",
  scope: "write:sales_quotes",
  about: "Delete an adjustment of a quote. Totals follow. Returns the quote.",
  input: { id: id(), adjustment_id: id() },
  output: shape,
});

export const listQuoteLines = operation({
  name: "sales.sales_quote_line.list",
  http: "GET /sales-quote-lines",
  scope: "read:sales_quotes",
  about: "List lines of quotes. Each with its quote, the newest quotes first.",
  paged: quoteLine,
  input: listInput,
  output: pageOf(entityOf(quoteLine)),
});

export const listQuoteAdjustments = operation({
  name: "sales.sales_quote_adjustment.list",
  http: "GET /sales-quote-adjustments",
  scope: "read:sales_quotes",
  about: "List adjustments of quotes. Each with its quote, the newest quotes first.",
  paged: quoteAdjustment,
  input: listInput,
  output: pageOf(entityOf(quoteAdjustment)),
});
