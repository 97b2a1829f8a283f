import { beforeTenant, query } from "../../../shared/service/operation.ts";
import { type BalanceInput, estimateFees as balanced } from "../balance/balance.rules.ts";
import { feesExceedSubtotal } from "../balance/errors.ts";
import { platform, providerOf } from "../platforms/platform.ts";
import { processorRates, usualRate } from "../providers/rates.ts";
import * as declared from "./declarations.ts";

type Terms = Omit<BalanceInput, "items" | "buyers" | "sellers" | "fees">;

function estimated(amount: number, currency: string, terms: Terms) {
  const found = balanced(amount, terms);
  if (!found.ok) throw feesExceedSubtotal({ fees: amount, sub_total: amount }, [{ pointer: "/amount" }]);
  const { processor, service, platform: platform_fee } = found.fees;
  return {
    ...{ amount, currency, processor_fee: processor, service_fee: service, platform_fee },
    ...{ total: found.total, seller_receives: found.sellers[0]!.owed },
  };
}

export const estimateFees = query(declared.estimateFees, async (reader, input) => {
  const { platform_id, amount, currency, ...onTop } = input;
  const own = await reader.load(platform, platform_id);
  const processor = processorRates[providerOf(own, reader.org.mode)];
  const rates = { platform_fee_ppm: own.platform_fee_ppm, service_fee_ppm: 0, processor };
  return estimated(amount, currency ?? reader.org.currency, { ...onTop, ...rates });
});

export const estimateUsualFees = beforeTenant(declared.estimateUsualFees, async (_global, input) => {
  const { amount, currency, ...onTop } = input;
  const rates = { platform_fee_ppm: 0, service_fee_ppm: 0, processor: usualRate };
  return estimated(amount, currency, { ...onTop, ...rates });
});
