import { choice, count, flag, instant, json, patterns, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const providers = ["NBP", "Raiffeisen Bank Polska", "Custom"] as const;

/** Somebody who tells exchange rates, and what came of asking last (MRC-CUR-4). */
export const rateSource = resource({
  service: "accounts",
  name: "rate_source",
  plural: "rate_sources",
  scope: "exchange_rates",
  fields: {
    provider: choice(providers, { filter: ["eq"] }),
    is_enabled: flag({ default: true, filter: ["eq"] }),
    sync_time: text({
      ...{ optional: true, max: 5, pattern: patterns.timeOfDay },
      about: "When programs of the organization ask for its rates.",
    }),
    config: json({ optional: true, about: "`url`: the address that is asked." }),
    last_sync_at: instant({ optional: true, readonly: true }),
    last_sync_status: choice(["success", "error"], { optional: true, readonly: true }),
    last_sync_message: text({ optional: true, readonly: true, max: 500 }),
    last_sync_count: count({ optional: true, readonly: true }),
    ...ofBusinessUnit,
  },
  business_units: true,
  unique: [["business_unit_id", "provider"]],
  hardDelete: true,
  verbs: ["list", "get", "create", "update", "remove"],
});
export type RateSource = Entity<typeof rateSource>;
