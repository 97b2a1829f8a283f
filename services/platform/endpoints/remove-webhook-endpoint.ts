import { command } from "../../../shared/service/operation.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import * as declared from "./declarations.ts";

export const removeWebhookEndpoint = command(declared.removeWebhookEndpoint, async (tx, { id }) => {
  await tx.purge(webhookEndpoint, await tx.target(webhookEndpoint, id));
  return { deleted_id: id };
});
