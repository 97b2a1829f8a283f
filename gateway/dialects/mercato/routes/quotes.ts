/** Quotes with their lines and adjustments, and what becomes of them (6.5…6.7). */
import * as sales from "../../../../services/sales/public.ts";
import { area, handle, refusing } from "../../../kit/index.ts";
import { objectWith } from "../../../shapes/schema.ts";
import { idsFilter } from "../filters.ts";
import { listing } from "../listing.ts";
import * as shapes from "../shapes/quotes.ts";
import { documentBehaviors, documentLists } from "./documents.ts";

const quotes = area<shapes.QuoteRow>(sales.salesQuote, shapes.quoteShape, documentLists);
const ofQuote = { filters: { quoteId: idsFilter("quote_id") } } as const;

const does = documentBehaviors({
  ...{ what: "quote", resource: sales.salesQuote, view: quotes.view },
  ...{ create: sales.createQuote, change: sales.changeQuote, remove: sales.removeQuote },
  ...{ putLine: sales.putQuoteLine, removeLine: sales.removeQuoteLine },
  ...{ putAdjustment: sales.putQuoteAdjustment, removeAdjustment: sales.removeQuoteAdjustment },
});

const convert = handle({
  ...{ ...refusing(sales.convertQuote), body: shapes.conversionShape },
  schema: objectWith({ orderId: { type: "string", format: "uuid" } }),
  async run(ctx, { id = "", ...given }) {
    const order = await ctx.call(sales.convertQuote, { id, ...given });
    return { orderId: order.id };
  },
});

export const quoteOperations = {
  getSalesQuotes: listing(quotes),
  ...{ postSalesQuotes: does.post, putSalesQuotes: does.put, deleteSalesQuotes: does.delete },
  postSalesQuotesConvert: convert,
  getSalesQuoteLines: listing(area(sales.quoteLine, shapes.quoteLineShape, ofQuote)),
  ...{ postSalesQuoteLines: does.line, putSalesQuoteLines: does.line },
  deleteSalesQuoteLines: does.deleteLine,
  getSalesQuoteAdjustments: listing(area(sales.quoteAdjustment, shapes.quoteAdjustmentShape, ofQuote)),
  ...{ postSalesQuoteAdjustments: does.adjustment, putSalesQuoteAdjustments: does.adjustment },
  deleteSalesQuoteAdjustments: does.deleteAdjustment,
};
