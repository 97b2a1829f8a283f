import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import * as declared from "./declarations.ts";
import { enabledEndpoint } from "./enabled-endpoint.ts";
import { anew } from "./replay.rules.ts";

export const replayDelivery = command(declared.replayDelivery, async (tx, { id }) => {
  const { endpoint_id, status } = await tx.target(webhookDelivery, id);
  await enabledEndpoint(tx, endpoint_id);
  // A waiting delivery is tried now; its schedule does not change.
  const update = status === "pending" ? { $set: { next_at: tx.now } } : anew(tx.now);
  const after = await tx.update(webhookDelivery, { _id: id, status }, update, { emit: "none" });
  if (!after) throw fail("conflict", "The delivery is being sent at this moment; read it again.");
  return after;
});
