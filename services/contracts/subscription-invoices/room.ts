import { room } from "../../../shared/service/room.ts";
import { advanceSubscription } from "./advance-subscription.ts";
import { changeSubscriptionPrice } from "./change-subscription-price.ts";
import { endSubscription } from "./end-subscription.ts";
import { startSubscription } from "./start-subscription.ts";
import { subscriptionWorker } from "./subscription-worker.ts";

export const subscriptionInvoicesRoom = room({
  handlers: [startSubscription, advanceSubscription, endSubscription, changeSubscriptionPrice],
  workers: [subscriptionWorker],
});
