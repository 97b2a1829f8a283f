/** Records the result of an attempt on the delivery and its endpoint (WHK-2, WHK-3). */
import { instantOf } from "../../../shared/clock.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import type { MongoUpdate, Tx } from "../../../shared/service/tx.ts";
import { webhookDisabled, webhookTest } from "../webhooks/declarations.ts";
import type { Delivery, Endpoint } from "../webhooks/note-deliveries.ts";
import { isDead, isGone, nextAttempt, PROBE_MS, slowUntil, succeeded } from "../webhooks/retries.rules.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import { workerMeta } from "./claim-deliveries.ts";
import type { Sent } from "./send.ts";

const ATTEMPTS_KEPT = 30;

export type Attempt = { endpoint: Endpoint; delivery: Delivery; sent: Sent; at: number; now: number };

/** An attempt before its scheduled time is a probe and does not change the schedule. */
function placeAfter({ scheduled_at, tries }: Delivery, at: number, now: number) {
  const scheduled = scheduled_at === null ? now : Date.parse(scheduled_at);
  if (at < scheduled) return { next_at: instantOf(scheduled) };
  const next = nextAttempt(tries + 1, now, Math.random());
  if (next === null) return { status: "failed", tries: tries + 1, next_at: null };
  return { tries: tries + 1, next_at: instantOf(next), scheduled_at: instantOf(next) };
}

function deliveryUpdate({ delivery, sent, at, now }: Attempt): MongoUpdate {
  const { status_code, error, answer, duration_ms } = sent;
  const attempt = { at: instantOf(at), status_code, error, answer, duration_ms };
  const done = { status: "succeeded", tries: delivery.tries + 1, next_at: null };
  const gone = { status: "failed", tries: delivery.tries + 1, next_at: null };
  const place = succeeded(sent) ? done : isGone(sent) ? gone : placeAfter(delivery, at, now);
  return {
    $set: { ...place, last_attempt_at: attempt.at },
    $push: { attempts: { $each: [attempt], $slice: -ATTEMPTS_KEPT } },
  };
}

async function disable(tx: Tx, { id }: Endpoint, reason: "gone" | "failing", now: number): Promise<void> {
  const wake = { wake_at: instantOf(now), pulling: "no" };
  await tx.update(
    webhookEndpoint,
    { _id: id, status: "enabled" },
    { $set: { status: "disabled", disabled_reason: reason, ...wake } },
    {
      emit: (after: Endpoint) => ({
        event: webhookDisabled,
        data: { endpoint_id: id, reason, failing_since: after.failing_since },
      }),
    },
  );
}

async function failed(tx: Tx, endpoint: Endpoint, sent: Sent, now: number): Promise<void> {
  const since = endpoint.failing_since;
  if (isGone(sent)) return disable(tx, endpoint, "gone", now);
  if (since !== null && isDead(Date.parse(since), now)) return disable(tx, endpoint, "failing", now);
  const until = slowUntil(sent, now);
  const begins = since === null || endpoint.wake_at === null;
  const set = {
    ...(since === null ? { failing_since: instantOf(now) } : {}),
    ...(begins ? { wake_at: instantOf(now + PROBE_MS), pulling: "no" } : {}),
    ...(until === null ? {} : { slow_until: instantOf(until) }),
  };
  if (Object.keys(set).length)
    await tx.update(webhookEndpoint, { _id: endpoint.id }, { $set: set }, { emit: "none" });
}

/** The first success after a failure pulls the waiting deliveries forward. A successful test always does (WHK-3a). */
async function recovered(
  tx: Tx,
  { id, failing_since }: Endpoint,
  { type }: Delivery,
  now: number,
): Promise<void> {
  const tested = type === webhookTest.type;
  if (failing_since === null && !tested) return;
  const pulling = tested ? "all" : "gently";
  const set = { failing_since: null, slow_until: null, pulling, wake_at: instantOf(now) };
  await tx.update(webhookEndpoint, { _id: id }, { $set: set }, { emit: "none" });
}

/** Writes the attempt, the delivery and the endpoint together. */
export const recordAttempt = ({ global }: WorkerContext, attempt: Attempt): Promise<void> => {
  const { endpoint, delivery, sent, now } = attempt;
  const meta = workerMeta(endpoint.org_id, endpoint.mode);
  return global.transact(meta, { action: "platform.webhook.deliver" }, async (tx) => {
    const pending = { _id: delivery.id, status: "pending" };
    await tx.update(webhookDelivery, pending, deliveryUpdate(attempt), { emit: "none" });
    if (!(await tx.get(webhookEndpoint, endpoint.id))) return;
    const present = await tx.load(webhookEndpoint, endpoint.id, { withHidden: true });
    if (present.status === "disabled") return;
    if (succeeded(sent)) await recovered(tx, present, delivery, now);
    else await failed(tx, present, sent, now);
  });
};

/** The attempt was aborted because this process stops. The delivery is due at once. */
export const giveBack = async (
  { global }: WorkerContext,
  { endpoint, delivery, now }: Attempt,
): Promise<void> => {
  const again = { $set: { next_at: instantOf(now) } };
  await global.transact(workerMeta(endpoint.org_id), { action: "platform.webhook.deliver" }, (tx) =>
    tx.updateMany(webhookDelivery, [{ id: delivery.id, where: { status: "pending" }, update: again }]),
  );
};
