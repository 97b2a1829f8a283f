/** Endpoints of a shop, and replays of deliveries (WHK-1, WHK-4). */
import { choice, count, id, instant, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";

const { url, event_types, description, style, status } = webhookEndpoint.fields;
const withSecret = shapeOf({ ...webhookEndpoint.columns, secret: text({ about: "Shown only once." }) });

export const createWebhookEndpoint = operation({
  name: "platform.webhook_endpoint.create",
  http: "POST /webhook-endpoints",
  status: 201,
  scope: "write:webhooks",
  spans_stores: true,
  about:
    "Create a webhook endpoint. Events from now on are sent to it. Returns the endpoint with its secret (`whsec_…`, Standard Webhooks), which is shown only this once.",
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
    "Change a webhook endpoint. Disabling it fails its waiting deliveries. Enabling it starts with new events; missed ones can be replayed. Returns the endpoint.",
  input: { id: id(), url, event_types, description, style, status },
  output: entityOf(webhookEndpoint),
});

export const removeWebhookEndpoint = operation({
  name: "platform.webhook_endpoint.remove",
  http: "DELETE /webhook-endpoints/{id}",
  scope: "write:webhooks",
  spans_stores: true,
  about: "Delete a webhook endpoint. Deletes it permanently and fails its waiting deliveries.",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

export const rotateWebhookSecret = operation({
  name: "platform.webhook_endpoint.rotate_secret",
  http: "POST /webhook-endpoints/{id}/rotate-secret",
  scope: "write:webhooks",
  spans_stores: true,
  about:
    "Rotate a webhook endpoint's secret. Returns a new secret, which is shown only this once. The old one signs as well for 24 hours.",
  input: { id: id() },
  output: withSecret,
});

export const testWebhookEndpoint = operation({
  name: "platform.webhook_endpoint.test",
  http: "POST /webhook-endpoints/{id}/test",
  status: 202,
  scope: "write:webhooks",
  spans_stores: true,
  about:
    "Test a webhook endpoint. Sends an event of type `webhook.test` to this endpoint only. Returns its delivery.",
  input: { id: id() },
  output: entityOf(webhookDelivery),
});

export const replayWebhooks = operation({
  name: "platform.webhook_endpoint.replay",
  http: "POST /webhook-endpoints/{id}/replay",
  status: 202,
  scope: "write:webhooks",
  spans_stores: true,
  about:
    "Replay a webhook endpoint's events. Sends again what occurred from `from` until before `to` and is no longer waiting.",
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
  about:
    "Replay a webhook delivery. Sends it again under the same `webhook-id`; a delivery that is waiting is tried now.",
  input: { id: id() },
  output: entityOf(webhookDelivery),
});
