/** What a subscriber is written (NTF-2). */
import { businessDate } from "../../../shared/dates.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { platform } from "../platforms/platform.ts";
import * as declared from "./declarations.ts";
import { type Subscription, subscription } from "./subscription.ts";

const isWanted = {
  payment_failed: ({ status }: Subscription): boolean => status === "past_due",
  ending: ({ status, cancel_at_period_end }: Subscription): boolean =>
    status === "ended" || cancel_at_period_end,
} as const;

export const subscriptionLetter = query(declared.subscriptionLetter, async (reader, { id, about }, call) => {
  const row = await reader.get(subscription, id);
  if (!row || !isWanted[about](row)) return { letter: null };
  const open = { subscription_id: id, status: { $in: ["draft", "open", "partially_paid"] } };
  const [{ name, url }, { timezone }, [invoice]] = await Promise.all([
    reader.load(platform, row.platform_id),
    call(organization.actions.get, { id: reader.org.id }),
    reader.find(contract, open, { sort: { period: 1 }, limit: 1 }),
  ]);
  const { currency, next_attempt_at, ended_at, current_period_end } = row;
  const ends_on = ended_at ? businessDate(ended_at, timezone) : current_period_end;
  const amount = invoice?.total ?? row.price;
  return { letter: { platform: name, url, currency, timezone, amount, next_attempt_at, ends_on } };
});
