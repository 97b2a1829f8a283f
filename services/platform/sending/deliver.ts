/** Sends one delivery and records the result. */
import { nowMs } from "../../../shared/clock.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import { opened } from "../../../shared/service/cipher.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import type { Delivery, Endpoint } from "../webhooks/note-deliveries.ts";
import { urlPolicyOf } from "../webhooks/urls.rules.ts";
import { giveBack, recordAttempt } from "./record-attempt.ts";
import { type Sent, send } from "./send.ts";

/** The valid secrets, including the old one for a day after a rotation (WHK-1); null if the current one cannot be unsealed. */
function secretsOf(endpoint: Endpoint, place: WorkerContext, now: number): string[] | null {
  const { secret, old_secret, old_secret_until } = endpoint;
  const present = opened(place.cipher, secret);
  const both = old_secret !== null && old_secret_until !== null && Date.parse(old_secret_until) > now;
  const old = both ? opened(place.cipher, old_secret) : null;
  return present === null ? null : old === null ? [present] : [present, old];
}

const unsigned: Sent = {
  status_code: null,
  retry_after: null,
  duration_ms: 0,
  answer: null,
  error: "The endpoint's secret cannot be read with the SECRET_KEY of today: rotate it.",
};

export async function deliver(
  place: WorkerContext,
  endpoint: Endpoint,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const at = nowMs();
  crashPoint("webhooks.deliver.before");
  const secrets = secretsOf(endpoint, place, at);
  const sent = secrets
    ? await send({
        url: endpoint.url,
        id: `${delivery.event_id}_${endpoint.id}`,
        body: delivery.body,
        secrets,
        policy: urlPolicyOf(place.settings),
        now: at,
        signal,
      })
    : unsigned;
  const attempt = { endpoint, delivery, sent, at, now: nowMs() };
  // Aborted because this process stops, which is not a failure of the endpoint.
  if (signal.aborted && sent.status_code === null) await giveBack(place, attempt);
  else await recordAttempt(place, attempt);
}
