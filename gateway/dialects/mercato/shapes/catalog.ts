/** What is offered, and at which prices (7). */
import { priceKind, product, productTypes } from "../../../../services/catalog/public.ts";
import { c, constant, field, shape } from "../../../kit/index.ts";
import { anyObject, bothCasings, currencyCode, percent, quantity, std } from "./common.ts";

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

export const productShape = shape("Product", product, {
  ...std,
  title: field("name", c.text, { required: true }),
  subtitle: field("subtitle", c.text),
  description: field("description", c.text),
  sku: field("sku", c.text),
  handle: field("handle", c.text),
  dimensions: field("dimensions", anyObject),
  metadata: field("metadata", anyObject),
  tags: field("tags", c.listOf(c.text)),
  ...bothCasings({
    productType: field("type", c.choiceOf(productTypes)),
    taxRateId: field("tax_rate_id", c.uuid),
    taxRate: field("tax_ppm", percent),
    statusEntryId: field("status_entry_id", c.uuid),
    primaryCurrencyCode: field("primary_currency", currencyCode),
    defaultUnit: field("default_unit", c.text),
    defaultMediaId: field("default_media_id", c.uuid),
    defaultMediaUrl: field("default_media_url", c.text),
    weightValue: field("weight", quantity),
    weightUnit: field("weight_unit", c.text),
    optionSchemaId: field("option_schema_id", c.uuid),
    customFieldsetCode: field("custom_fieldset_code", c.text),
    isConfigurable: field("is_configurable", c.flag),
    isActive: field("is_enabled", c.flag),
  }),
  pricing: constant(null, c.object),
});
