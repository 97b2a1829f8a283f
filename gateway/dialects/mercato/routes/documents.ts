/** What quotes and orders have in common: documents with lines and adjustments (6.5, 6.6). */
import * as sales from "../../../../services/sales/public.ts";
import { invalidField } from "../../../../shared/errors.ts";
import { isUuid } from "../../../../shared/fields/index.ts";
import type { AnyOperation } from "../../../../shared/service/operation.ts";
import type { ActionRef, InputOf } from "../../../../shared/service/reference.ts";
import { idOf } from "../../../kit/builders.ts";
import { readOne } from "../../../kit/context.ts";
import {
  type Behavior,
  type Body,
  bodySchema,
  type DialectContext,
  handle,
  inWordsOf,
  manyById,
  refusing,
} from "../../../kit/index.ts";
import type { View } from "../../../kit/view.ts";
import { objectWith } from "../../../shapes/schema.ts";
import type { Shape } from "../../../shapes/shape.ts";
import { asked, bodyOf, idSchema, naming, okSchema, optionalId, removing } from "../area.ts";
import { amounts, counts, dates, emptyFilter, idsFilter, textFilter } from "../filters.ts";
import { snake } from "../shapes/common.ts";
import * as shapes from "../shapes/documents.ts";

type Document = Pick<sales.Quote, "id" | "deleted_at" | "currency" | "tag_ids" | "lines" | "adjustments">;

/** How lists of documents are filtered, and their rows completed with their tags (MRC-DOC-8). */
export const documentLists = {
  filters: {
    ...{ customerId: textFilter("customer_id"), channelId: textFilter("channel_id") },
    ...counts("lineItemCount", "line_count"),
    ...{ ...amounts("totalNet", "grand_net"), ...amounts("totalGross", "grand_gross") },
    ...dates("date", "created_at"),
    ...{ tagIds: idsFilter("tag_id"), tagIdsEmpty: emptyFilter("tag_id") },
  },
  async complete(ctx: DialectContext, rows: readonly shapes.Tagged<{ tag_ids: readonly string[] }>[]) {
    const tags = await manyById(ctx, sales.salesTag, [...new Set(rows.flatMap(({ tag_ids }) => tag_ids))]);
    for (const row of rows)
      row.tag_rows = row.tag_ids.flatMap((id) => {
        const found = tags.get(id);
        return found ? [found as sales.SalesTag] : [];
      });
  },
} as const;

/** The operation of either kind of document in the place of the one on quotes. */
type Like<O> = ActionRef<InputOf<O>, Document> & Pick<AnyOperation, "refuses" | "scope">;

type Kind = {
  /** "quote" */
  what: "quote" | "order";
  resource: typeof sales.salesQuote | typeof sales.customerOrder;
  view: View;
  create: Like<typeof sales.createQuote>;
  change: Like<typeof sales.changeQuote>;
  remove: Like<typeof sales.removeQuote>;
  putLine: Like<typeof sales.putQuoteLine>;
  removeLine: Like<typeof sales.removeQuoteLine>;
  putAdjustment: Like<typeof sales.putQuoteAdjustment>;
  removeAdjustment: Like<typeof sales.removeQuoteAdjustment>;
};

/** The id of a document in the body or the query, under this name in either casing. */
export function documentId(ctx: DialectContext, name: string): string {
  const body = bodyOf(ctx);
  const value = body[name] ?? body[snake(name)] ?? asked(ctx, name);
  if (typeof value === "string" && isUuid(value)) return value;
  throw invalidField(`/${name}`, "invalid_value", `'${name}' must be the id of a document.`);
}

const uuid = { type: "string", format: "uuid" };

/** The id of a part that the body may name: with it the part is changed, without it one is added (MRC-LIN-1). */
export function ownId(ctx: DialectContext): string | undefined {
  const own = bodyOf(ctx).id;
  if (own === undefined) return undefined;
  if (typeof own === "string" && isUuid(own)) return own;
  throw invalidField("/id", "invalid_value", "'id' must be an id (UUID).");
}

const documentNames = { quote: "Quote", order: "Order" } as const;

function upsert<B, R extends Document>(
  { what }: Pick<Kind, "what">,
  does: Pick<Behavior, "scope" | "refuses">,
  shape: Shape<B>,
  write: (ctx: DialectContext, id: string, part: string | undefined, given: Body) => Promise<R>,
  made: (document: R) => string | undefined,
): Behavior {
  const name = `${what}Id`;
  return {
    ...does,
    body: { schema: naming(bodySchema(shape, "create"), ["id", name], documentNames[what]), required: true },
    response: () => objectWith({ id: uuid, [name]: uuid }),
    async run(ctx) {
      const part = ownId(ctx);
      const given: Body = await readOne(ctx, shape, bodyOf(ctx), "create");
      const id = documentId(ctx, name);
      const document = await inWordsOf(shape as Shape, () => write(ctx, id, part, given));
      ctx.ignored.delete(name);
      return { id: part ?? made(document), [name]: id };
    },
  };
}

const compared = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The part that was added last; ids of one moment are in the order in which they were made. */
const newest = (parts: readonly { id: string; created_at: string }[]): string | undefined =>
  parts.toSorted((a, b) => compared(a.created_at, b.created_at) || compared(a.id, b.id)).at(-1)?.id;

const isIdName = (name: string): boolean => name.endsWith("Id");

/** Takes a part off the document that body or query name under `name`. */
export const removePart = <R>(
  does: Pick<Behavior, "scope" | "refuses">,
  { what, names }: { what: string; names: readonly string[] },
  remove: (ctx: DialectContext, part: string) => Promise<R>,
  answer: (removed: R, part: string) => object = () => ({ ok: true }),
): Behavior => ({
  ...{
    ...does,
    body: { ...optionalId, schema: naming(optionalId.schema, names.filter(isIdName)) },
    response: () => okSchema,
  },
  async run(ctx) {
    const part = idOf(ctx, what);
    for (const name of Object.keys(bodyOf(ctx))) if (!names.includes(name)) ctx.ignored.add(name);
    return answer(await remove(ctx, part), part);
  },
});

/** What is done with documents of one kind. */
export const documentBehaviors = (kind: Kind) => ({ ...wholeBehaviors(kind), ...partBehaviors(kind) });

function wholeBehaviors(kind: Kind) {
  const { what } = kind;
  const bodies = shapes.documentBodies[what];
  return {
    post: handle({
      ...{ ...refusing(kind.create), body: bodies.create, schema: idSchema },
      async run(ctx, { currency = "", ...given }) {
        const { id } = await ctx.call(kind.create, { currency, ...given });
        return { id };
      },
    }),
    put: {
      ...{ ...refusing(kind.change), response: (variant) => kind.view.schema(variant) },
      body: { schema: naming(bodySchema(bodies.change, "change"), ["id"]), required: true },
      async run(ctx) {
        const given = await readOne(ctx, bodies.change, bodyOf(ctx), "change");
        const { currency, lines: _lines, adjustments: _adjustments, ...changes } = given;
        const id = idOf(ctx, what);
        const own = currency && (await manyById(ctx, kind.resource, [id])).get(id);
        if (own && !own.deleted_at && currency !== own.currency)
          throw invalidField("/currencyCode", "fixed", `The document is in ${own.currency}.`);
        const row = await inWordsOf(bodies.change, () => ctx.call(kind.change, { id, ...changes }));
        return (await kind.view.open(ctx).present([{ ...row }]))[0];
      },
    } satisfies Behavior,
    delete: removing(refusing(kind.remove), what, (ctx, id) => ctx.call(kind.remove, { id })),
  };
}

function partBehaviors(kind: Kind) {
  const name = `${kind.what}Id`;
  return {
    line: upsert(
      kind,
      refusing(kind.putLine),
      shapes.lineBodyShape,
      (ctx, id, line_id, given) => ctx.call(kind.putLine, { ...given, id, ...(line_id ? { line_id } : {}) }),
      ({ lines }) => lines.at(-1)?.id,
    ),
    deleteLine: removePart(refusing(kind.removeLine), { what: "line", names: [name] }, (ctx, line_id) =>
      ctx.call(kind.removeLine, { id: documentId(ctx, name), line_id }),
    ),
    adjustment: upsert(
      kind,
      refusing(kind.putAdjustment),
      shapes.adjustmentBodyShape,
      (ctx, id, adjustment_id, given) =>
        ctx.call(kind.putAdjustment, { ...given, id, ...(adjustment_id ? { adjustment_id } : {}) }),
      ({ adjustments }) => newest(adjustments),
    ),
    deleteAdjustment: removePart(
      refusing(kind.removeAdjustment),
      { what: "adjustment", names: [name] },
      (ctx, adjustment_id) => ctx.call(kind.removeAdjustment, { id: documentId(ctx, name), adjustment_id }),
    ),
  };
}
