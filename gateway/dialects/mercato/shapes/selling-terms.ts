/** Methods of shipping and paying, delivery windows, tax rates and tags (6.1). */
import { tax } from "../../../../services/catalog/public.ts";
import * as sales from "../../../../services/sales/public.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { c, computed, field } from "../../../kit/index.ts";
import { amountText, lowerCased, shapeOf, std } from "./common.ts";

const required = { required: true } as const;

/** With the number of products that are offered in it. */
type ChannelRow = OutputOf<typeof sales.orderChannels.resource.actions.get> & { offers?: number };
export const channelShape = shapeOf("Channel", sales.orderChannels.resource, {
  omit: ["sort_order"],
  plus: {
    ...std,
    code: field("code", lowerCased, required),
    offerCount: computed(c.integer, ({ offers }: ChannelRow) => offers ?? 0),
  },
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
