/** Deliveries can be seen and replayed for 30 days (WHK-4). */
import { nowMs } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { webhookDelivery } from "../resources/webhook.ts";
import { KEPT_MS } from "../rules/retries.ts";

const EVERY_MS = 60 * 60_000;

export const forgetDeliveries: Schedule = {
  name: "webhook-deliveries",
  every_ms: EVERY_MS,
  run: (global) =>
    global.purge(webhookDelivery, { created_at: { $lt: new Date(nowMs() - KEPT_MS).toISOString() } }),
};
