/** Due work of an endpoint: a probe while it fails, pulling its queue forward, or ending its queue (WHK-3a). */
import { instantOf } from "../../../shared/clock.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Endpoint } from "../webhooks/note-deliveries.ts";
import {
  EARLY_TRIES,
  PROBE_MS,
  PULL_GAP_MS,
  PULLED_AT_ONCE,
  type Pull,
  pulledTo,
  restOf,
} from "../webhooks/retries.rules.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import { type Queue, workerMeta } from "./claim-deliveries.ts";

/** The oldest waiting delivery is due now. */
async function probe(tx: Tx, { endpoint_id, now, in_flight }: Queue): Promise<Partial<Endpoint>> {
  const waiting = { endpoint_id, status: "pending" };
  const [oldest] = await tx.find(webhookDelivery, waiting, { sort: { created_at: 1 }, limit: 1 });
  if (!oldest) return { wake_at: null };
  if (!in_flight.includes(oldest.id)) {
    const update = { $set: { next_at: instantOf(now) } };
    await tx.updateMany(webhookDelivery, [{ id: oldest.id, update }]);
  }
  return { wake_at: instantOf(now + PROBE_MS) };
}

/** Deliveries that are due later than a pull would make them. Pulled deliveries are not among them. */
function waitingLonger(now: number, pulling: Pull) {
  const behind = (ms: number) => ({ $gt: instantOf(now + ms) });
  const turn = { next_at: behind(PULL_GAP_MS * PULLED_AT_ONCE) };
  if (pulling === "all") return turn;
  const rested = (tries: number) => ({ $lte: instantOf(now - restOf(tries)) });
  const early = { tries: { $lte: EARLY_TRIES }, last_attempt_at: rested(EARLY_TRIES) };
  const late = { tries: { $gt: EARLY_TRIES }, last_attempt_at: rested(EARLY_TRIES + 1) };
  const free = { $or: [{ last_attempt_at: null }, early, late] };
  return { $or: [{ ...turn, ...free }, { next_at: behind(PROBE_MS) }] };
}

/** Pulls forward as many waiting deliveries as fit into the next second. Without any the queue has caught up. */
async function pull(tx: Tx, queue: Queue, pulling: Pull): Promise<Partial<Endpoint>> {
  const { endpoint_id, now, in_flight } = queue;
  const second = PULL_GAP_MS * PULLED_AT_ONCE;
  const rows = await tx.find(
    webhookDelivery,
    { endpoint_id, status: "pending", ...waitingLonger(now, pulling), _id: { $nin: [...in_flight] } },
    { sort: { next_at: 1 }, limit: PULLED_AT_ONCE },
  );
  const writes = rows.map(({ id, tries, last_attempt_at }, n) => {
    const last_attempt = last_attempt_at === null ? null : Date.parse(last_attempt_at);
    const to = pulledTo(n, now, { tries, last_attempt }, pulling);
    return { id, where: { status: "pending" }, update: { $set: { next_at: instantOf(to) } } };
  });
  if (writes.length) await tx.updateMany(webhookDelivery, writes);
  return rows.length < PULLED_AT_ONCE
    ? { wake_at: null, pulling: "no" }
    : { wake_at: instantOf(now + second) };
}

/** Does the due work. Returns whether the endpoint's queue must be ended. */
export const wakeEndpoint = ({ global }: WorkerContext, queue: Queue): Promise<boolean> =>
  global.transact(workerMeta(queue.org_id), { action: "platform.webhook.wake" }, async (tx) => {
    if (!(await tx.get(webhookEndpoint, queue.endpoint_id))) return true;
    const { id, status, pulling, failing_since } = await tx.load(webhookEndpoint, queue.endpoint_id, {
      withHidden: true,
    });
    const rest = { wake_at: null };
    const set =
      status === "disabled"
        ? rest
        : pulling !== "no"
          ? await pull(tx, queue, pulling)
          : failing_since
            ? await probe(tx, queue)
            : rest;
    await tx.update(webhookEndpoint, { _id: id }, { $set: set }, { emit: "none" });
    return status === "disabled";
  });
