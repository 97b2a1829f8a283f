import { room } from "../../../shared/service/room.ts";
import { changeWebhookEndpoint } from "./change-webhook-endpoint.ts";
import { createWebhookEndpoint } from "./create-webhook-endpoint.ts";
import { removeWebhookEndpoint } from "./remove-webhook-endpoint.ts";
import { replayDelivery } from "./replay-delivery.ts";
import { replayWebhooks } from "./replay-webhooks.ts";
import { rotateWebhookSecret } from "./rotate-webhook-secret.ts";
import { testWebhookEndpoint } from "./test-webhook-endpoint.ts";

export const endpointsRoom = room({
  handlers: [
    createWebhookEndpoint,
    changeWebhookEndpoint,
    removeWebhookEndpoint,
    rotateWebhookSecret,
    testWebhookEndpoint,
    replayDelivery,
    replayWebhooks,
  ],
});
