/** Breaches in a tenant's data (AUD-5). */
import { ref, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

const MOST_TEXT = 1000;
const checkAbout = "Name of the check that found it.";
const subjectAbout = "What is broken: an id, or a name with one.";
const whatAbout = "What is wrong.";

/** A breach in calls and events. */
export const breachFields = {
  check: text({ max: 20, about: checkAbout }),
  subject: text({ max: MOST_TEXT, about: subjectAbout }),
  what: text({ max: MOST_TEXT, about: whatAbout }),
} as const;

/** One breach in the tenant's data, found by one run. It is kept for 90 days. */
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
  globalIndexes: [{ created_at: 1 }],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
