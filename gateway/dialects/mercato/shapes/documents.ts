/** Documents of selling with their lines and adjustments, and the settings for them (6.1, 6.7). */
import type { DictionaryEntry } from "../../../../services/platform/public.ts";
import * as sales from "../../../../services/sales/public.ts";
import {
  c,
  computed,
  elementsOf,
  field,
  inputOf,
  listShown,
  nested,
  rowsOf,
  shape,
} from "../../../kit/index.ts";
import { anyObject, percent, rowOf, shapeOf, std } from "./common.ts";

const text = c.text;
const settings = inputOf(sales.changeDocumentSettings);

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

export const numberBodyShape = shape("DocumentNumberBody", inputOf(sales.nextDocumentNumber), {
  kind: field("kind", c.choiceOf(["order", "quote"])),
  format: field("format", text),
});

/** A line in a request; the amount of a discount is per unit. */
const line = {
  as: {
    productVariantId: "variant_id",
    unitPriceNet: "price_net",
    unitPriceGross: "price_gross",
    discountAmount: "discount_each",
    discountPercent: "discount_ppm",
    taxAmount: "given_tax",
    totalGrossAmount: "given_gross",
  },
} as const;
const adjustment = {
  as: { rate: "rate_ppm", amountNet: "given_net", amountGross: "given_gross" },
} as const;

const sent = inputOf(sales.createQuote);
const lineInside = shapeOf("DocumentLineInside", elementsOf(sent, "lines"), line);
const adjustmentInside = shapeOf("DocumentAdjustmentInside", elementsOf(sent, "adjustments"), adjustment);
export const lineBodyShape = shapeOf("DocumentLineBody", inputOf(sales.putQuoteLine), {
  ...line,
  omit: ["line_id"],
});
export const adjustmentBodyShape = shapeOf("DocumentAdjustmentBody", inputOf(sales.putQuoteAdjustment), {
  ...adjustment,
  omit: ["adjustment_id"],
});

export const tagShape = rowOf("DocumentTag", sales.salesTag, {
  omit: ["slug", "description"],
  plus: { id: std.id },
});

/** A document with its tags resolved from their ids. */
export type Tagged<R> = R & { tag_rows: readonly sales.SalesTag[] };

/** How rows of every kind of document are shown, with the columns that none shows. */
export const documentRows = {
  omit: ["lines", "adjustments", "addresses", "tag_ids", "delivery_window_snapshot"],
  as: {
    customerEntityId: "customer_id",
    lineItemCount: "line_count",
    subtotalNetAmount: "subtotal_net",
    subtotalGrossAmount: "subtotal_gross",
    discountTotalAmount: "discount_total",
    taxTotalAmount: "tax_total",
    shippingNetAmount: "shipping_net",
    shippingGrossAmount: "shipping_gross",
    surchargeTotalAmount: "surcharge_total",
    grandTotalNetAmount: "grand_net",
    grandTotalGrossAmount: "grand_gross",
  },
} as const;
export const documentStd = {
  ...std,
  tags: computed(listShown(tagShape), (row: Tagged<object>) => row.tag_rows, { always: true }),
} as const;

/** The bodies of a kind of document, which names its number after itself. */
const bodiesOf = (what: "quote" | "order", name: string) => {
  const number = field("number", text, { aliases: ["number", `${what}_number`] });
  const body = {
    omit: [
      ...["shipping_method_code", "shipping_method_snapshot", "payment_method_code"],
      ...["payment_method_snapshot", "delivery_window_snapshot"],
    ],
    as: { customerEntityId: "customer_id", tags: "tag_ids" },
  } as const;
  return {
    create: shapeOf(`${name}Body`, sent, {
      ...body,
      plus: {
        [`${what}Number`]: number,
        lines: field("lines", nested(lineInside)),
        adjustments: field("adjustments", nested(adjustmentInside)),
      },
    }),
    change: shapeOf(name, sent, {
      ...{ ...body, omit: [...body.omit, "lines", "adjustments"] },
      plus: { [`${what}Number`]: number },
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

/** Lines of documents of either kind as rows. */
export const lineRows = {
  omit: [
    ...["price_net", "price_gross", "price_mode", "price_id", "tax_rate_id", "discount_each"],
    ...["given_tax", "given_gross", "discount_ppm", "metadata"],
  ],
  as: {
    product_variant_id: "variant_id",
    unit_price_net: "unit_net",
    unit_price_gross: "unit_gross",
    discount_amount: "discount",
    tax_amount: "tax",
    total_net_amount: "net",
    total_gross_amount: "gross",
  },
} as const;
export const linePart = {
  ...part,
  discount_percent: computed(percent, (row: { discount_ppm: number | null }) => row.discount_ppm ?? 0),
  metadata: computed(anyObject, metadataOf),
} as const;

export const adjustmentRows = {
  omit: ["given_net", "given_gross"],
  as: { rate: "rate_ppm", amount_net: "net", amount_gross: "gross" },
} as const;
