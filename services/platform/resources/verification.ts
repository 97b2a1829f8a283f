/** What the verifier found (AUD-5): its runs, which are the whole system's, and what each tenant has to know of them. */
import {
  choice,
  count,
  decimal,
  flag,
  group,
  instant,
  list,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

export const verificationStatuses = ["running", "finished", "failed"] as const;
export const verifiers = ["schedule", "hand"] as const;

export const checkFields = {
  check: text({ max: 20, about: "INV-1, AUD-3 …" }),
  means: text({ max: 200 }),
  rows: count({ about: "Rows read for it." }),
  seconds: decimal({ about: "Of the walk through the data that it shares with others." }),
  breaches: count(),
} as const;

/** One run over all databases: counts only, so that everyone who operates may see it. */
export const verification = resource({
  service: "platform",
  name: "verification",
  plural: "verifications",
  scope: "ops",
  fields: {
    status: choice(verificationStatuses, { readonly: true, filter: ["eq"] }),
    begun_by: choice(verifiers, { readonly: true }),
    started_at: instant({ readonly: true, sort: true }),
    finished_at: instant({ optional: true, readonly: true }),
    breaches: count({ optional: true, readonly: true, about: "All tenants'; none when it is in order." }),
    checks: list(group(checkFields), { readonly: true, default: [] }),
    error: text({ optional: true, readonly: true, about: "Why it came to no end." }),
    system: flag({ default: true, readonly: true, hidden: true }),
  },
  system: true,
  hard: true,
  across: [{ status: 1, started_at: 1 }, { created_at: 1 }],
  spans_stores: true,
  verbs: ["list", "get"],
});

const MOST_TEXT = 1000;
const checkAbout = "INV-1, AUD-3 …";
const subjectAbout = "What is broken: an id, or a name with one.";
const whatAbout = "What is wrong with it.";

/** A breach as it is handed in and told. */
export const breachFields = {
  check: text({ max: 20, about: checkAbout }),
  subject: text({ max: MOST_TEXT, about: subjectAbout }),
  what: text({ max: MOST_TEXT, about: whatAbout }),
} as const;

/** One breach in the tenant's data, as one run saw it; kept for 90 days. */
export const anomaly = resource({
  service: "platform",
  name: "anomaly",
  plural: "anomalies",
  scope: "ops",
  fields: {
    verification_id: ref("platform.verification", { readonly: true, filter: ["eq"] }),
    check: text({ readonly: true, max: 20, filter: ["eq"], about: checkAbout }),
    subject: text({ readonly: true, max: MOST_TEXT, about: subjectAbout }),
    what: text({ readonly: true, max: MOST_TEXT, about: whatAbout }),
  },
  across: [{ created_at: 1 }],
  hard: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
