/** Claims the due deliveries of one endpoint's queue. After a crash they are due again soon (WHK-4). */
import { instantOf } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemActor } from "../../../shared/meta.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Delivery, Endpoint } from "../webhooks/note-deliveries.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";

/** Longer than any attempt. */
export const CLAIM_MS = 20_000;
const MOST_AT_ONCE = 4;

export const workerMeta = (org_id: string, mode: Meta["org"]["mode"] = "live"): Meta => ({
  org: { id: org_id, slug: "", mode, currency: "", timezone: "UTC" },
  actor: systemActor("platform:webhooks"),
  scopes: ["*"],
  request_id: newId(),
});

export type Claimed = { endpoint: Endpoint; deliveries: Delivery[] };

export type Queue = {
  org_id: string;
  endpoint_id: string;
  now: number;
  /** Deliveries that this worker is sending. */
  in_flight: readonly string[];
};

/** The maximum number of concurrent deliveries: one while the endpoint fails, so that failures do not exhaust other deliveries' attempts. */
const allowance = (endpoint: Endpoint): number => (endpoint.failing_since ? 1 : MOST_AT_ONCE);

/** Up to four deliveries with their endpoint; null without an enabled endpoint. */
export const claimDue = ({ global }: WorkerContext, queue: Queue): Promise<Claimed | null> =>
  global.transact(workerMeta(queue.org_id), { action: "platform.webhook.claim" }, async (tx) => {
    const endpoint = await tx.get(webhookEndpoint, queue.endpoint_id);
    if (!endpoint || endpoint.status === "disabled") return null;
    const free = allowance(endpoint) - queue.in_flight.length;
    const resting = endpoint.slow_until !== null && Date.parse(endpoint.slow_until) > queue.now;
    if (free <= 0 || resting) return { endpoint, deliveries: [] };
    return {
      endpoint: await tx.load(webhookEndpoint, endpoint.id, { withHidden: true }),
      deliveries: await take(tx, queue, free),
    };
  });

async function take(tx: Tx, { endpoint_id, now, in_flight }: Queue, limit: number): Promise<Delivery[]> {
  const due = { endpoint_id, status: "pending", next_at: { $lte: instantOf(now) } };
  const others = in_flight.length ? { _id: { $nin: [...in_flight] } } : {};
  const rows = await tx.find(
    webhookDelivery,
    { ...due, ...others },
    { sort: { next_at: 1 }, limit, withHidden: true },
  );
  const update = { $set: { next_at: instantOf(now + CLAIM_MS) } };
  const writes = rows.map(({ id }) => ({ id, where: { status: "pending" }, update }));
  if (writes.length) await tx.updateMany(webhookDelivery, writes);
  return rows;
}
