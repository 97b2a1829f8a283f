/** Endpoints as a shop keeps them, and sending to them again (WHK-1, WHK-4). */
import { choice, count, id, instant, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";

const { url, event_types, description, style, status } = webhookEndpoint.fields;
const withSecret = shapeOf({ ...webhookEndpoint.columns, secret: text({ about: "Shown this once." }) });

export const createWebhookEndpoint = operation({
  name: "platform.webhook_endpoint.create",
  http: "POST /webhook-endpoints",
  status: 201,
  scope: "write:webhooks",
  spans_stores: true,
  about:
    "Makes an endpoint that is told of events from now on; its secret (`whsec_…`, Standard Webhooks) is answered this once (WHK-1).",
  input: { url, event_types, description, style, status },
  output: withSecret,
});

export const changeWebhookEndpoint = operation({
  name: "platform.webhook_endpoint.change",
  http: "PATCH /webhook-endpoints/{id}",
  change: true,
  scope: "write:webhooks",
  spans_stores: true,
  about:
    "Changes an endpoint. Disabling ends its waiting deliveries as failed; enabling begins anew, and what was missed can be replayed.",
  input: { id: id(), url, event_types, description, style, status },
  output: entityOf(webhookEndpoint),
});

export const removeWebhookEndpoint = operation({
  name: "platform.webhook_endpoint.remove",
  http: "DELETE /webhook-endpoints/{id}",
  scope: "write:webhooks",
  spans_stores: true,
  about: "Deletes an endpoint for good; what was on its way to it fails.",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

export const rotateWebhookSecret = operation({
  name: "platform.webhook_endpoint.rotate_secret",
  http: "POST /webhook-endpoints/{id}/rotate-secret",
  scope: "write:webhooks",
  spans_stores: true,
  about: "Makes a new secret, answered this once; for 24 hours the old one signs as well (WHK-1).",
  input: { id: id() },
  output: withSecret,
});

export const testWebhookEndpoint = operation({
  name: "platform.webhook_endpoint.test",
  http: "POST /webhook-endpoints/{id}/test",
  status: 202,
  scope: "write:webhooks",
  spans_stores: true,
  about: "Sends an event of type `webhook.test` to this endpoint; answers its delivery.",
  input: { id: id() },
  output: entityOf(webhookDelivery),
});

export const replayWebhooks = operation({
  name: "platform.webhook_endpoint.replay",
  http: "POST /webhook-endpoints/{id}/replay",
  status: 202,
  scope: "write:webhooks",
  spans_stores: true,
  about: "Delivers again what occurred from `from` until before `to` and is no longer waiting (WHK-4).",
  input: {
    id: id(),
    from: instant(),
    to: instant(),
    only: choice(["failed", "succeeded"], { optional: true, about: "Absent: both." }),
  },
  output: shapeOf({ replayed: count() }),
});

export const replayDelivery = operation({
  name: "platform.webhook_delivery.replay",
  http: "POST /webhook-deliveries/{id}/replay",
  status: 202,
  scope: "write:webhooks",
  spans_stores: true,
  about: "Delivers once more, under the same `webhook-id`; one that still waits is tried now (WHK-4).",
  input: { id: id() },
  output: entityOf(webhookDelivery),
});
