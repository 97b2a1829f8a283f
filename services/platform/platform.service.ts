import { defineService } from "../../shared/service/define-service.ts";
import { deliveryWorker } from "./operations/delivery-worker.ts";
import { forgetDeliveries } from "./operations/forget-deliveries.ts";
import { change, create, remove, rotate } from "./operations/keep-endpoints.ts";
import { replayOne, replayRange, test } from "./operations/replay.ts";
import { noteDeliveries } from "./reactions/on-event.ts";
import { webhookDelivery, webhookEndpoint } from "./resources/webhook.ts";

/** What no domain owns: webhooks. */
export const platform = defineService({
  name: "platform",
  resources: [webhookEndpoint, webhookDelivery],
  handlers: [create, change, remove, rotate, test, replayOne, replayRange],
  reactions: [noteDeliveries],
  workers: [deliveryWorker],
  schedules: [forgetDeliveries],
});
