/** Makes the invoice of a period: a contract that claims the period by its unique key (SUB-2). */
import { addDays, startOfDate } from "../../../shared/dates.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { draftContract } from "../contract-terms/draft-contract.ts";
import { contract } from "../contracts/contract.ts";
import type { Contract } from "../contracts/contract-view.ts";
import { subscriptionEvents } from "../subscriptions/declarations.ts";
import { periodOf } from "../subscriptions/periods.rules.ts";
import { saveSubscription } from "../subscriptions/save-subscription.ts";
import type { Subscription } from "../subscriptions/subscription.ts";
import { type SubscriptionTerms, termsFor, totalOf, withBuyer } from "./invoice-terms.ts";

/** SUB-9: days from the start of its period. */
const DUE_AFTER = 3;

/** The terms are this room's own; the column stores them as they are. */
export const termsIn = ({ terms }: Subscription): SubscriptionTerms => terms as SubscriptionTerms;

/** Drafts it; the total is what the subscription costs in this period, as near as its fees allow. */
export async function draftInvoice(tx: Tx, of: Subscription): Promise<{ adjustment: number }> {
  const { id: subscription_id, platform_id, user_id, currency, cycle, period } = of;
  const terms = termsIn(of);
  const whose = { user_id, currency };
  const target = of.price + of.adjustment;
  const fitting = termsFor(terms, whose, Math.max(0, target)) ?? terms;
  const due_at = startOfDate(addDays(of.current_period_start, DUE_AFTER), tx.org.timezone);
  await draftContract(tx, {
    ...{ platform_id, user_id: null, due_at, notes: null, currency, recurrence: cycle },
    ...{ subscription_id, period, terms: withBuyer(fitting, whose) },
  });
  return { adjustment: target - totalOf(fitting, whose) };
}

/** The next period begins with its invoice. */
export async function invoiceNext(tx: Tx, before: Subscription, wake: string): Promise<Subscription> {
  const next = periodOf(before, before.period + 1);
  const { adjustment } = await draftInvoice(tx, { ...before, ...next });
  const event = subscriptionEvents.invoiced;
  return saveSubscription(tx, before, { ...next, adjustment }, { event, wake });
}

/** The oldest invoice that is not paid. */
export async function openInvoice(
  reader: Pick<Tx, "find">,
  subscription_id: string,
): Promise<Contract | null> {
  const status = { $in: ["draft", "open", "partially_paid"] };
  const [oldest] = await reader.find(
    contract,
    { subscription_id, status },
    { sort: { period: 1 }, limit: 1 },
  );
  return oldest ?? null;
}
