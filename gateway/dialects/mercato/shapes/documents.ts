/** Documents of selling with their lines and adjustments, and the settings for them (6.1, 6.7). */
import type { DictionaryEntry } from "../../../../services/platform/public.ts";
import {
  changeDocumentSettings,
  createQuote,
  nextDocumentNumber,
  putQuoteAdjustment,
  putQuoteLine,
  type SalesTag,
} from "../../../../services/sales/public.ts";
import { c, computed, field, inputOf, listShown, nested, rowsOf, shape, shown } from "../../../kit/index.ts";
import {
  amount,
  anyObject,
  bothCasings,
  clearableText,
  currencyCode,
  percent,
  quantity,
  std,
} from "./common.ts";

const text = c.text;
const settings = inputOf(changeDocumentSettings);

const numbers = {
  orderNumberFormat: field("order_format", text),
  quoteNumberFormat: field("quote_format", text),
  nextOrderNumber: field("order_next", c.integer, { aliases: ["orderNextNumber"] }),
  nextQuoteNumber: field("quote_next", c.integer, { aliases: ["quoteNextNumber"] }),
} as const;
export const numbersShape = shape("DocumentNumbers", settings, numbers);

const editing = {
  orderCustomerEditableStatuses: field("customer_statuses", c.listOf(text), { nullable: true }),
  orderAddressEditableStatuses: field("address_statuses", c.listOf(text), { nullable: true }),
} as const;
export const editingBodyShape = shape("OrderEditingBody", settings, editing);
/** The document prints both kinds of settings in the body of the numbers. */
export const numbersBodyShape = shape("DocumentNumbersBody", settings, { ...numbers, ...editing });

const optionShape = shape("StatusOption", rowsOf<DictionaryEntry>(), {
  id: computed(c.uuid, (row: DictionaryEntry) => row.id),
  value: computed(text, (row: DictionaryEntry) => row.name),
  label: computed(text, (row: DictionaryEntry) => row.label),
});
type Editing = {
  customer_statuses: string[] | null;
  address_statuses: string[] | null;
  statuses: readonly DictionaryEntry[];
};
export const editingShape = shape("OrderEditing", rowsOf<Editing>(), {
  ...editing,
  orderStatuses: computed(listShown(optionShape), (row: Editing) => row.statuses, { always: true }),
});

export const numberBodyShape = shape("DocumentNumberBody", inputOf(nextDocumentNumber), {
  kind: field("kind", c.choiceOf(["order", "quote"])),
  format: field("format", text),
});

/** A line in a request; the amount of a discount is per unit. */
const lineFields = bothCasings({
  kind: field("kind", c.choiceOf(["product", "service", "shipping", "discount", "adjustment"])),
  statusEntryId: field("status_entry_id", c.uuid),
  productId: field("product_id", c.uuid),
  productVariantId: field("variant_id", c.uuid),
  catalogSnapshot: field("catalog_snapshot", anyObject),
  name: field("name", clearableText),
  description: field("description", clearableText),
  comment: field("comment", clearableText),
  quantityUnit: field("quantity_unit", clearableText),
  unitPriceNet: field("price_net", amount),
  unitPriceGross: field("price_gross", amount),
  priceMode: field("price_mode", c.choiceOf(["net", "gross"])),
  priceId: field("price_id", c.uuid),
  taxRateId: field("tax_rate_id", c.uuid),
  taxRate: field("tax_ppm", percent, { nullMeans: 0 }),
  discountAmount: field("discount_each", amount),
  discountPercent: field("discount_ppm", percent),
  taxAmount: field("given_tax", amount),
  totalGrossAmount: field("given_gross", amount),
  configuration: field("configuration", anyObject),
  promotionCode: field("promotion_code", clearableText),
  promotionSnapshot: field("promotion_snapshot", anyObject),
  metadata: field("metadata", anyObject),
  customFieldSetId: field("custom_field_set_id", c.uuid),
} as const);
const needed = bothCasings({
  quantity: field("quantity", quantity, { required: true }),
  currencyCode: field("currency", currencyCode, { required: true }),
} as const);

export const lineBodyShape = shape("DocumentLineBody", inputOf(putQuoteLine), { ...lineFields, ...needed });

const adjustmentFields = bothCasings({
  scope: field("scope", c.choiceOf(["order", "line"])),
  kind: field("kind", text),
  code: field("code", clearableText),
  label: field("label", clearableText),
  calculatorKey: field("calculator_key", clearableText),
  promotionId: field("promotion_id", c.uuid),
  rate: field("rate_ppm", percent, { nullMeans: 0 }),
  amountNet: field("given_net", amount),
  amountGross: field("given_gross", amount),
  currencyCode: field("currency", currencyCode),
  metadata: field("metadata", anyObject),
  position: field("position", c.integer, { nullMeans: 0 }),
} as const);
export const adjustmentBodyShape = shape(
  "DocumentAdjustmentBody",
  inputOf(putQuoteAdjustment),
  adjustmentFields,
);

type Sent = Parameters<NonNullable<(typeof createQuote)["types"]>>[0];
type SentLine = NonNullable<Sent["lines"]>[number];
type SentAdjustment = NonNullable<Sent["adjustments"]>[number];
const lineInside = shape("DocumentLineInside", rowsOf<SentLine>(), { ...lineFields, ...needed });
const adjustmentInside = shape("DocumentAdjustmentInside", rowsOf<SentAdjustment>(), adjustmentFields);

/** The fields of a document that a caller writes. */
const header = bothCasings({
  externalReference: field("external_reference", clearableText),
  customerReference: field("customer_reference", clearableText),
  customerEntityId: field("customer_id", c.uuid),
  customerContactId: field("customer_contact_id", c.uuid),
  customerSnapshot: field("customer_snapshot", anyObject),
  billingAddressId: field("billing_address_id", c.uuid),
  billingAddressSnapshot: field("billing_address_snapshot", anyObject),
  shippingAddressId: field("shipping_address_id", c.uuid),
  shippingAddressSnapshot: field("shipping_address_snapshot", anyObject),
  statusEntryId: field("status_entry_id", c.uuid),
  channelId: field("channel_id", c.uuid),
  shippingMethodId: field("shipping_method_id", c.uuid),
  paymentMethodId: field("payment_method_id", c.uuid),
  deliveryWindowId: field("delivery_window_id", c.uuid),
  placedAt: field("placed_at", c.instant),
  expectedDeliveryAt: field("expected_delivery_at", c.instant),
  validFrom: field("valid_from", c.instant),
  validUntil: field("valid_until", c.instant),
  comment: field("comment", clearableText),
  internalNotes: field("internal_notes", clearableText),
  taxInfo: field("tax_info", anyObject),
  metadata: field("metadata", anyObject),
} as const);

/** Response fields beside those of requests. */
const computedTotals = {
  status: shown("status", text),
  shippingMethodCode: shown("shipping_method_code", text),
  shippingMethodSnapshot: shown("shipping_method_snapshot", anyObject),
  paymentMethodCode: shown("payment_method_code", text),
  paymentMethodSnapshot: shown("payment_method_snapshot", anyObject),
  lineItemCount: shown("line_count", c.integer),
  subtotalNetAmount: shown("subtotal_net", amount),
  subtotalGrossAmount: shown("subtotal_gross", amount),
  discountTotalAmount: shown("discount_total", amount),
  taxTotalAmount: shown("tax_total", amount),
  shippingNetAmount: shown("shipping_net", amount),
  shippingGrossAmount: shown("shipping_gross", amount),
  surchargeTotalAmount: shown("surcharge_total", amount),
  grandTotalNetAmount: shown("grand_net", amount),
  grandTotalGrossAmount: shown("grand_gross", amount),
} as const;

export const tagShape = shape("DocumentTag", rowsOf<SalesTag>(), {
  id: computed(c.uuid, (row: SalesTag) => row.id),
  label: computed(text, (row: SalesTag) => row.label),
  color: computed(text, (row: SalesTag) => row.color),
});

/** A document with its tags resolved from their ids. */
export type Tagged<R> = R & { tag_rows: readonly SalesTag[] };

/** What rows of every kind of document show. */
export const documentFields = {
  ...std,
  currencyCode: field("currency", currencyCode, { required: true, createOnly: true }),
  ...header,
  ...computedTotals,
  tags: computed(listShown(tagShape), (row: { tag_rows: readonly SalesTag[] }) => row.tag_rows, {
    always: true,
  }),
} as const;

const tagIds = bothCasings({ tags: field("tag_ids", c.listOf(c.uuid), { nullMeans: [] }) } as const);

/** The bodies of a kind of document, which names its number after itself. */
const bodiesOf = <const W extends "quote" | "order", const N extends string>(what: W, name: N) => {
  const number = {
    [`${what}Number`]: field("number", text, { aliases: ["number", `${what}_number`] }),
  } as const;
  return {
    create: shape(`${name}Body`, inputOf(createQuote), {
      ...number,
      ...bothCasings({ currencyCode: field("currency", currencyCode, { required: true }) } as const),
      ...header,
      ...tagIds,
      lines: field("lines", nested(lineInside)),
      adjustments: field("adjustments", nested(adjustmentInside)),
    }),
    change: shape(`${name}`, inputOf(createQuote), {
      ...number,
      ...bothCasings({ currencyCode: field("currency", currencyCode) } as const),
      ...header,
      ...tagIds,
    }),
  };
};
export const documentBodies = { quote: bodiesOf("quote", "Quote"), order: bodiesOf("order", "Order") };

export const part = {
  id: computed(c.uuid, (row: { id: string }) => row.id),
  created_at: computed(c.instant, (row: { created_at: string }) => row.created_at),
  updated_at: computed(c.instant, (row: { updated_at: string }) => row.updated_at),
} as const;

type Priced = {
  metadata: Record<string, unknown> | null;
  price_mode: string | null;
  price_id: string | null;
};

/** With what the price of the line follows from (MRC-TOT-1). */
const metadataOf = ({ metadata, price_mode, price_id }: Priced): Record<string, unknown> | null =>
  price_mode || price_id
    ? {
        ...metadata,
        ...(price_mode ? { priceMode: price_mode } : {}),
        ...(price_id ? { priceId: price_id } : {}),
      }
    : metadata;

export const linePart = {
  ...part,
  line_number: shown("line_number", c.integer),
  kind: shown("kind", text),
  status_entry_id: shown("status_entry_id", c.uuid),
  status: shown("status", text),
  product_id: shown("product_id", c.uuid),
  product_variant_id: shown("variant_id", c.uuid),
  catalog_snapshot: shown("catalog_snapshot", anyObject),
  name: shown("name", text),
  description: shown("description", text),
  comment: shown("comment", text),
  quantity: shown("quantity", quantity),
  quantity_unit: shown("quantity_unit", text),
  currency_code: shown("currency", text),
  unit_price_net: shown("unit_net", amount),
  unit_price_gross: shown("unit_gross", amount),
  discount_amount: shown("discount", amount),
  discount_percent: computed(percent, (row: { discount_ppm: number | null }) => row.discount_ppm ?? 0),
  tax_rate: shown("tax_ppm", percent),
  tax_amount: shown("tax", amount),
  total_net_amount: shown("net", amount),
  total_gross_amount: shown("gross", amount),
  configuration: shown("configuration", anyObject),
  promotion_code: shown("promotion_code", text),
  promotion_snapshot: shown("promotion_snapshot", anyObject),
  metadata: computed(anyObject, metadataOf),
  custom_field_set_id: shown("custom_field_set_id", c.uuid),
} as const;

export const adjustmentPart = {
  ...part,
  scope: shown("scope", text),
  kind: shown("kind", text),
  code: shown("code", text),
  label: shown("label", text),
  calculator_key: shown("calculator_key", text),
  promotion_id: shown("promotion_id", c.uuid),
  rate: shown("rate_ppm", percent),
  amount_net: shown("net", amount),
  amount_gross: shown("gross", amount),
  currency_code: shown("currency", text),
  metadata: shown("metadata", anyObject),
  position: shown("position", c.integer),
} as const;
