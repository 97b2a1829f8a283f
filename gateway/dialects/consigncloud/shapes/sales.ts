/** Sales and their lines (21.4). */
import {
  choiceOf,
  flag,
  fraction,
  hundredths,
  instant,
  integer,
  object,
  text,
  uuid,
  words,
} from "../../../wire/codecs.ts";
import { at, nested, type Row, shape, shown } from "../../../wire/shape.ts";
import { amount, created, id, nothing, objects, updated, valueByType } from "./common.ts";
import { saleWord } from "./words.ts";

const maybe = { nullable: true } as const;
const readonly = { readonly: true } as const;
type Rows = Row[];
const rows = (value: unknown): Rows => (value as Rows | null | undefined) ?? [];

const lineAmounts = [
  "unit_price",
  "taxed_price",
  "consignor_portion",
  "store_portion",
  "refunded_amount",
] as const;

const lineOf = (line: Row, scale: number): Row => ({
  id: line.id,
  item: line.item_id,
  title: line.title,
  sku: line.sku,
  quantity: line.quantity,
  refunded_quantity: line.refunded_quantity,
  ...Object.fromEntries(lineAmounts.map((name) => [name, Number(line[name]) * scale])),
});

const paymentOf = (each: Row, scale: number): Row => ({
  type: each.type,
  amount: Number(each.amount) * scale,
  ...(each.account_id ? { account: each.account_id } : {}),
  ...(each.gift_card_id ? { gift_card: each.gift_card_id } : {}),
  ...(each.provider_ref ? { reference: each.provider_ref } : {}),
});

const tendered = ({ payments }: Row) => rows(payments).reduce((sum, each) => sum + Number(each.amount), 0);

export const saleShape = shape("Sale", {
  id,
  number: at("number", text, readonly),
  created,
  updated,
  total: amount("total"),
  subtotal: amount("subtotal"),
  tax: amount("tax_total"),
  change: amount("change"),
  cogs: amount("cogs"),
  store_portion: amount("store_portion"),
  consignor_portion: amount("consignor_portion"),
  refunded_amount: amount("refunded_amount"),
  cash_rounding_adjustment: amount("cash_rounding_adjustment"),
  line_item_count: at("line_item_count", integer, readonly),
  customer: at("customer_id", uuid),
  location: at("store_id", uuid),
  register: at("register_id", uuid, maybe),
  memo: at("memo", text, maybe),
  items: objects((row, scale) => rows(row.lines).map((line) => lineOf(line, scale))),
  payments: objects((row, scale) => rows(row.payments).map((each) => paymentOf(each, scale))),
  status: shown(text, saleWord, { asked: true }),
  finalized: at("finalized_at", instant, { ...readonly, ...maybe }),
  voided: at("voided_at", instant, { ...readonly, ...maybe }),
  parked: at("parked_at", instant, { ...readonly, ...maybe }),
  cashier: shown(object, ({ cashier_id }) => (cashier_id ? { id: cashier_id, name: null } : null), maybe),
  notes: objects((row) => rows(row.notes)),
  gift_cards: objects((row, scale) =>
    rows(row.payments)
      .filter((each) => each.gift_card_id)
      .map((each) => paymentOf(each, scale)),
  ),
  amounts_tendered: objects((row, scale) => rows(row.payments).map((each) => paymentOf(each, scale)), {
    asked: true,
  }),
  total_tendered: shown(hundredths, tendered, { asked: true }),
  register_report: at("register_session_id", uuid, { ...readonly, ...maybe }),
  pending_swipe: nothing(),
  receipt_url: nothing(),
});

const discountInput = shape("AppliedDiscount", {
  discount: at("discount_id", uuid, { aliases: ["id"] }),
  bearer: at("bearer", choiceOf(["shared", "store", "consignor"])),
  type: at("value_type", choiceOf(["percentage", "fixed", "set_price"])),
  value: valueByType,
});

const lineInput = shape("SaleItem", {
  item: at("item_id", uuid, { required: true, aliases: ["id", "item_id"] }),
  quantity: at("quantity", integer),
  discounts: at("discounts", nested(discountInput, "discount")),
});

const tenders = words(
  Object.fromEntries(
    ["cash", "card", "check", "store_credit", "gift_card", "external"].map((each) => [each, each]),
  ),
  { credit_card: "card", debit_card: "card", credit: "card", other: "external" },
);

const paymentInput = shape("SalePayment", {
  type: at("type", tenders, { required: true, aliases: ["payment_type", "method"] }),
  amount: at("amount", hundredths, { required: true }),
  account: at("account_id", uuid),
  gift_card: at("gift_card_id", uuid),
  reference: at("provider_ref", text),
});

/** What may be sent of a sale. */
export const saleBody = shape("SaleBody", {
  customer: at("customer_id", uuid),
  location: at("store_id", uuid),
  register: at("register_id", uuid),
  memo: at("memo", text),
  items: at("lines", nested(lineInput, "item")),
  payments: at("payments", nested(paymentInput)),
  discounts: at("discounts", nested(discountInput, "discount")),
});

/** What may be sent with a refund: nothing gives everything back. */
export const refundBody = shape("RefundBody", {
  items: at(
    "lines",
    nested(
      shape("RefundItem", {
        id: at("line_id", uuid, { required: true, aliases: ["line", "line_item"] }),
        quantity: at("quantity", integer, { otherwise: 1 }),
        restock: at("restock", flag),
      }),
      "id",
    ),
  ),
  amount: at("amount", hundredths),
  method: at("method", tenders),
  reason: at("reason", text),
});

export const paymentTypes = tenders;

export const lineShape = shape("ItemSale", {
  id,
  sale: at("sale_id", uuid, readonly),
  sale_number: at("sale_number", text, { ...readonly, filter: false }),
  item: shown(object, ({ item_id, title, sku, quantity }) => ({
    id: item_id,
    title,
    sku,
    image: null,
    quantity,
  })),
  account: at("account_id", uuid, { ...readonly, ...maybe }),
  location: at("store_id", uuid, { ...readonly, ...maybe }),
  customer: at("customer_id", uuid, { ...readonly, ...maybe }),
  quantity: at("quantity", integer, readonly),
  unit_price: amount("unit_price"),
  split: at("split", fraction, readonly),
  split_price: amount("split_price"),
  consignor_portion: amount("consignor_portion"),
  store_portion: amount("store_portion"),
  cost: amount("cost"),
  taxed_price: amount("taxed_price"),
  tax_exempt: shown(flag, ({ applied_taxes }) => rows(applied_taxes).length === 0),
  days_on_shelf: at("days_on_shelf", integer, readonly),
  refunded_quantity: at("refunded_quantity", integer, readonly),
  refunded_amount: amount("refunded_amount"),
  applied_discounts: objects((row, scale) =>
    rows(row.applied_discounts).map((each) => ({
      id: each.id,
      amount: Number(each.amount) * scale,
      level: each.level,
    })),
  ),
  applied_surcharges: objects((row, scale) =>
    rows(row.applied_surcharges).map((each) => ({
      id: each.id,
      type: each.type,
      amount: Number(each.amount) * scale,
    })),
  ),
  applied_taxes: objects((row, scale) =>
    rows(row.applied_taxes).map(({ tax_id, amount: tax, snapshot }) => {
      const { name, rate_ppm, type } = snapshot as { name: string; rate_ppm: number; type: string };
      return {
        id: tax_id,
        amount: Number(tax) * scale,
        level: "line",
        snapshot: { name, percentage: rate_ppm / 10_000, tax_type: type, type: "percentage" },
      };
    }),
  ),
  created: at("finalized_at", instant, readonly),
});

/** Figures of a period (RPT-1, RPT-2). */
const sums = [
  "gross",
  "discounts",
  "net",
  "tax",
  "total",
  "cogs",
  "store_portion",
  "consignor_portion",
  "refunds",
  "average_sale",
];
const figures = {
  sales: at("sales", integer),
  items_sold: at("items_sold", integer),
  ...Object.fromEntries(sums.map((name) => [name, at(name, hundredths)])),
};

export const bucketShape = shape("Bucket", { bucket_start: at("bucket_start", text), ...figures });
export const groupShape = shape("ReportGroup", { key: at("key", text, maybe), ...figures });
export const totalShape = shape("ReportTotal", figures);
