import { count, flag, id } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** What access tokens say of the subscriptions of a user (AUT-3), as contracts told it last; its id is the subscription's. */
export const runningSubscription = resource({
  service: "accounts",
  name: "running_subscription",
  plural: "running_subscriptions",
  fields: {
    user_id: id(),
    runs: flag(),
    /** The subscription's version. */
    told_version: count(),
  },
  indexes: [{ user_id: 1, runs: 1 }],
  hardDelete: true,
  verbs: [],
});
