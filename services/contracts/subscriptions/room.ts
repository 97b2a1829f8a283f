import { room } from "../../../shared/service/room.ts";
import { keepSubscription } from "./keep-subscription.ts";
import { pauseSubscription } from "./pause-subscription.ts";
import { resumeSubscription } from "./resume-subscription.ts";
import { subscription } from "./subscription.ts";
import { subscriptionFigures } from "./subscription-figures.ts";
import { subscriptionLetter } from "./subscription-letter.ts";

export const subscriptionsRoom = room({
  resources: [subscription],
  handlers: [
    ...[pauseSubscription, resumeSubscription, keepSubscription],
    ...[subscriptionFigures, subscriptionLetter],
  ],
});
