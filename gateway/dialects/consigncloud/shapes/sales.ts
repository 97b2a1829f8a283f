/** Sales and their lines (21.4). */
import {
  type completeSale,
  refundSale,
  sale,
  saleLine,
  salesReport,
  salesTrends,
} from "../../../../services/sales/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import * as c from "../../../shapes/codecs.ts";
import { namesOf } from "../../../shapes/derive.ts";
import { nested } from "../../../shapes/read-body.ts";
import { computed, constant, field, inputOf, outputOf, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { listShown, oneShown } from "../../../shapes/show.ts";
import { own } from "../dialect.ts";
import { amount, created, id, ifIncluded, maybe, updated, valueByType } from "./common.ts";
import { saleWord } from "./words.ts";

type Sale = Entity<typeof sale>;
export type Line = Entity<typeof saleLine>;
const always = { always: true } as const;

const soldItem = shape("SaleItem", rowsOf<Sale["lines"][number]>(), {
  id: shown("id", c.uuid, always),
  item: shown("item_id", c.uuid, always),
  title: shown("title", c.text, always),
  sku: shown("sku", c.text, always),
  quantity: shown("quantity", c.integer, always),
  refunded_quantity: shown("refunded_quantity", c.integer, always),
  unit_price: amount("unit_price"),
  taxed_price: amount("taxed_price"),
  consignor_portion: amount("consignor_portion"),
  store_portion: amount("store_portion"),
  refunded_amount: amount("refunded_amount"),
});

const paymentShape = shape("SalePayment", rowsOf<Sale["payments"][number]>(), {
  type: shown("type", c.text, always),
  amount: amount("amount"),
  account: shown("account_id", c.uuid),
  gift_card: shown("gift_card_id", c.uuid),
  reference: shown("provider_ref", c.text),
});
const payments = listShown(paymentShape);

const note = shape("SaleNote", rowsOf<Sale["notes"][number]>(), {
  id: shown("id", c.uuid, always),
  body: shown("body", c.text, always),
  at: shown("at", c.instant, always),
  by: shown("by", c.text, always),
});

const tendered = (row: Sale) => row.payments.reduce((sum, each) => sum + each.amount, 0);

export const saleShape = shape("Sale", sale, {
  ...{ id, created, updated },
  ...own(sale, ["number", "total", "subtotal", "change", "cogs", "store_portion", "consignor_portion"]),
  ...own(sale, ["refunded_amount", "cash_rounding_adjustment", "line_item_count"]),
  tax: amount("tax_total"),
  customer: field("customer_id", c.uuid),
  location: field("store_id", c.uuid),
  register: field("register_id", c.uuid, maybe),
  memo: field("memo", c.text, maybe),
  items: shown("lines", listShown(soldItem)),
  payments: shown("payments", payments),
  status: computed(c.text, saleWord, ifIncluded),
  finalized: shown("finalized_at", c.instant, maybe),
  voided: shown("voided_at", c.instant, maybe),
  parked: shown("parked_at", c.instant, maybe),
  cashier: computed(
    c.object,
    (row: Sale) => (row.cashier_id ? { id: row.cashier_id, name: null } : null),
    maybe,
  ),
  notes: shown("notes", listShown(note)),
  gift_cards: computed(payments, (row: Sale) => row.payments.filter((each) => each.gift_card_id)),
  amounts_tendered: computed(payments, (row: Sale) => row.payments, ifIncluded),
  total_tendered: computed(c.hundredths, tendered, ifIncluded),
  register_report: shown("register_session_id", c.uuid, maybe),
  pending_swipe: constant(null, c.object),
  receipt_url: constant(null, c.text),
});

type Input = Omit<InputOf<typeof completeSale>, "id">;
type LineInput = NonNullable<Input["lines"]>[number];

const discountInput = shape("AppliedDiscount", rowsOf<NonNullable<Input["discounts"]>[number]>(), {
  discount: field("discount_id", c.uuid, { aliases: ["id"] }),
  bearer: field("bearer", c.choiceOf(["shared", "store", "consignor"])),
  type: field("value_type", c.choiceOf(["percentage", "fixed", "set_price"])),
  value: valueByType,
});
const discounts = nested(discountInput, "discount");

const lineInput = shape("SaleItem", rowsOf<LineInput>(), {
  item: field("item_id", c.uuid, { required: true, aliases: ["id", "item_id"] }),
  quantity: field("quantity", c.integer),
  discounts: field("discounts", discounts),
});

const types = ["cash", "card", "check", "store_credit", "gift_card", "external"] as const;
export const paymentTypes = c.enumMap(
  Object.fromEntries(types.map((each) => [each, each])) as { [type in (typeof types)[number]]: type },
  { credit_card: "card", debit_card: "card", credit: "card", other: "external" } as const,
);

const paymentInput = shape("SalePayment", rowsOf<NonNullable<Input["payments"]>[number]>(), {
  type: field("type", paymentTypes, { required: true, aliases: ["payment_type", "method"] }),
  amount: field("amount", c.hundredths, { required: true }),
  account: field("account_id", c.uuid),
  gift_card: field("gift_card_id", c.uuid),
  reference: field("provider_ref", c.text),
});

/** What may be sent of a sale. */
export const saleBody = shape("Sale", rowsOf<Input>(), {
  customer: field("customer_id", c.uuid),
  location: field("store_id", c.uuid),
  register: field("register_id", c.uuid),
  memo: field("memo", c.text),
  items: field("lines", nested(lineInput, "item")),
  payments: field("payments", nested(paymentInput)),
  discounts: field("discounts", discounts),
});

type Refund = InputOf<typeof refundSale>;
const refundedItem = shape("RefundItem", rowsOf<NonNullable<Refund["lines"]>[number]>(), {
  id: field("line_id", c.uuid, { required: true, aliases: ["line", "line_item"] }),
  quantity: field("quantity", c.integer, { default: 1 }),
  restock: field("restock", c.flag),
});

/** What may be sent with a refund; an empty one refunds everything. */
export const refundBody = shape("Refund", inputOf(refundSale), {
  items: field("lines", nested(refundedItem, "id")),
  amount: field("amount", c.hundredths),
  method: field("method", paymentTypes),
  reason: field("reason", c.text),
});

const discount = shape("LineDiscount", rowsOf<Line["applied_discounts"][number]>(), {
  id: shown("id", c.uuid, maybe),
  amount: amount("amount"),
  level: shown("level", c.text),
});
const surcharge = shape("LineSurcharge", rowsOf<Line["applied_surcharges"][number]>(), {
  id: shown("id", c.uuid),
  type: shown("type", c.text),
  amount: amount("amount"),
});
type AppliedTax = Line["applied_taxes"][number];
const snapshot = shape("TaxSnapshot", rowsOf<AppliedTax["snapshot"]>(), {
  name: shown("name", c.text),
  percentage: shown("rate_ppm", c.percent),
  tax_type: shown("type", c.text),
  type: computed(c.text, () => "percentage"),
});
const taxApplied = shape("LineTax", rowsOf<AppliedTax>(), {
  id: shown("tax_id", c.uuid),
  amount: amount("amount"),
  level: computed(c.text, () => "line"),
  snapshot: shown("snapshot", oneShown(snapshot)),
});

export const lineShape = shape("ItemSale", saleLine, {
  ...own(saleLine, ["id", "quantity", "unit_price", "split", "split_price", "consignor_portion"]),
  ...own(saleLine, ["store_portion", "cost", "taxed_price", "days_on_shelf"]),
  ...own(saleLine, ["refunded_quantity", "refunded_amount"]),
  sale: shown("sale_id", c.uuid),
  sale_number: shown("sale_number", c.text, { filter: false }),
  item: computed(c.object, ({ item_id, title, sku, quantity }: Line) => {
    return { id: item_id, title, sku, image: null, quantity };
  }),
  account: shown("account_id", c.uuid, maybe),
  location: shown("store_id", c.uuid, maybe),
  customer: shown("customer_id", c.uuid, maybe),
  tax_exempt: computed(c.flag, (row: Line) => row.applied_taxes.length === 0),
  applied_discounts: shown("applied_discounts", listShown(discount)),
  applied_surcharges: shown("applied_surcharges", listShown(surcharge)),
  applied_taxes: shown("applied_taxes", listShown(taxApplied)),
  created: shown("finalized_at", c.instant),
});

/** Figures of a period (RPT-1, RPT-2). */
const trends = outputOf(salesTrends);
export const trendsShape = shape("SalesTrends", trends, own(trends, namesOf(trends)));
const report = outputOf(salesReport);
export const reportShape = shape("SalesReport", report, own(report, namesOf(report)));

const period = {
  start_date: field("start_date", c.date),
  end_date: field("end_date", c.date),
  location: field("store_id", c.uuid),
};
const sizes = c.choiceOf(["day", "week", "month"]);
export const trendsQuery = shape("TrendsQuery", inputOf(salesTrends), {
  ...period,
  bucket_size: field("bucket_size", sizes),
});
const groups = c.enumMap({
  category: "category",
  brand: "brand",
  account: "account",
  location: "store",
  cashier: "cashier",
  payment_type: "payment_type",
  tax: "tax",
  discount: "discount",
} as const);
export const reportQuery = shape("ReportQuery", inputOf(salesReport), {
  ...period,
  group_by: field("group_by", groups),
});
