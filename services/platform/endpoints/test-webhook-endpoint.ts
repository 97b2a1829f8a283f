import type { DataOf } from "../../../shared/events/event.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { webhookTest } from "../webhooks/declarations.ts";
import { deliveryOf } from "../webhooks/note-deliveries.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import * as declared from "./declarations.ts";
import { enabledEndpoint } from "./enabled-endpoint.ts";

export const testWebhookEndpoint = command(declared.testWebhookEndpoint, async (tx, { id }) => {
  const endpoint = await enabledEndpoint(tx, id);
  const data: DataOf<typeof webhookTest> = { endpoint_id: id, message: "This is a test." };
  const told = {
    id: newId(),
    type: webhookTest.type,
    occurred_at: tx.now,
    seq: 0,
    mode: tx.org.mode,
    aggregate: { kind: webhookEndpoint.name, id, seq: endpoint.version },
    data,
  };
  const delivery = newId();
  await tx.append(webhookDelivery, [{ id: delivery, ...deliveryOf(told, endpoint, tx.now) }]);
  return tx.load(webhookDelivery, delivery);
});
