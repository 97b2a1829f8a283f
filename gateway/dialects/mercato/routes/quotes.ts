/** Quotes with their lines and adjustments, and what becomes of them (6.5…6.7). */
import * as sales from "../../../../services/sales/public.ts";
import { invalidField } from "../../../../shared/errors.ts";
import { isUuid } from "../../../../shared/fields/index.ts";
import { area, type Behavior, list, refusing } from "../../../kit/index.ts";
import { objectWith } from "../../../shapes/schema.ts";
import { bodyOf } from "../area.ts";
import { idsFilter } from "../filters.ts";
import * as shapes from "../shapes/quotes.ts";
import { documentBehaviors, documentId, documentLists } from "./documents.ts";

const quotes = area<shapes.QuoteRow>(sales.salesQuote, shapes.quoteShape, documentLists);
const ofQuote = { filters: { quoteId: idsFilter("quote_id") } } as const;

const does = documentBehaviors({
  ...{ what: "quote", resource: sales.salesQuote, view: quotes.view },
  ...{ create: sales.createQuote, change: sales.changeQuote, remove: sales.removeQuote },
  ...{ putLine: sales.putQuoteLine, removeLine: sales.removeQuoteLine },
  ...{ putAdjustment: sales.putQuoteAdjustment, removeAdjustment: sales.removeQuoteAdjustment },
});

const uuid = { type: "string", format: "uuid" };
const text = { type: "string" };

const convert: Behavior = {
  ...refusing(sales.convertQuote),
  body: {
    schema: {
      type: "object",
      required: ["quoteId"],
      properties: { quoteId: uuid, orderId: uuid, orderNumber: text },
    },
    required: true,
  },
  response: () => objectWith({ orderId: uuid }),
  async run(ctx) {
    const { quoteId: _quote, orderId, orderNumber, ...others } = bodyOf(ctx);
    for (const name of Object.keys(others)) ctx.ignored.add(name);
    if (orderId != null && !(typeof orderId === "string" && isUuid(orderId)))
      throw invalidField("/orderId", "invalid_value", "'orderId' must be an id (UUID).");
    if (orderNumber != null && (typeof orderNumber !== "string" || orderNumber.trim() === ""))
      throw invalidField("/orderNumber", "invalid_value", "'orderNumber' must be text.");
    const { id } = await ctx.call(sales.convertQuote, {
      id: documentId(ctx, "quoteId"),
      ...(orderId ? { order_id: String(orderId) } : {}),
      ...(orderNumber ? { number: String(orderNumber) } : {}),
    });
    return { orderId: id };
  },
};

export const quoteOperations = {
  getSalesQuotes: list(quotes),
  ...{ postSalesQuotes: does.post, putSalesQuotes: does.put, deleteSalesQuotes: does.delete },
  postSalesQuotesConvert: convert,
  getSalesQuoteLines: list(area(sales.quoteLine, shapes.quoteLineShape, ofQuote)),
  ...{ postSalesQuoteLines: does.line, putSalesQuoteLines: does.line },
  deleteSalesQuoteLines: does.deleteLine,
  getSalesQuoteAdjustments: list(area(sales.quoteAdjustment, shapes.quoteAdjustmentShape, ofQuote)),
  ...{ postSalesQuoteAdjustments: does.adjustment, putSalesQuoteAdjustments: does.adjustment },
  deleteSalesQuoteAdjustments: does.deleteAdjustment,
};
