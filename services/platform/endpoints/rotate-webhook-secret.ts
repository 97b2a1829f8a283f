import { command } from "../../../shared/service/operation.ts";
import { ROTATION_MS } from "../webhooks/retries.rules.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import * as declared from "./declarations.ts";
import { newSecret, showing } from "./secrets.ts";

export const rotateWebhookSecret = command(declared.rotateWebhookSecret, async (tx, { id }) => {
  const before = await tx.target(webhookEndpoint, id);
  const { secret: old_secret } = await tx.load(webhookEndpoint, id, { withHidden: true });
  const secret = newSecret();
  const after = await tx.save(webhookEndpoint, before, {
    secret: tx.cipher.seal(secret),
    old_secret,
    old_secret_until: new Date(Date.parse(tx.now) + ROTATION_MS).toISOString(),
  });
  return showing(after, secret);
});
