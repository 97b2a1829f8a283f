/** Sales and sold items (21.4). */
import { account, apiKey } from "../../../../services/accounts/public.ts";
import { store } from "../../../../services/inventory/public.ts";
import {
  changeSale,
  completeSale,
  createSale,
  getSaleLine,
  listSaleLines,
  quoteSale,
  refundSale,
  register,
  ringUpSale,
  sale,
  saleLine,
  voidSale,
} from "../../../../services/sales/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import { pick } from "../../../../shared/fields/tables.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import { area } from "../../../kit/area.ts";
import { list, listQueryOf } from "../../../kit/builders.ts";
import { type DialectContext, showEach, showOne } from "../../../kit/context.ts";
import { exportOf } from "../../../kit/csv-export.ts";
import type { Dialect } from "../../../kit/dialect.ts";
import { entries } from "../../../kit/entries.ts";
import { filterBy } from "../../../kit/filters.ts";
import { expandedBy, includingView } from "../../../kit/includes.ts";
import { handle, refusing } from "../../../kit/operation.ts";
import type { Variant } from "../../../shapes/codecs.ts";
import { text } from "../../../shapes/codecs.ts";
import type { Given } from "../../../shapes/read-body.ts";
import { rowsOf, shape } from "../../../shapes/shape.ts";
import { speaksReal } from "../dialect.ts";
import { accountBrief } from "../shapes/accounts.ts";
import { locationShape } from "../shapes/catalog.ts";
import { namedShape } from "../shapes/common.ts";
import { type Line, lineShape, paymentTypes, refundBody, saleBody, saleShape } from "../shapes/sales.ts";
import { saleFilter } from "../shapes/words.ts";

export const sales = area(sale, saleShape, {
  filters: { status: saleFilter, payment_type: filterBy("payment_type", paymentTypes) },
  view: includingView(saleShape, {
    expansions: {
      customer: expandedBy(account, accountBrief, "read:accounts"),
      location: expandedBy(store, locationShape),
      register: expandedBy(register, namedShape),
      cashier: expandedBy(apiKey, namedShape),
      pending_swipe: {},
    },
    knowsInclude: speaksReal,
  }),
});
const lines = area(saleLine, lineShape, {
  actions: { list: listSaleLines, get: getSaleLine },
  filters: { item: filterBy("item_id", text) },
});

type Sale = Entity<typeof sale>;
type SaleInput = Given<Omit<InputOf<typeof completeSale>, "id">>;
type Payments = SaleInput["payments"];

const showSale = (ctx: DialectContext, row: Sale) =>
  showOne(ctx, saleShape, row, speaksReal(ctx) ? new Set(["status"]) : undefined);
const response = (variant: Variant) => sales.view.schema(variant);

/** A payment of zero does not count. */
const realPayments = (payments: Payments = []) => payments.filter(({ amount }) => amount !== 0);

/** What of a sale decides its total. */
const quoted = ["store_id", "register_id", "customer_id", "lines", "discounts"] as const;

/** Any payment finalizes the sale; an empty list does when nothing is due. */
async function finishes(
  ctx: DialectContext,
  payments: Payments,
  basketOf: () => Promise<SaleInput | null>,
): Promise<boolean> {
  if (!payments) return false;
  if (payments.length) return true;
  const basket = await basketOf();
  if (!basket?.lines?.length) return false;
  const quote = await ctx.read(quoteSale, pick(basket, quoted));
  return quote.total === 0;
}

/** The items of an open sale after changes. */
async function basketAfter(ctx: DialectContext, id: string, changes: SaleInput): Promise<SaleInput | null> {
  const before = await ctx.read(sale.actions.get, { id });
  if (before.status !== "open") return null;
  const { store_id, register_id, customer_id, discounts } = before;
  const wanted = before.lines.map(({ item_id, quantity, discounts: own }) => ({
    item_id,
    quantity,
    discounts: own,
  }));
  return { store_id, register_id, customer_id, discounts, lines: wanted, ...changes };
}

async function latestOf(ctx: DialectContext, item_id: string): Promise<Line | undefined> {
  const conditions = [{ field: "item_id", op: "eq", value: item_id }];
  return (await ctx.read(listSaleLines, { conditions, limit: 1 })).data[0];
}

function ofItem(line: Line | undefined, item_id: string): Line {
  if (line?.item_id !== item_id) throw notFound("sale");
  return line;
}

const one = { ids: { id: "id" }, of: "sale" };

export const saleOperations = {
  ...entries(["Sale", "Sales"], sales, ["list", "get"]),
  exportSales: exportOf(sales, saleShape),
  // With payments the sale is rung up at once, without payments it stays open.
  createSale: handle({
    ...{ body: saleBody, bodyRequired: true, response, ...refusing(ringUpSale, createSale) },
    async run(ctx, { payments, ...basket }) {
      const rung = await finishes(ctx, payments, async () => basket);
      const input = { ...basket, lines: basket.lines ?? [] };
      const made = rung
        ? ctx.call(ringUpSale, { ...input, payments: realPayments(payments) })
        : ctx.call(createSale, basket);
      return showSale(ctx, await made);
    },
  }),
  // Payments finalize it, as it is after the changes: both or neither.
  updateSale: handle({
    ...{ ...one, body: saleBody, bodyRequired: true, response, ...refusing(completeSale, changeSale) },
    async run(ctx, { id: named, payments, ...changes }) {
      const id = String(named);
      const finished = await finishes(ctx, payments, () => basketAfter(ctx, id, changes));
      const made = finished
        ? ctx.call(completeSale, { ...changes, id, payments: realPayments(payments) })
        : ctx.call(changeSale, { ...changes, id });
      return showSale(ctx, await made);
    },
  }),
  voidSale: handle({
    ...{ ...one, body: shape("Void", rowsOf<object>(), {}), response, ...refusing(voidSale) },
    run: async (ctx, { id }) => showSale(ctx, await ctx.call(voidSale, { id: String(id) })),
  }),
  refundSale: handle({
    ...{ ...one, body: refundBody, response, ...refusing(refundSale) },
    async run(ctx, { id: named, ...input }) {
      const id = String(named);
      await ctx.call(refundSale, { ...input, id });
      return showSale(ctx, await ctx.read(sale.actions.get, { id }));
    },
  }),
  listItemSales: list(lines),
  // The latest sale of an item; in the real variant all of them as a page.
  getSaleOfItem: {
    ...list(lines),
    response: (variant: Variant, { paging }: Dialect) => {
      const line = lines.view.schema(variant);
      return variant.profile === "real" ? paging.schema(line) : line;
    },
    async run(ctx: DialectContext) {
      const id = ctx.request.params.item_id!.toLowerCase();
      const line = ofItem(await latestOf(ctx, id), id);
      if (!speaksReal(ctx)) return showOne(ctx, lineShape, line);
      const query = listQueryOf(ctx, ctx.request.query, lines, new Map());
      const conditions = [{ field: "item_id", op: "eq" as const, value: id }];
      const page = await ctx.read(listSaleLines, { ...query, conditions });
      const data = await showEach(ctx, lineShape, page.data);
      return ctx.dialect.paging.present({ ...page, data }, query);
    },
  },
  getItemSale: handle({
    ...{ ids: { item_id: "item_id", id: "id" }, of: "sale" },
    response: (variant) => lines.view.schema(variant),
    async run(ctx, { item_id, id }) {
      const line = await ctx.read(getSaleLine, { id: String(id) });
      return showOne(ctx, lineShape, ofItem(line, String(item_id)));
    },
  }),
};

/** The lines of a sale. */
export const lineItems = handle({
  ...{ ...one, scope: "read:item_sales" },
  response: (variant, { paging }) => paging.schema(lines.view.schema(variant)),
  async run(ctx, { id }) {
    const found = await ctx.read(sale.actions.get, { id: String(id) });
    const { id: sale_id, number: sale_number, lines: own, ...rest } = found;
    const rows = own.map((line) => ({ ...rest, ...line, sale_id, sale_number }) as unknown as Line);
    return { data: await showEach(ctx, lineShape, rows), next_cursor: null };
  },
});
