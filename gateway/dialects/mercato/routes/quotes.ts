/** Quotes with their lines and adjustments (6.5, 6.6). */
import * as sales from "../../../../services/sales/public.ts";
import { invalidField, notFound } from "../../../../shared/errors.ts";
import { isUuid } from "../../../../shared/fields/index.ts";
import { idOf } from "../../../kit/builders.ts";
import { readOne } from "../../../kit/context.ts";
import {
  area,
  type Behavior,
  type Body,
  bodySchema,
  type DialectContext,
  handle,
  inWordsOf,
  list,
  manyById,
  refusing,
} from "../../../kit/index.ts";
import type { Shape } from "../../../shapes/shape.ts";
import { bodyOf, idSchema, okSchema, optionalId, removing } from "../area.ts";
import { amounts, counts, dates, emptyFilter, idsFilter, textFilter } from "../filters.ts";
import * as shapes from "../shapes/documents.ts";

const quotes = area<shapes.QuoteRow>(sales.salesQuote, shapes.quoteShape, {
  filters: {
    ...{ customerId: textFilter("customer_id"), channelId: textFilter("channel_id") },
    ...counts("lineItemCount", "line_count"),
    ...{ ...amounts("totalNet", "grand_net"), ...amounts("totalGross", "grand_gross") },
    ...dates("date", "created_at"),
    ...{ tagIds: idsFilter("tag_id"), tagIdsEmpty: emptyFilter("tag_id") },
  },
  async complete(ctx, rows) {
    const tags = await manyById(ctx, sales.salesTag, [...new Set(rows.flatMap(({ tag_ids }) => tag_ids))]);
    for (const row of rows)
      row.tag_rows = row.tag_ids.flatMap((id) => {
        const found = tags.get(id);
        return found ? [found as sales.SalesTag] : [];
      });
  },
});

const postSalesQuotes = handle({
  ...{ ...refusing(sales.createQuote), body: shapes.newQuoteShape, schema: idSchema },
  async run(ctx, { currency = "", ...given }) {
    const { id } = await ctx.call(sales.createQuote, { currency, ...given });
    return { id };
  },
});

/** The quote, unless it is deleted. */
async function quoteNamed(ctx: DialectContext, id: string): Promise<sales.Quote> {
  const found = await ctx.read(sales.salesQuote.actions.get, { id });
  if (found.deleted_at) throw notFound("quote", id);
  return found;
}

const putSalesQuotes: Behavior = {
  ...{ ...refusing(sales.changeQuote), response: (variant) => quotes.view.schema(variant) },
  body: { schema: bodySchema(shapes.quoteChangesShape, "change"), required: true },
  async run(ctx) {
    const shape = shapes.quoteChangesShape;
    const {
      currency,
      lines: _lines,
      adjustments: _adjustments,
      ...changes
    } = await readOne(ctx, shape, bodyOf(ctx), "change");
    const { id, currency: own } = await quoteNamed(ctx, idOf(ctx, "quote"));
    if (currency !== undefined && currency !== own)
      throw invalidField("/currencyCode", "fixed", `The document is in ${own}.`);
    const row = await inWordsOf(shape, () => ctx.call(sales.changeQuote, { id, ...changes }));
    return (await quotes.view.open(ctx).present([{ ...row }]))[0];
  },
};

const deleteSalesQuotes = removing(refusing(sales.removeQuote), "quote", async (ctx, id) => {
  await quoteNamed(ctx, id);
  await ctx.call(sales.removeQuote, { id });
});

const asked = ({ request }: DialectContext, name: string): string | undefined =>
  request.query.find(([each]) => each === name)?.[1];

const ofQuote = { filters: { quoteId: idsFilter("quote_id") } } as const;
const quoteLines = area(sales.quoteLine, shapes.quoteLineShape, ofQuote);
const quoteAdjustments = area(sales.quoteAdjustment, shapes.quoteAdjustmentShape, ofQuote);

/** The id of the document in the body or the query. */
function documentId(ctx: DialectContext, name = "quoteId"): string {
  const body = bodyOf(ctx);
  const value = body[name] ?? body.quote_id ?? asked(ctx, name);
  if (typeof value === "string" && isUuid(value)) return value;
  throw invalidField(`/${name}`, "invalid_value", `'${name}' must be the id of a document.`);
}

/** Without an id a part is added, with one it is changed; a new one needs what it cannot be without (MRC-LIN-1). */
const upsert = <B>(
  does: Pick<Behavior, "scope" | "refuses">,
  shape: Shape<B>,
  write: (ctx: DialectContext, id: string, part: string | undefined, given: Body) => Promise<sales.Quote>,
  made: (quote: sales.Quote) => string | undefined,
): Behavior => ({
  ...does,
  body: { schema: bodySchema(shape, "create"), required: true },
  response: () => partAnswer,
  async run(ctx) {
    const own = bodyOf(ctx).id;
    if (own !== undefined && (typeof own !== "string" || !isUuid(own)))
      throw invalidField("/id", "invalid_value", "'id' must be an id (UUID).");
    const given: Body = await readOne(ctx, shape, bodyOf(ctx), "create");
    const id = documentId(ctx);
    const part = typeof own === "string" ? own : undefined;
    const quote = await inWordsOf(shape as Shape, () => write(ctx, id, part, given));
    ctx.ignored.delete("quoteId");
    return { id: part ?? made(quote), quoteId: id };
  },
});

const uuid = { type: "string", format: "uuid" };
const partAnswer = { type: "object", properties: { id: uuid, quoteId: uuid } };

const putLine = upsert(
  refusing(sales.putQuoteLine),
  shapes.lineBodyShape,
  (ctx, id, line_id, given) =>
    ctx.call(sales.putQuoteLine, { ...given, id, ...(line_id ? { line_id } : {}) }),
  ({ lines }) => lines.at(-1)?.id,
);

/** The one that was added last. */
const newest = (parts: readonly { id: string; created_at: string }[]): string | undefined =>
  [...parts].sort((a, b) => (a.created_at < b.created_at ? 1 : -1))[0]?.id;

const putAdjustment = upsert(
  refusing(sales.putQuoteAdjustment),
  shapes.adjustmentBodyShape,
  (ctx, id, adjustment_id, given) =>
    ctx.call(sales.putQuoteAdjustment, { ...given, id, ...(adjustment_id ? { adjustment_id } : {}) }),
  ({ adjustments }) => newest(adjustments),
);

const removePart = (
  does: Pick<Behavior, "scope" | "refuses">,
  what: string,
  remove: (ctx: DialectContext, id: string, part: string) => Promise<unknown>,
): Behavior => ({
  ...{ ...does, body: optionalId, response: () => okSchema },
  async run(ctx) {
    const part = idOf(ctx, what);
    for (const name of Object.keys(bodyOf(ctx))) if (name !== "quoteId") ctx.ignored.add(name);
    await remove(ctx, documentId(ctx), part);
    return { ok: true };
  },
});

export const quoteOperations = {
  getSalesQuotes: list(quotes),
  ...{ postSalesQuotes, putSalesQuotes, deleteSalesQuotes },
  ...{ getSalesQuoteLines: list(quoteLines), postSalesQuoteLines: putLine, putSalesQuoteLines: putLine },
  deleteSalesQuoteLines: removePart(refusing(sales.removeQuoteLine), "line", (ctx, id, line_id) =>
    ctx.call(sales.removeQuoteLine, { id, line_id }),
  ),
  ...{ getSalesQuoteAdjustments: list(quoteAdjustments), postSalesQuoteAdjustments: putAdjustment },
  putSalesQuoteAdjustments: putAdjustment,
  deleteSalesQuoteAdjustments: removePart(
    refusing(sales.removeQuoteAdjustment),
    "adjustment",
    (ctx, id, adjustment_id) => ctx.call(sales.removeQuoteAdjustment, { id, adjustment_id }),
  ),
};
