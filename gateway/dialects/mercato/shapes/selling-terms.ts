/** Methods of shipping and paying, delivery windows, tax rates and tags (6.1). */
import { tax } from "../../../../services/catalog/public.ts";
import {
  deliveryWindow,
  orderChannels,
  paymentMethodKind,
  salesTag,
  shippingMethod,
} from "../../../../services/sales/public.ts";
import { c, constant, field, shape } from "../../../kit/index.ts";
import {
  amountText,
  anyObject,
  bothCasings,
  clearableText,
  currencyCode,
  degrees,
  lowerCased,
  percent,
  std,
} from "./common.ts";

const required = { required: true } as const;

const named = {
  name: field("name", c.text, required),
  code: field("code", c.text, required),
  description: field("description", clearableText),
  ...bothCasings({ isActive: field("is_active", c.flag) }),
  metadata: field("metadata", anyObject),
} as const;

/** No listing in a channel is kept yet. */
export const channelShape = shape("Channel", orderChannels.resource, {
  ...std,
  ...named,
  code: field("code", lowerCased, required),
  city: field("city", clearableText),
  region: field("region", clearableText),
  country: field("country", clearableText),
  latitude: field("latitude", degrees),
  longitude: field("longitude", degrees),
  ...bothCasings({
    statusEntryId: field("status_entry_id", c.uuid),
    websiteUrl: field("website_url", clearableText),
    contactEmail: field("contact_email", clearableText),
    contactPhone: field("contact_phone", clearableText),
    addressLine1: field("address_line_1", clearableText),
    addressLine2: field("address_line_2", clearableText),
    postalCode: field("postal_code", clearableText),
  }),
  offerCount: constant(0, c.integer),
});

export const shippingMethodShape = shape("ShippingMethod", shippingMethod, {
  ...std,
  ...named,
  ...bothCasings({
    carrierCode: field("carrier_code", clearableText),
    providerKey: field("provider_key", clearableText),
    serviceLevel: field("service_level", clearableText),
    estimatedTransitDays: field("estimated_transit_days", c.integer),
    baseRateNet: field("base_rate_net", amountText, { nullMeans: 0 }),
    baseRateGross: field("base_rate_gross", amountText, { nullMeans: 0 }),
    currencyCode: field("currency", currencyCode),
    providerSettings: field("provider_settings", anyObject),
  }),
});

export const paymentMethodShape = shape("PaymentMethod", paymentMethodKind, {
  ...std,
  ...named,
  terms: field("terms", clearableText),
  ...bothCasings({
    providerKey: field("provider_key", clearableText),
    providerSettings: field("provider_settings", anyObject),
  }),
});

export const deliveryWindowShape = shape("DeliveryWindow", deliveryWindow, {
  ...std,
  ...named,
  timezone: field("timezone", clearableText),
  ...bothCasings({
    leadTimeDays: field("lead_time_days", c.integer),
    cutoffTime: field("cutoff_time", clearableText),
  }),
});

export const taxRateShape = shape("TaxRate", tax, {
  ...std,
  name: field("name", c.text, required),
  code: field("code", c.text, required),
  rate: field("rate_ppm", percent, required),
  city: field("city", clearableText),
  priority: field("priority", c.integer, { nullMeans: 0 }),
  metadata: field("metadata", anyObject),
  ...bothCasings({
    countryCode: field("country", clearableText),
    regionCode: field("region", clearableText),
    postalCode: field("postal_code", clearableText),
    customerGroupId: field("customer_group_id", c.uuid),
    productCategoryId: field("product_category_id", c.uuid),
    channelId: field("channel_id", c.uuid),
    isCompound: field("is_compound", c.flag),
    isDefault: field("is_default", c.flag),
    startsAt: field("starts_at", c.instant),
    endsAt: field("ends_at", c.instant),
  }),
});

export const salesTagShape = shape("SalesTag", salesTag, {
  ...std,
  ...{ organization_id: std.organizationId, tenant_id: std.tenantId },
  slug: field("slug", lowerCased),
  label: field("label", c.text, required),
  color: field("color", clearableText),
  description: field("description", clearableText),
});
