import { count, tally } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** The position of a tenant's change feed in each service's log, and the feed's last number. Its id is the tenant's id. */
export const feedHead = resource({
  service: "accounts",
  name: "feed_head",
  plural: "feed_heads",
  fields: { seq: count({ default: 0 }), positions: tally({ default: {} }) },
  hardDelete: true,
  verbs: [],
});
