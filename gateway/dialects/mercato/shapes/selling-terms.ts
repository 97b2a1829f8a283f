/** Methods of shipping and paying, delivery windows, tax rates and tags (6.1). */
import { tax } from "../../../../services/catalog/public.ts";
import * as sales from "../../../../services/sales/public.ts";
import { c, constant, field } from "../../../kit/index.ts";
import { amountText, lowerCased, shapeOf, std } from "./common.ts";

const required = { required: true } as const;

/** No listing in a channel is kept yet. */
export const channelShape = shapeOf("Channel", sales.orderChannels.resource, {
  omit: ["sort_order"],
  plus: { ...std, code: field("code", lowerCased, required), offerCount: constant(0, c.integer) },
});

const rate = { nullMeans: 0 };
export const shippingMethodShape = shapeOf("ShippingMethod", sales.shippingMethod, {
  plus: {
    ...std,
    baseRateNet: field("base_rate_net", amountText, { ...rate, aliases: ["base_rate_net"] }),
    baseRateGross: field("base_rate_gross", amountText, { ...rate, aliases: ["base_rate_gross"] }),
  },
});
export const paymentMethodShape = shapeOf("PaymentMethod", sales.paymentMethodKind, { plus: std });
export const deliveryWindowShape = shapeOf("DeliveryWindow", sales.deliveryWindow, { plus: std });

export const taxRateShape = shapeOf("TaxRate", tax, {
  omit: ["type", "default_on", "rules", "scheme"],
  as: { rate: "rate_ppm", countryCode: "country", regionCode: "region" },
  plus: { ...std, code: field("code", c.text, required) },
});

export const salesTagShape = shapeOf("SalesTag", sales.salesTag, {
  plus: {
    ...{ ...std, organization_id: std.organizationId, tenant_id: std.tenantId },
    slug: field("slug", lowerCased),
  },
});
