/** Where events go (16): an endpoint, and each event's way to it. */
import { choice, count, group, instant, list, ref, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { styles } from "../rules/message.ts";
import { pulls } from "../rules/retries.ts";
import { TYPE_PATTERN } from "../rules/types.ts";

export const endpointStatuses = ["enabled", "disabled"] as const;
export const disabledReasons = ["gone", "failing", "by_hand"] as const;
export const deliveryStatuses = ["pending", "succeeded", "failed"] as const;

/** A receiver of events outside (4.13): enabled, or disabled by 410, by five days of failure, or by hand. */
export const webhookEndpoint = resource({
  service: "platform",
  name: "webhook_endpoint",
  plural: "webhook_endpoints",
  scope: "webhooks",
  fields: {
    // Many receivers know their callers by a word in the path: as good as a secret.
    url: text({ max: 2000, private: true, about: "https, on port 80, 443 or from 1024 on." }),
    event_types: list(text({ max: 100, pattern: TYPE_PATTERN }), {
      min: 1,
      max: 200,
      about: "`*` for all, `sale.*` for all of a kind, or types as they are.",
    }),
    description: text({ optional: true, max: 500 }),
    style: choice(styles, {
      default: "standard",
      about: "`consigncloud` adds `payload` with the ids beside `data` (WHK-6).",
    }),
    status: choice(endpointStatuses, { default: "enabled", filter: ["eq"] }),
    disabled_reason: choice(disabledReasons, { optional: true, readonly: true }),
    failing_since: instant({
      optional: true,
      readonly: true,
      about: "First failure since the last success.",
    }),
    slow_until: instant({ optional: true, readonly: true, about: "Left alone until then, as it asked." }),
    mode: choice(["live", "test"], { readonly: true }),
    old_secret_until: instant({ optional: true, readonly: true, about: "Both secrets sign until then." }),
    secret: text({ readonly: true, hidden: true, sealed: true, max: 500 }),
    old_secret: text({ optional: true, readonly: true, hidden: true, sealed: true, max: 500 }),
    /** When the worker has something to do for the endpoint itself: a probe, a pull forward, the end of its queue. */
    wake_at: instant({ optional: true, readonly: true, hidden: true }),
    /** Its waiting deliveries are being pulled forward. */
    pulling: choice(pulls, { default: "no", readonly: true, hidden: true }),
  },
  across: [{ wake_at: 1 }],
  hard: true,
  spans_stores: true,
  verbs: ["list", "get"],
});

const attempt = {
  at: instant(),
  duration_ms: count(),
  status_code: count({ optional: true }),
  error: text({ optional: true }),
  answer: text({ optional: true, about: "The answer's beginning." }),
} as const;

/** One event on its way to one endpoint, with all that was tried; kept for 30 days (WHK-4). */
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
    tries: count({ readonly: true, about: "Attempts by the schedule; probes are beside it." }),
    next_at: instant({ optional: true, readonly: true, about: "When it is tried next." }),
    last_attempt_at: instant({ optional: true, readonly: true }),
    body: text({ readonly: true, about: "As it is sent." }),
    attempts: list(group(attempt), { readonly: true, default: [], about: "The last 30." }),
    /** When the schedule's next attempt is; `next_at` is earlier for a probe and when it is pulled forward. */
    scheduled_at: instant({ optional: true, readonly: true, hidden: true }),
  },
  unique: [["endpoint_id", "event_id"]],
  indexes: [
    { endpoint_id: 1, status: 1, next_at: 1 },
    { endpoint_id: 1, status: 1, created_at: 1 },
    { endpoint_id: 1, occurred_at: 1, _id: 1 },
  ],
  across: [{ status: 1, next_at: 1, endpoint_id: 1, org_id: 1 }, { created_at: 1 }],
  hard: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
