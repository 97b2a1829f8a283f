/** Deliveries are kept for 30 days (WHK-4). */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { KEPT_MS } from "./retries.rules.ts";
import { webhookDelivery } from "./webhook-delivery.ts";

const EVERY_MS = 60 * 60_000;

export const forgetDeliveries: Schedule = {
  name: "webhook-deliveries",
  every_ms: EVERY_MS,
  run: (global) => global.purge(webhookDelivery, { created_at: { $lt: instantOf(nowMs() - KEPT_MS) } }),
};
