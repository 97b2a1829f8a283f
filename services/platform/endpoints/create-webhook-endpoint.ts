import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import * as declared from "./declarations.ts";
import { newSecret, showing } from "./secrets.ts";

/** A maximum, because every event of a tenant reads all of its endpoints. */
const MOST_ENDPOINTS = 50;

export const createWebhookEndpoint = command(declared.createWebhookEndpoint, async (tx, input) => {
  checkEndpoint(tx, input);
  if ((await tx.count(webhookEndpoint, {})) >= MOST_ENDPOINTS)
    throw fail("conflict", `An organization has at most ${MOST_ENDPOINTS} endpoints.`);
  const secret = newSecret();
  const made = await tx.insert(webhookEndpoint, {
    ...input,
    mode: tx.org.mode,
    disabled_reason: input.status === "disabled" ? "by_hand" : null,
    secret: tx.cipher.seal(secret),
  });
  return showing(made, secret);
});
