/** What comes back in an exchange, as payments of the new sale (EXC-1, EXC-3). */
import type { Payment, TillPaymentType } from "../pricing/rules/types.ts";
import type { RefundTender } from "../refunds/refund-tenders.rules.ts";
import { paymentTypes } from "../sales/sale.ts";

function tillType(type: string): TillPaymentType {
  const found = paymentTypes.find((each) => each === type);
  if (!found) throw new Error(`Nobody pays by '${type}' at a till.`);
  return found;
}

/** One for each tender that the goods had been paid with, the first one first. */
export const exchangedPayments = (exchanged: readonly RefundTender[]): Payment[] =>
  [...exchanged].reverse().map(({ type, amount, account_id, gift_card_id, provider_ref }) => ({
    ...{ type: "exchange", amount, paid_by: tillType(type) },
    account_id: account_id ?? null,
    gift_card_id: gift_card_id ?? null,
    provider_ref: provider_ref ?? null,
  }));
