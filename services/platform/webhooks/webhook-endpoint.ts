/** External receivers of events (16). */
import { choice, instant, list, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { TYPE_PATTERN } from "./event-types.rules.ts";
import { styles } from "./message.rules.ts";
import { pulls } from "./retries.rules.ts";

export const endpointStatuses = ["enabled", "disabled"] as const;
export const disabledReasons = ["gone", "failing", "by_hand"] as const;

/** An external receiver of events (4.13): enabled, or disabled by a 410, by five days of failure, or manually. */
export const webhookEndpoint = resource({
  service: "platform",
  name: "webhook_endpoint",
  plural: "webhook_endpoints",
  scope: "webhooks",
  grants: { read: "admin", write: "admin" },
  fields: {
    // Many receivers authenticate callers by a word in the path, which is therefore a secret.
    url: text({ max: 2000, private: true, about: "An https URL on port 80, 443 or 1024 and above." }),
    event_types: list(text({ max: 100, pattern: TYPE_PATTERN }), {
      min: 1,
      max: 200,
      about: "`*` for all, `sale.*` for all of a kind, or types as they are.",
    }),
    description: text({ optional: true, max: 500 }),
    style: choice(styles, {
      default: "standard",
      about: "`with_payload` adds `payload` with the ids beside `data`.",
    }),
    status: choice(endpointStatuses, { default: "enabled", filter: ["eq"] }),
    disabled_reason: choice(disabledReasons, { optional: true, readonly: true }),
    failing_since: instant({
      optional: true,
      readonly: true,
      about: "First failure since the last success.",
    }),
    slow_until: instant({
      optional: true,
      readonly: true,
      about: "No deliveries until then, as the endpoint asked.",
    }),
    mode: choice(["live", "test"], { readonly: true }),
    old_secret_until: instant({ optional: true, readonly: true, about: "Both secrets sign until then." }),
    secret: text({ readonly: true, hidden: true, sealed: true, max: 500 }),
    old_secret: text({ optional: true, readonly: true, hidden: true, sealed: true, max: 500 }),
    /** The time of the worker's next work for the endpoint: a probe, a pull forward, or the end of its queue. */
    wake_at: instant({ optional: true, readonly: true, hidden: true }),
    /** Whether its waiting deliveries are being pulled forward. */
    pulling: choice(pulls, { default: "no", readonly: true, hidden: true }),
  },
  globalIndexes: [{ wake_at: 1 }],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
