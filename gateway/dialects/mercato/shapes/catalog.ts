/** What is offered, and at which prices (7). */
import {
  type Price,
  type Product,
  price,
  priceKind,
  product,
  productTypes,
  type Variant,
  variant,
} from "../../../../services/catalog/public.ts";
import { c, computed, field, rowsOf, shape, showing, shown } from "../../../kit/index.ts";
import type { Wire } from "../../../shapes/codecs.ts";
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

export const priceKindShape = shape("PriceKind", priceKind, {
  ...std,
  code: field("code", c.text, { required: true }),
  title: field("title", c.text, { required: true }),
  ...bothCasings({
    displayMode: field("display_mode", c.choiceOf(["including-tax", "excluding-tax"])),
    currencyCode: field("currency", currencyCode),
    isPromotion: field("is_promotion", c.flag),
    isActive: field("is_active", c.flag),
  }),
});

/** The listed price that counts, as `best_prices` finds it. */
type BestPrice = Omit<Price, "deleted_at"> & { price_kind_code: string };

function pricingOf(best: BestPrice, wire: Wire) {
  const { price_kind_id, price_kind_code, currency, min_quantity, max_quantity } = best;
  const decimal = (value: number | null) => (value === null ? null : amount.out(value, wire));
  return {
    ...{ kind: price_kind_code, price_kind_id, price_kind_code, currency_code: currency },
    ...{ unit_price_net: decimal(best.net), unit_price_gross: decimal(best.amount) },
    ...{ min_quantity, max_quantity, tax_amount: decimal(best.tax) },
    tax_rate: best.tax_ppm === null ? null : percent.out(best.tax_ppm, wire),
    scope: {
      ...{ variant_id: best.variant_id, offer_id: best.offer_id, channel_id: best.channel_id },
      ...{ user_id: best.user_id, user_group_id: best.user_group_id },
      ...{ customer_id: best.customer_id, customer_group_id: best.customer_group_id },
    },
  };
}

/** With the whole address of the picture that was uploaded for it, which is shown where the caller named none. */
type Seen = { image: string | null };
export type ProductRow = Product & Seen & { best_price: BestPrice | null };
export type VariantRow = Variant & Seen;

export const productShape = shape("Product", rowsOf<ProductRow>(product), {
  ...std,
  title: field("name", c.text, { required: true }),
  subtitle: field("subtitle", clearableText),
  description: field("description", clearableText),
  sku: field("sku", clearableText),
  handle: field("handle", clearableText),
  dimensions: field("dimensions", anyObject),
  metadata: field("metadata", anyObject),
  tags: field("tags", c.listOf(c.text), { nullMeans: [] }),
  ...bothCasings({
    productType: field("type", c.choiceOf(productTypes)),
    taxRateId: field("tax_rate_id", c.uuid),
    taxRate: field("tax_ppm", percent),
    statusEntryId: field("status_entry_id", c.uuid),
    primaryCurrencyCode: field("primary_currency", currencyCode),
    defaultUnit: field("default_unit", clearableText),
    defaultMediaId: showing(
      field("default_media_id", c.uuid),
      (row: ProductRow) => row.default_media_id ?? row.image_file_id,
    ),
    defaultMediaUrl: showing(
      field("default_media_url", clearableText),
      (row: ProductRow) => row.default_media_url ?? row.image,
    ),
    weightValue: field("weight", quantity),
    weightUnit: field("weight_unit", clearableText),
    optionSchemaId: field("option_schema_id", c.uuid),
    customFieldsetCode: field("custom_fieldset_code", clearableText),
    isConfigurable: field("is_configurable", c.flag),
    isActive: field("is_enabled", c.flag),
  }),
  pricing: computed(
    c.object,
    ({ best_price }: ProductRow, wire) => best_price && pricingOf(best_price, wire),
  ),
});

/** Where it has no tax of its own it shows its product's (MRC-CAT-1). */
export const variantShape = shape("Variant", rowsOf<VariantRow>(variant), {
  ...std,
  name: field("name", clearableText),
  sku: field("sku", clearableText),
  barcode: field("barcode", clearableText),
  dimensions: field("dimensions", anyObject),
  metadata: field("metadata", anyObject),
  ...bothCasings({
    productId: field("product_id", c.uuid, { required: true, createOnly: true }),
    statusEntryId: field("status_entry_id", c.uuid),
    isDefault: field("is_default", c.flag),
    isActive: field("is_enabled", c.flag),
    weightValue: field("weight", quantity),
    weightUnit: field("weight_unit", clearableText),
    optionValues: field("option_values", anyObject),
    customFieldsetCode: field("custom_fieldset_code", clearableText),
    defaultMediaId: showing(
      field("default_media_id", c.uuid),
      (row: VariantRow) => row.default_media_id ?? row.image_file_id,
    ),
    defaultMediaUrl: showing(
      field("default_media_url", clearableText),
      (row: VariantRow) => row.default_media_url ?? row.image,
    ),
    taxRateId: showing(field("tax_rate_id", c.uuid), (row: Variant) => row.shown?.tax_rate_id),
    taxRate: showing(field("tax_ppm", percent), (row: Variant) => row.shown?.tax_ppm),
  }),
});

/** A picture of a product, as its pictures are listed. */
type Medium = { id: string; name: string; url: string; small_url: string };
export const mediumShape = shape("ProductMedium", rowsOf<Medium>(), {
  id: shown("id", c.uuid),
  fileName: shown("name", c.text),
  url: shown("url", c.text),
  thumbnailUrl: shown("small_url", c.text),
});
export const mediaQuery = shape("ProductMediaQuery", rowsOf<{ product_id: string }>(), {
  productId: field("product_id", c.uuid, { required: true }),
});

/** With the code of its kind. */
export type PriceRow = Price & { kind_code: string | null };

export const priceShape = shape("Price", rowsOf<PriceRow>(price), {
  ...std,
  kind: computed(c.text, ({ kind_code }: PriceRow) => kind_code),
  metadata: field("metadata", anyObject),
  ...bothCasings({
    productId: field("product_id", c.uuid),
    variantId: field("variant_id", c.uuid),
    offerId: field("offer_id", c.uuid),
    priceKindId: field("price_kind_id", c.uuid, { required: true }),
    currencyCode: field("currency", currencyCode, { required: true }),
    minQuantity: field("min_quantity", c.integer, { nullMeans: 1 }),
    maxQuantity: field("max_quantity", c.integer),
    unitPriceNet: field("net", amount),
    unitPriceGross: field("amount", amount),
    taxRateId: field("tax_rate_id", c.uuid),
    taxRate: field("tax_ppm", percent),
    taxAmount: shown("tax", amount),
    channelId: field("channel_id", c.uuid),
    userId: field("user_id", c.uuid),
    userGroupId: field("user_group_id", c.uuid),
    customerId: field("customer_id", c.uuid),
    customerGroupId: field("customer_group_id", c.uuid),
    startsAt: field("starts_at", c.instant),
    endsAt: field("ends_at", c.instant),
  }),
});
