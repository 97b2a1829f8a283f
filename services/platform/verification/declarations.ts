/** The verifier's runs (AUD-5). It runs outside the services and reports its results here. */
import { event } from "../../../shared/events/event.ts";
import { choice, count, date, group, id, list, objectSchema, text } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { operation, type Shape, shapeOf } from "../../../shared/service/operation.ts";
import { breachFields } from "./anomaly.ts";
import { checkFields, verification, verifiers } from "./verification.ts";

/** The number of breaches in one call, which must fit into one message. */
export const TOLD_AT_ONCE = 100;

export const beginVerification = operation({
  name: "platform.verification.begin",
  about:
    "Begins a run, unless one is under way; answers no id then. A night is begun by one copy, and up to three times, when a run " +
    "of it failed or came to no end in two hours.",
  input: { begun_by: choice(verifiers), night: date({ optional: true, about: "Absent: not for a night." }) },
  output: shapeOf({ id: id({ optional: true }) }),
});

export const endVerification = operation({
  name: "platform.verification.end",
  about: "Keeps what came of a run: its checks with their counts, or why it failed.",
  input: {
    id: id(),
    breaches: count({ optional: true }),
    checks: list(group(checkFields), { max: 100 }),
    error: text({ optional: true, max: 1000 }),
  },
  output: shapeOf({ id: id() }),
});

export const tellAnomalies = operation({
  name: "platform.anomaly.tell",
  about: "Keeps breaches in this tenant's data and tells each as `audit.anomaly`; repairs nothing.",
  input: { verification_id: id(), breaches: list(group(breachFields), { max: TOLD_AT_ONCE }) },
  output: shapeOf({ told: count() }),
});

type Run = Entity<typeof verification>;
type Last = { last: Run | null; failed: Run | null; running_since: string | null };
const runSchema = { ...objectSchema(verification.columns), type: ["object", "null"] };
const lastShape: Shape<Last> = {
  schema: {
    type: "object",
    properties: {
      last: runSchema,
      failed: runSchema,
      running_since: { type: ["string", "null"], format: "date-time" },
    },
  },
};

export const lastVerification = operation({
  name: "platform.verification.last",
  about: "The last run that came to its end, one that failed since then, and since when one is under way.",
  input: {},
  output: lastShape,
});

export const auditAnomaly = event({
  type: "audit.anomaly",
  service: "platform",
  about:
    "The verifier found inconsistent data (AUD-5). Each run sends one event for each breach. Nothing is repaired.",
  data: { anomaly_id: id(), verification_id: id(), ...breachFields },
});
