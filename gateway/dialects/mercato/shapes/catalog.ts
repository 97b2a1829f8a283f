/** What is offered, and at which prices (7). */
import * as catalog from "../../../../services/catalog/public.ts";
import {
  c,
  computed,
  elementsOf,
  field,
  type Given,
  listShown,
  nested,
  objectWith,
  part,
  rowsOf,
  shape,
  showing,
  shown,
} from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { type BestPrice, pricingOf } from "./best-price.ts";
import { amount, bothCasings, clearableText, currencyCode, own, percent, shapeOf, std } from "./common.ts";
import { type OfferOfProduct, offersSent, offersShown } from "./offers.ts";

export const priceKindShape = shapeOf("PriceKind", catalog.priceKind, { plus: std });

const optionShape = shapeOf("ProductOption", elementsOf(catalog.optionSchema, "options"));
const [optionsSent, optionsShown] = [nested(optionShape), listShown(optionShape)];

/** The options of a product, inside an object. */
const optionsInside: Codec<catalog.OptionSchema["options"]> = {
  schema: objectWith({ options: optionsSent.schema }, []),
  out: (rows, wire) => ({ options: optionsShown.out(rows, wire) }),
  in(given, wire) {
    const read = c.object.in(given, wire);
    return "value" in read ? optionsSent.in(read.value.options ?? [], wire) : read;
  },
};
export const optionSchemaShape = shapeOf("OptionSchema", catalog.optionSchema, {
  omit: ["product_id"],
  plus: { ...std, schema: field("options", optionsInside, { required: true }) },
});

/** Sent with the product whose own it is (MRC-CAT-3). */
type OwnOptions = Pick<catalog.OptionSchema, "name" | "description" | "options" | "metadata">;
const ownOptionsShape = shape("OwnOptions", rowsOf<OwnOptions>(), {
  ...{ name: field("name", c.text), description: field("description", clearableText) },
  ...{ options: field("options", optionsSent), metadata: field("metadata", c.object) },
});

/** With the whole address of the picture that was uploaded for it, which is shown where the caller named none. */
type Seen = { image: string | null };
type Standing = { id: string; name: string; parentId: string | null; parentName: string | null };
export type ProductRow = catalog.Product &
  Seen & { best_price: BestPrice | null; categories: Standing[]; offers: OfferOfProduct[] };
type ProductBody = ProductRow & { option_schema?: Given<OwnOptions> };
export type VariantRow = catalog.Variant & Seen;

/** What products and variants have alike. */
const measured = {
  ...own(catalog.product, ["description", "sku", "dimensions", "metadata", "weight_unit"]),
  ...own(catalog.product, ["status_entry_id", "custom_fieldset_code"]),
  ...own(catalog.product, { isActive: "is_enabled", weightValue: "weight" }),
  ...bothCasings({
    defaultMediaId: showing(
      field("default_media_id", c.uuid),
      (row: ProductRow | VariantRow) => row.default_media_id ?? row.image_file_id,
    ),
    defaultMediaUrl: showing(
      field("default_media_url", clearableText),
      (row: ProductRow | VariantRow) => row.default_media_url ?? row.image,
    ),
  } as const),
};

const productFields = {
  ...{ ...std, ...measured },
  ...own(catalog.product, ["subtitle", "handle", "tags", "tax_rate_id", "default_unit"]),
  ...own(catalog.product, ["option_schema_id", "is_configurable"]),
  ...own(catalog.product, { title: "name", productType: "type", taxRate: "tax_ppm" }),
  ...own(catalog.product, { primaryCurrencyCode: "primary_currency" }),
  // What is deleted is not shown.
  categoryIds: showing(own(catalog.product, ["category_ids"]).categoryIds, ({ categories }: ProductRow) =>
    categories.map(({ id }) => id),
  ),
  offers: computed(offersShown, ({ offers }: ProductRow) => offers),
  channelIds: computed(c.shownList(c.uuid), ({ offers }: ProductRow) =>
    offers.map(({ channel_id }) => channel_id),
  ),
  categories: computed(c.shownList(c.object), ({ categories }: ProductRow) => categories),
  pricing: computed(
    c.object,
    ({ best_price }: ProductRow, wire) => best_price && pricingOf(best_price, wire),
  ),
} as const;
export const productRowShape = shape("Product", rowsOf<ProductRow>(catalog.product), productFields);
export const productShape = shape("ProductBody", rowsOf<ProductBody>(catalog.product), {
  ...productFields,
  ...bothCasings({
    optionSchema: field("option_schema", part(ownOptionsShape), { nullable: true }),
  } as const),
  offers: field("offers", offersSent, { nullable: true }),
});

const { description: _description, ...ofVariant } = measured;
/** Where it has no tax of its own it shows its product's (MRC-CAT-1). */
export const variantShape = shape("Variant", rowsOf<VariantRow>(catalog.variant), {
  ...{ ...std, ...ofVariant },
  ...own(catalog.variant, ["name", "barcode", "is_default", "option_values"]),
  ...bothCasings({
    productId: field("product_id", c.uuid, { required: true, createOnly: true }),
    taxRateId: showing(field("tax_rate_id", c.uuid), (row: catalog.Variant) => row.shown?.tax_rate_id),
    taxRate: showing(field("tax_ppm", percent), (row: catalog.Variant) => row.shown?.tax_ppm),
  } as const),
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
export type PriceRow = catalog.Price & { kind_code: string | null };

const parties = ["offer_id", "channel_id", "user_id", "user_group_id", "customer_id"] as const;
export const priceShape = shape("Price", rowsOf<PriceRow>(catalog.price), {
  ...{ ...std, kind: computed(c.text, ({ kind_code }: PriceRow) => kind_code) },
  ...own(catalog.price, ["product_id", "variant_id", "metadata", "min_quantity", "max_quantity"]),
  ...own(catalog.price, ["tax_rate_id", "customer_group_id", "starts_at", "ends_at", ...parties]),
  ...own(catalog.price, { unitPriceNet: "net", taxRate: "tax_ppm" }),
  ...own(catalog.price, { taxAmount: "tax" }, { readonly: true }),
  ...bothCasings({
    priceKindId: field("price_kind_id", c.uuid, { required: true }),
    currencyCode: field("currency", currencyCode, { required: true }),
    // One of the two is enough.
    unitPriceGross: field("amount", amount),
  } as const),
});
