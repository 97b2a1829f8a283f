/** Notes and addresses of orders and quotes (6.11). */
import * as sales from "../../../../services/sales/public.ts";
import { invalidField, notFound } from "../../../../shared/errors.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import { readOne } from "../../../kit/context.ts";
import { filterByConditions } from "../../../kit/filters.ts";
import {
  area,
  type Behavior,
  bodySchema,
  type DialectContext,
  handle,
  inWordsOf,
  manyById,
  refusing,
} from "../../../kit/index.ts";
import { objectWith } from "../../../shapes/schema.ts";
import { asked, bodyOf, crud, idSchema, okSchema, queryId } from "../area.ts";
import { idsFilter, textFilter } from "../filters.ts";
import { listing } from "../listing.ts";
import { snakeRows } from "../shapes/common.ts";
import * as shapes from "../shapes/on-documents.ts";
import { documentId, ownId, removePart } from "./documents.ts";

const notes = area(sales.documentNote, shapes.noteShape, {
  shows: snakeRows(shapes.noteShape),
  filters: {
    contextType: textFilter("context_kind"),
    ...{ contextId: idsFilter("context_id"), orderId: idsFilter("context_id") },
    quoteId: idsFilter("context_id"),
  },
});

const note = handle({
  ...refusing(sales.addDocumentNote),
  body: shapes.noteBodyShape,
  schema: objectWith({ id: { type: "string" }, authorUserId: { type: ["string", "null"] } }),
  async run(ctx, { body = "", context_id = "", context_kind: kind = "order", icon = null, color = null }) {
    // There are no such documents, so none is found (6.11).
    if (kind === "invoice" || kind === "credit_memo") throw notFound(kind, context_id);
    const context_kind = kind;
    const given = { body, context_id, context_kind, icon, color };
    const { id, author_id } = await ctx.call(sales.addDocumentNote, given);
    return { id, authorUserId: author_id };
  },
});

const isKind = (word: string): word is sales.Noted => word === "order" || word === "quote";

/** Selects one of the two lists; it is read elsewhere. */
const kindFilter = filterByConditions("id", {
  schema: { type: "string", enum: ["order", "quote"] },
  out: (value) => value,
  in: (given) => (isKind(String(given)) ? { value: [] } : { allowed: "'order' or 'quote'" }),
});

const kinds = {
  order: {
    ...{ resource: sales.customerOrder, put: sales.putOrderAddress, remove: sales.removeOrderAddress },
    list: listing(
      area(sales.orderAddress, shapes.orderAddressShape, {
        filters: { documentId: idsFilter("order_id"), documentKind: kindFilter },
      }),
    ),
  },
  quote: {
    ...{ resource: sales.salesQuote, put: sales.putQuoteAddress, remove: sales.removeQuoteAddress },
    list: listing(
      area(sales.quoteAddress, shapes.quoteAddressShape, {
        filters: { documentId: idsFilter("quote_id"), documentKind: kindFilter },
      }),
    ),
  },
} as const;

type Kind = (typeof kinds)[keyof typeof kinds];

/** The kind of document that body or query name; without one, that of the document itself. */
async function kindOf(ctx: DialectContext, id: string): Promise<Kind> {
  const word = bodyOf(ctx).documentKind ?? asked(ctx, "documentKind") ?? null;
  if (word === null)
    return (await manyById(ctx, sales.salesQuote, [id])).size > 0 ? kinds.quote : kinds.order;
  if (typeof word === "string" && isKind(word)) return kinds[word];
  throw invalidField("/documentKind", "invalid_value", "'documentKind' must be 'order' or 'quote'.");
}

/** The addresses of one document, which has to be there. */
const addresses: Behavior = {
  ...kinds.order.list,
  parameters: (dialect) =>
    (kinds.order.list.parameters?.(dialect) ?? []).map((each) =>
      each.name === "documentId" ? { ...each, required: true } : each,
    ),
  async run(ctx) {
    const id = queryId(ctx, "documentId");
    return (await kindOf(ctx, id)).list.run(ctx);
  },
};

const address = (verb: "create" | "change"): Behavior => ({
  ...refusing(sales.putOrderAddress),
  body: { schema: bodySchema(shapes.addressBodyShape, verb), required: true },
  response: () => (verb === "create" ? idSchema : okSchema),
  async run(ctx) {
    const shape = shapes.addressBodyShape;
    const given = await readOne(ctx, shape, bodyOf(ctx), verb);
    const id = documentId(ctx, "documentId");
    const address_id = verb === "change" ? (ownId(ctx) ?? missingId()) : undefined;
    const kind = await kindOf(ctx, id);
    for (const name of ["documentId", "documentKind"]) ctx.ignored.delete(name);
    const document = await inWordsOf(shape, () =>
      ctx.call<InputOf<typeof sales.putOrderAddress>, { addresses: readonly { id: string }[] }>(kind.put, {
        ...{ ...given, id },
        ...(address_id ? { address_id } : {}),
      }),
    );
    return address_id ? { ok: true } : { id: document.addresses.at(-1)?.id };
  },
});

const missingId = (): never => {
  throw invalidField("/id", "required", "'id' is required.");
};

const ofNotes = crud("SalesNotes", notes);

export const onDocumentOperations = {
  ...{ ...ofNotes, postSalesNotes: note },
  getSalesDocumentAddresses: addresses,
  ...{ postSalesDocumentAddresses: address("create"), putSalesDocumentAddresses: address("change") },
  deleteSalesDocumentAddresses: removePart(
    refusing(sales.removeOrderAddress),
    { what: "address", names: ["documentId", "documentKind"] },
    async (ctx, address_id) => {
      const id = documentId(ctx, "documentId");
      const { remove } = await kindOf(ctx, id);
      return ctx.call<InputOf<typeof sales.removeOrderAddress>, object>(remove, { id, address_id });
    },
  ),
};
