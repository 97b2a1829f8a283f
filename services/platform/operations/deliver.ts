/** One delivery on its way: sent, and what came of it recorded. */
import { nowMs } from "../../../shared/clock.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import type { Workplace } from "../../../shared/service/define-service.ts";
import { send } from "../sending/send.ts";
import { urlPolicyOf } from "./keep-endpoints.ts";
import type { Delivery, Endpoint } from "./note-deliveries.ts";
import { giveBack, recordAttempt } from "./record-attempt.ts";

/** The secrets in force: the old one too, for a day after a rotation (WHK-1). */
function secretsOf(endpoint: Endpoint, { cipher }: Workplace, now: number): string[] {
  const { secret, old_secret, old_secret_until } = endpoint;
  const both = old_secret !== null && old_secret_until !== null && Date.parse(old_secret_until) > now;
  return (both ? [secret, old_secret] : [secret]).map((each) => cipher.unseal(each));
}

export async function deliver(
  place: Workplace,
  endpoint: Endpoint,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const at = nowMs();
  crashPoint("webhooks.deliver.before");
  const sent = await send({
    url: endpoint.url,
    id: `${delivery.event_id}_${endpoint.id}`,
    body: delivery.body,
    secrets: secretsOf(endpoint, place, at),
    policy: urlPolicyOf(place.settings),
    now: at,
    signal,
  });
  const attempt = { endpoint, delivery, sent, at, now: nowMs() };
  // Cut off by our own stop, which is no failure of theirs.
  if (signal.aborted && sent.status_code === null) await giveBack(place, attempt);
  else await recordAttempt(place, attempt);
}
