/** What documents keep of methods and windows: a later change of these changes no document (MRC-DOC-2). */
import { formatScaled } from "../../../shared/money.ts";
import type { DeliveryWindow } from "./delivery-window.ts";
import type { PaymentMethodKind } from "./payment-method-kind.ts";
import type { ShippingMethod } from "./shipping-method.ts";

export type Snapshot = Record<string, unknown>;

/** The settings by which a provider calculates. Its keys are nobody's business who reads a document. */
const calculating = [
  ...["rates", "applyBaseRate", "feeFlat", "feePercent", "maxOrderTotal"],
  ...["applicationFeeFlat", "applicationFeePercent"],
];

type Provided = { provider_key: string | null; provider_settings: Record<string, unknown> | null };

const provided = ({ provider_key, provider_settings }: Provided): Snapshot => ({
  providerKey: provider_key,
  providerSettings: Object.fromEntries(
    Object.entries(provider_settings ?? {}).filter(([name]) => calculating.includes(name)),
  ),
});

const amountText = (amount: number): string => String(Number(formatScaled(amount, 4)));

export const shippingSnapshot = (row: ShippingMethod): Snapshot => ({
  ...{ id: row.id, name: row.name, code: row.code, description: row.description },
  ...{ carrierCode: row.carrier_code, serviceLevel: row.service_level },
  estimatedTransitDays: row.estimated_transit_days,
  ...{ baseRateNet: amountText(row.base_rate_net), baseRateGross: amountText(row.base_rate_gross) },
  ...{ currencyCode: row.currency, ...provided(row) },
});

export const paymentSnapshot = (row: PaymentMethodKind): Snapshot => ({
  ...{ id: row.id, name: row.name, code: row.code, description: row.description, terms: row.terms },
  ...provided(row),
});

export const windowSnapshot = (row: DeliveryWindow): Snapshot => ({
  ...{ id: row.id, name: row.name, code: row.code, description: row.description },
  ...{ leadTimeDays: row.lead_time_days, cutoffTime: row.cutoff_time, timezone: row.timezone },
});
