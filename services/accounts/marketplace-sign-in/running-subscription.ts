import { count, flag, id } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A copy of a subscription for the claims of access tokens (AUT-3), kept by events of contracts; it has the id of the subscription. */
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
