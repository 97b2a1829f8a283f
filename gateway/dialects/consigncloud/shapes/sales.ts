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
import {
  c,
  computed,
  constant,
  elementsOf,
  field,
  inputOf,
  listShown,
  nested,
  oneShown,
  outputOf,
  rowsOf,
  shape,
  shown,
} from "../../../kit/index.ts";
import { own, shapeOf } from "../dialect.ts";
import { amount, created, id, ifIncluded, maybe, readonly, updated, valueByType } from "./common.ts";
import { saleWord } from "./words.ts";

type Sale = Entity<typeof sale>;
export type Line = Entity<typeof saleLine>;

const lines = elementsOf(sale, "lines");
const soldItem = shape("SaleItem", lines, {
  ...own(lines, { id: "id", item: "item_id", title: "title", sku: "sku", quantity: "quantity" }, readonly),
  ...own(lines, ["refunded_quantity", "unit_price", "taxed_price", "consignor_portion"], readonly),
  ...own(lines, ["store_portion", "refunded_amount"], readonly),
});

const types = ["cash", "card", "check", "store_credit", "gift_card", "external"] as const;
const alsoRead = { credit_card: "card", debit_card: "card", credit: "card", other: "external" } as const;
/** What a marketplace paid (LNK-5) and what came back in an exchange (EXC-1) are among the other payments there. */
const shownAlso = { contract: "external", marketplace_fee: "external", exchange: "external" };
export const paymentTypes = c.enumMap(c.alike(types), alsoRead, shownAlso);

const paid = elementsOf(sale, "payments");
const paymentShape = shape("SalePayment", paid, {
  // A deposit shows how it was paid (LAY-2).
  type: computed(paymentTypes, (of) => (of.type === "deposit" ? of.paid_by! : of.type), readonly),
  ...own(paid, ["amount"], readonly),
  ...own(paid, { account: "account_id", gift_card: "gift_card_id", reference: "provider_ref" }, readonly),
});
const payments = listShown(paymentShape);

const notes = elementsOf(sale, "notes");
const note = shape("SaleNote", notes, own(notes, ["id", "body", "at", "by"], readonly));

const tendered = (row: Sale) => row.payments.reduce((sum, each) => sum + each.amount, 0);

export const saleShape = shape("Sale", sale, {
  ...{ id, created, updated },
  ...own(sale, ["number", "total", "subtotal", "change", "cogs", "store_portion", "consignor_portion"]),
  ...own(sale, ["refunded_amount", "cash_rounding_adjustment", "line_item_count"]),
  ...own(sale, { tax: "tax_total", customer: "customer_id", location: "store_id" }),
  ...own(sale, { register: "register_id", memo: "memo" }, maybe),
  items: shown("lines", listShown(soldItem)),
  payments: shown("payments", payments),
  status: computed(c.text, saleWord, ifIncluded),
  ...own(sale, { finalized: "finalized_at", voided: "voided_at", parked: "parked_at" }, maybe),
  cashier: computed(
    c.object,
    (row: Sale) => (row.cashier_id ? { id: row.cashier_id, name: null } : null),
    maybe,
  ),
  notes: shown("notes", listShown(note)),
  gift_cards: computed(payments, (row: Sale) => row.payments.filter((each) => each.gift_card_id)),
  amounts_tendered: computed(payments, (row: Sale) => row.payments, ifIncluded),
  total_tendered: computed(c.hundredths, tendered, ifIncluded),
  ...own(sale, { register_report: "register_session_id" }, { ...maybe, ...readonly }),
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

const paymentInput = shape("SalePayment", rowsOf<NonNullable<Input["payments"]>[number]>(), {
  type: field("type", paymentTypes, { required: true, aliases: ["payment_type", "method"] }),
  amount: field("amount", c.hundredths, { required: true }),
  account: field("account_id", c.uuid),
  gift_card: field("gift_card_id", c.uuid),
  reference: field("provider_ref", c.text),
});

/** The body of a sale. */
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

/** The body of a refund; an empty body refunds everything. */
export const refundBody = shape("Refund", inputOf(refundSale), {
  items: field("lines", nested(refundedItem, "id")),
  amount: field("amount", c.hundredths),
  method: field("method", paymentTypes),
  reason: field("reason", c.text),
});

const discountShown = elementsOf(saleLine, "applied_discounts");
const discount = shape("LineDiscount", discountShown, {
  ...own(discountShown, ["id"], { ...maybe, ...readonly }),
  ...own(discountShown, ["amount", "level"], readonly),
});
const surchargeShown = elementsOf(saleLine, "applied_surcharges");
const surcharge = shape("LineSurcharge", surchargeShown, {
  ...own(surchargeShown, ["id", "type", "amount"], readonly),
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

const belonging = { account: "account_id", location: "store_id", customer: "customer_id" } as const;
export const lineShape = shape("ItemSale", saleLine, {
  ...own(saleLine, ["id", "quantity", "unit_price", "split", "split_price", "consignor_portion"]),
  ...own(saleLine, ["store_portion", "cost", "taxed_price", "days_on_shelf"]),
  ...own(saleLine, ["refunded_quantity", "refunded_amount"]),
  ...own(saleLine, { sale: "sale_id", created: "finalized_at" }, readonly),
  sale_number: shown("sale_number", c.text, { filter: false }),
  item: computed(c.object, ({ item_id, title, sku, quantity }: Line) => {
    return { id: item_id, title, sku, image: null, quantity };
  }),
  ...own(saleLine, belonging, { ...maybe, ...readonly }),
  tax_exempt: computed(c.flag, (row: Line) => row.applied_taxes.length === 0),
  applied_discounts: shown("applied_discounts", listShown(discount)),
  applied_surcharges: shown("applied_surcharges", listShown(surcharge)),
  applied_taxes: shown("applied_taxes", listShown(taxApplied)),
});

/** Figures of a period (RPT-1, RPT-2). */
export const trendsShape = shapeOf("SalesTrends", outputOf(salesTrends));
export const reportShape = shapeOf("SalesReport", outputOf(salesReport));

// The real service requires these parameters; the document requires none (D36).
const inReal = { required: ["real"] } as const;
export const trendsQuery = shape("TrendsQuery", inputOf(salesTrends), {
  start_date: field("start_date", c.date, inReal),
  end_date: field("end_date", c.date, inReal),
  location: field("store_id", c.uuid),
  bucket_size: field("bucket_size", c.choiceOf(["day", "week", "month"]), inReal),
});

const groups = ["category", "brand", "account", "cashier", "payment_type", "tax", "discount"] as const;
export const reportQuery = shape("ReportQuery", inputOf(salesReport), {
  start_date: field("start_date", c.date),
  end_date: field("end_date", c.date),
  location: field("store_id", c.uuid),
  group_by: field("group_by", c.enumMap({ ...c.alike(groups), location: "store" })),
});
