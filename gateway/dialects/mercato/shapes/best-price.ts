/** The price of a list that counts, inside an object. */
import type * as catalog from "../../../../services/catalog/public.ts";
import type { Wire } from "../../../shapes/codecs.ts";
import { amount, percent } from "./common.ts";

/** The listed price that counts, as `best_prices` finds it. */
export type BestPrice = Omit<catalog.Price, "deleted_at"> & { price_kind_code: string };

export function pricingOf(best: BestPrice, wire: Wire) {
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
