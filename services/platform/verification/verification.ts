/** Runs of the verifier (AUD-5). They belong to the whole system. */
import { choice, count, decimal, flag, group, instant, list, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

export const verificationStatuses = ["running", "finished", "failed"] as const;
export const verifiers = ["schedule", "hand"] as const;

export const checkFields = {
  check: text({ max: 20, about: "Name of the check that found it." }),
  means: text({ max: 200 }),
  rows: count({ about: "Rows read for it." }),
  seconds: decimal({ about: "Duration of the pass over the data, which several checks share." }),
  breaches: count(),
} as const;

/** One run over all databases. It has counts only, so that every operator may see it. */
export const verification = resource({
  service: "platform",
  name: "verification",
  plural: "verifications",
  scope: "ops",
  grants: { read: "admin", write: "admin" },
  fields: {
    status: choice(verificationStatuses, { readonly: true, filter: ["eq"] }),
    begun_by: choice(verifiers, { readonly: true }),
    started_at: instant({ readonly: true, sort: true }),
    finished_at: instant({ optional: true, readonly: true }),
    breaches: count({ optional: true, readonly: true, about: "All tenants'; none when it is in order." }),
    checks: list(group(checkFields), { readonly: true, default: [] }),
    error: text({ optional: true, readonly: true, about: "Why it did not finish." }),
    system: flag({ default: true, readonly: true, hidden: true }),
  },
  shared: true,
  hardDelete: true,
  globalIndexes: [{ status: 1, started_at: 1 }, { created_at: 1 }],
  spans_stores: true,
  verbs: ["list", "get"],
});
