import { flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { endQueue } from "../webhooks/end-queue.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import { checkEndpoint, type Wish } from "./check-endpoint.ts";
import * as declared from "./declarations.ts";
import type { Whole } from "./secrets.ts";

/** The consequences of a new status. The worker ends the queue of a disabled endpoint. */
function moved(before: Whole, status: Whole["status"] | undefined, now: string) {
  if (status === undefined || status === before.status) return {};
  if (status === "disabled") return { disabled_reason: "by_hand" as const, wake_at: now };
  const begun = { disabled_reason: null, failing_since: null, slow_until: null, pulling: "no" as const };
  return { ...begun, wake_at: null };
}

async function changed(
  tx: Tx,
  { id, ...input }: Wish & { id: string; status?: Whole["status"] | undefined },
) {
  checkEndpoint(tx, input);
  const before = await tx.target(webhookEndpoint, id);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return tx.save(webhookEndpoint, before, { ...given, ...moved(before, input.status, tx.now) });
}

export const changeWebhookEndpoint = flow(
  declared.changeWebhookEndpoint,
  async ({ transact, meta, headers }, input) => {
    const { name: action } = declared.changeWebhookEndpoint;
    // The worker may not have ended the queue since the endpoint was disabled.
    if (input.status === "enabled") await endQueue((work) => transact(meta, { action }, work), input.id);
    return transact(meta, { action, headers }, (tx) => changed(tx, input));
  },
);
