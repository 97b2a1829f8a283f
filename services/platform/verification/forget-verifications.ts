import { instantOf, nowMs } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { anomaly } from "./anomaly.ts";
import { verification } from "./verification.ts";

const DAY_MS = 86_400_000;
const KEPT_MS = 90 * DAY_MS;

/** Runs and breaches are kept for 90 days. The command log keeps their events. */
export const forgetVerifications: Schedule = {
  name: "verifications",
  every_ms: 3_600_000,
  async run(global) {
    const old = { created_at: { $lt: instantOf(nowMs() - KEPT_MS) } };
    for (const each of [verification, anomaly]) await global.purge(each, old);
  },
};
