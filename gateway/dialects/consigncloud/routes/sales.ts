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
import type { InputOf } from "../../../../shared/service/reference.ts";
import {
  area,
  c,
  type Dialect,
  type DialectContext,
  entries,
  entryOf,
  expandedBy,
  exportOf,
  filterBy,
  type Given,
  handle,
  list,
  refusing,
  rowsOf,
  run,
  shape,
  showOne,
  wholeList,
} from "../../../kit/index.ts";
import { accountBrief } from "../shapes/accounts.ts";
import { locationShape } from "../shapes/catalog.ts";
import { namedShape } from "../shapes/common.ts";
import { type Line, lineShape, paymentTypes, refundBody, saleBody, saleShape } from "../shapes/sales.ts";
import { isReal, saleFilter } from "../shapes/words.ts";

export const sales = area(sale, saleShape, {
  filters: { status: saleFilter, payment_type: filterBy("payment_type", paymentTypes) },
  expand: {
    customer: expandedBy(account, accountBrief, "read:accounts"),
    location: expandedBy(store, locationShape),
    register: expandedBy(register, namedShape),
    cashier: expandedBy(apiKey, namedShape),
    pending_swipe: {},
  },
});
const lines = area(saleLine, lineShape, {
  actions: { list: listSaleLines, get: getSaleLine },
  filters: { item: filterBy("item_id", c.text) },
});

type SaleInput = Given<Omit<InputOf<typeof completeSale>, "id">>;
type Payments = SaleInput["payments"];

const response = entryOf(sales, ["status"]);

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
  const wanted = before.lines.map((line) => pick(line, ["item_id", "quantity", "discounts"]));
  return { store_id, register_id, customer_id, discounts, lines: wanted, ...changes };
}

const ofItem = (item_id: string) => [{ field: "item_id", op: "eq" as const, value: item_id }];
const itemOf = ({ request }: DialectContext): string => request.params.item_id!.toLowerCase();
const salesOfItem = list(lines, (ctx) => ofItem(itemOf(ctx)));

const one = { ids: { id: "id" }, response };

export const saleOperations = {
  ...entries(["Sale", "Sales"], sales, ["list", "get"]),
  exportSales: exportOf(sales),
  // With payments the sale is rung up at once, without payments it stays open.
  createSale: handle({
    ...{ ...refusing(ringUpSale, createSale), body: saleBody, bodyRequired: true, response },
    async run(ctx, { payments, ...basket }) {
      const rung = await finishes(ctx, payments, async () => basket);
      const input = { ...basket, lines: basket.lines ?? [] };
      return rung
        ? ctx.call(ringUpSale, { ...input, payments: realPayments(payments) })
        : ctx.call(createSale, basket);
    },
  }),
  // Finalizes the changed sale if the body has payments: both happen or neither.
  updateSale: handle({
    ...{ ...refusing(completeSale, changeSale), ...one, body: saleBody, bodyRequired: true },
    async run(ctx, { id, payments, ...changes }) {
      const finished = await finishes(ctx, payments, () => basketAfter(ctx, id, changes));
      return finished
        ? ctx.call(completeSale, { ...changes, id, payments: realPayments(payments) })
        : ctx.call(changeSale, { ...changes, id });
    },
  }),
  voidSale: run(voidSale, { ...one, body: shape("Void", rowsOf<object>(), {}) }),
  refundSale: run(refundSale, {
    ...{ ...one, body: refundBody },
    after: (ctx, _refund, { id }) => ctx.read(sale.actions.get, { id: String(id) }),
  }),
  listItemSales: list(lines),
  // The latest sale of an item; in the real variant all of them as a page.
  getSaleOfItem: {
    ...salesOfItem,
    response: (variant: c.Variant, { paging }: Dialect) => {
      const line = lines.view.schema(variant);
      return variant.profile === "real" ? paging.schema(line) : line;
    },
    async run(ctx: DialectContext) {
      const latest = { conditions: ofItem(itemOf(ctx)), limit: 1 };
      const [line] = (await ctx.read(listSaleLines, latest)).data;
      if (!line) throw notFound("sale");
      return isReal(ctx.wire) ? salesOfItem.run(ctx) : showOne(ctx, lineShape, line);
    },
  },
  getItemSale: handle({
    ...{ ...refusing(getSaleLine), ids: { item_id: "item_id", id: "id" }, of: "sale" },
    response: entryOf(lines),
    async run(ctx, { item_id, id }) {
      const line = await ctx.read(getSaleLine, { id });
      if (line.item_id !== item_id) throw notFound("sale");
      return line;
    },
  }),
};

/** The lines of a sale. */
export const lineItems = handle({
  ...{ ids: { id: "id" }, of: "sale", scope: "read:item_sales", response: wholeList(lines) },
  async run(ctx, { id }) {
    const found = await ctx.read(sale.actions.get, { id });
    const { id: sale_id, number: sale_number, lines: own, ...rest } = found;
    return own.map((line) => ({ ...rest, ...line, sale_id, sale_number }) as unknown as Line);
  },
});
