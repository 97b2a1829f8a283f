/** Notes whether a subscription is active, so that access tokens can say it without asking (AUT-3). */
import { reaction } from "../../../shared/events/consumer.ts";
import { subscriptionEvents } from "../../contracts/public.ts";
import { runningSubscription } from "./running-subscription.ts";

const { started, renewed, paused, resumed, changed, past_due, periods_missed, ended } = subscriptionEvents;

export const noteSubscription = reaction(
  "running_subscription",
  [started, renewed, paused, resumed, changed, past_due, periods_missed, ended],
  async (tx, { data }) => {
    const { id, user_id, status, version: told_version } = data.subscription;
    const before = await tx.get(runningSubscription, id);
    if (before && before.told_version >= told_version) return;
    const told = { runs: status === "active" || status === "past_due", told_version };
    await tx.upsertMany(runningSubscription, [{ id, values: { user_id }, set: told }]);
  },
);
