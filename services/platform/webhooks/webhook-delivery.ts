/** Deliveries of events to endpoints (16). */
import { choice, count, group, instant, list, ref, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

export const deliveryStatuses = ["pending", "succeeded", "failed"] as const;

const attempt = {
  at: instant(),
  duration_ms: count(),
  status_code: count({ optional: true }),
  error: text({ optional: true }),
  answer: text({ optional: true, about: "The beginning of the response." }),
} as const;

/** The delivery of one event to one endpoint, with all attempts. It is kept for 30 days (WHK-4). */
export const webhookDelivery = resource({
  service: "platform",
  name: "webhook_delivery",
  plural: "webhook_deliveries",
  scope: "webhooks",
  fields: {
    endpoint_id: ref("platform.webhook_endpoint", { readonly: true, filter: ["eq"] }),
    event_id: text({ readonly: true, max: 100, filter: ["eq"] }),
    type: text({ readonly: true, max: 100, filter: ["eq"] }),
    occurred_at: instant({ readonly: true, sort: true, filter: ["gt", "gte", "lt", "lte"] }),
    status: choice(deliveryStatuses, { readonly: true, filter: ["eq"] }),
    tries: count({ readonly: true, about: "Scheduled attempts; probes are not counted." }),
    next_at: instant({ optional: true, readonly: true, about: "When it is tried next." }),
    last_attempt_at: instant({ optional: true, readonly: true }),
    body: text({ readonly: true, about: "The body of the request." }),
    attempts: list(group(attempt), { readonly: true, default: [], about: "The last 30." }),
    /** The time of the next scheduled attempt. `next_at` is earlier for a probe or when it is pulled forward. */
    scheduled_at: instant({ optional: true, readonly: true, hidden: true }),
  },
  unique: [["endpoint_id", "event_id"]],
  indexes: [
    { endpoint_id: 1, status: 1, next_at: 1 },
    { endpoint_id: 1, status: 1, created_at: 1 },
    { endpoint_id: 1, occurred_at: 1, _id: 1 },
  ],
  globalIndexes: [{ status: 1, next_at: 1, endpoint_id: 1, org_id: 1 }, { created_at: 1 }],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
