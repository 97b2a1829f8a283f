/** An endpoint that events can be sent to. */
import { fail } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Endpoint } from "../webhooks/note-deliveries.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";

export async function enabledEndpoint(tx: Tx, id: string): Promise<Endpoint> {
  const endpoint = await tx.load(webhookEndpoint, id);
  if (endpoint.status === "enabled") return endpoint;
  throw fail("conflict", "The endpoint is disabled: enable it first.", { status: endpoint.status });
}
