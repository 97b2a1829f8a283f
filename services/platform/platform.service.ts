import { defineService } from "../../shared/service/define-service.ts";
import { deliveryWorker } from "./operations/delivery-worker.ts";
import { forgetDeliveries } from "./operations/forget-deliveries.ts";
import { change, create, remove, rotate } from "./operations/keep-endpoints.ts";
import { replayOne, replayRange, test } from "./operations/replay.ts";
import { begin, end, forgetVerifications, last, tell } from "./operations/verifications.ts";
import { noteDeliveries } from "./reactions/on-event.ts";
import { anomaly, verification } from "./resources/verification.ts";
import { webhookDelivery, webhookEndpoint } from "./resources/webhook.ts";

/** What no domain owns: webhooks, and what the verifier found. */
export const platform = defineService({
  name: "platform",
  resources: [webhookEndpoint, webhookDelivery, verification, anomaly],
  handlers: [create, change, remove, rotate, test, replayOne, replayRange, begin, end, tell, last],
  reactions: [noteDeliveries],
  workers: [deliveryWorker],
  schedules: [forgetDeliveries, forgetVerifications],
});
