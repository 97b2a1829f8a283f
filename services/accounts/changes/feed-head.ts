import { count, tally } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** How far a tenant's change feed has read each service's log, and its last number; its id is the tenant's. */
export const feedHead = resource({
  service: "accounts",
  name: "feed_head",
  plural: "feed_heads",
  fields: { seq: count({ default: 0 }), positions: tally({ default: {} }) },
  hardDelete: true,
  verbs: [],
});
