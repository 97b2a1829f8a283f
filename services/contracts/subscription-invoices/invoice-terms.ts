/** The terms of a subscription's invoices: those of the template, with the prices at the start (SUB-8, SUB-9). */
import { isFailure } from "../../../shared/errors.ts";
import { times } from "../../../shared/money.ts";
import { balanceTerms, termsOf } from "../contracts/balance-terms.ts";
import type { WholeItem, WholeTerms } from "../contracts/check-terms.ts";
import type { Contract } from "../contracts/contract-view.ts";

export type SubscriptionTerms = Omit<WholeTerms, "buyers" | "items"> & { items: WholeItem[] };

/** What the invoices of a subscription copy of its template. */
export function termsFrom(template: Contract): SubscriptionTerms {
  const { include_processor_fees, include_service_fees, include_platform_fees } = template;
  const { platform_fee_ppm, service_fee_ppm, processor } = template;
  return {
    items: template.items.map(({ id: _id, ...item }) => item),
    sellers: template.sellers.map(({ user_id, pinned, owed }) => ({
      ...{ user_id, pinned },
      ...(pinned ? { owed } : {}),
    })),
    fees: template.fees.map(({ name, amount, ppm, payer }) => ({ name, amount, ppm, payer })),
    ...{ include_processor_fees, include_service_fees, include_platform_fees },
    ...{ platform_fee_ppm, service_fee_ppm, processor },
  };
}

type Whose = { user_id: string; currency: string };

export const withBuyer = (terms: SubscriptionTerms, { user_id }: Whose): WholeTerms => ({
  ...terms,
  buyers: [{ user_id }],
});

/** What a buyer pays by these terms. */
export const totalOf = (terms: SubscriptionTerms, whose: Whose): number =>
  balanceTerms(termsOf(withBuyer(terms, whose), null, whose.currency)).total;

const subTotal = ({ items }: SubscriptionTerms): number =>
  items.reduce((sum, { unit_price, quantity }) => sum + times(unit_price, quantity ?? 1), 0);

/** The same items for another subtotal, each by its share; the rounding difference is an item of its own. */
function scaled(terms: SubscriptionTerms, to: number): SubscriptionTerms {
  const whole = subTotal(terms);
  const items = terms.items.map((item) => ({
    ...item,
    unit_price: whole ? Number((BigInt(item.unit_price) * BigInt(to)) / BigInt(whole)) : 0,
  }));
  const rest = to - subTotal({ ...terms, items });
  const { seller_user_id } = terms.items[0]!;
  const adjusting: WholeItem = { seller_user_id, name: "Adjustment", quantity: 1, unit_price: rest };
  return { ...terms, items: rest ? [...items, adjusting] : items };
}

/** The total for another subtotal; null when the fees exceed it. */
function totalAt(terms: SubscriptionTerms, whose: Whose, to: number): number | null {
  try {
    return totalOf(scaled(terms, to), whose);
  } catch (error) {
    if (isFailure(error) && error.code < 500) return null;
    throw error;
  }
}

/**
 * Terms with the highest total up to `target`. Rounded fees leave out some totals; the caller carries the difference over.
 * Null when no total of these terms is that low.
 */
export function termsFor(terms: SubscriptionTerms, whose: Whose, target: number): SubscriptionTerms | null {
  if (totalOf(terms, whose) === target) return terms;
  const fits = (to: number): boolean => (totalAt(terms, whose, to) ?? 0) <= target;
  // The total is never below the subtotal.
  let [low, high] = [0, target];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  const found = totalAt(terms, whose, low);
  return found !== null && found <= target ? scaled(terms, low) : null;
}
