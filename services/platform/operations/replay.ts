/** Sending again, and sending to try (WHK-4). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { DataOf } from "../../../shared/events/event.ts";
import { newId } from "../../../shared/ids.ts";
import { command, flow } from "../../../shared/service/operation.ts";
import type { MongoUpdate, Tx } from "../../../shared/service/tx.ts";
import { replayDelivery, replayWebhooks, testWebhookEndpoint, webhookTest } from "../public.ts";
import { webhookDelivery, webhookEndpoint } from "../resources/webhook.ts";
import { type Delivery, deliveryOf, type Endpoint } from "./note-deliveries.ts";

const CHUNK = 500;

async function enabled(tx: Tx, id: string): Promise<Endpoint> {
  const endpoint = await tx.load(webhookEndpoint, id);
  if (endpoint.status === "enabled") return endpoint;
  throw fail("conflict", "The endpoint is disabled: enable it first.", { status: endpoint.status });
}

/** As if it had just been noted; what was tried stays in its log. */
const anew = (now: string): MongoUpdate => ({
  $set: { status: "pending", tries: 0, next_at: now, scheduled_at: now },
});

export const test = command(testWebhookEndpoint, async (tx, { id }) => {
  const endpoint = await enabled(tx, id);
  const data: DataOf<typeof webhookTest> = { endpoint_id: id, message: "This is a test." };
  const told = {
    id: newId(),
    type: webhookTest.type,
    occurred_at: tx.now,
    seq: 0,
    mode: tx.org.mode,
    aggregate: { kind: webhookEndpoint.name, id, seq: endpoint.version },
    data,
  };
  const delivery = newId();
  await tx.note(webhookDelivery, [{ id: delivery, ...deliveryOf(told, endpoint, tx.now) }]);
  return tx.load(webhookDelivery, delivery);
});

export const replayOne = command(replayDelivery, async (tx, { id }) => {
  const { endpoint_id, status } = await tx.target(webhookDelivery, id);
  await enabled(tx, endpoint_id);
  // One that waits is tried now; what the schedule has for it stays.
  const update = status === "pending" ? { $set: { next_at: tx.now } } : anew(tx.now);
  const after = await tx.change(webhookDelivery, { _id: id, status }, update, "silent");
  if (!after) throw fail("conflict", "It was being delivered at this moment: look again.");
  return after;
});

type Place = Pick<Delivery, "occurred_at" | "id">;

/** Behind this place, in the order in which things occurred. */
const behind = ({ occurred_at, id }: Place) => ({
  $or: [{ occurred_at: { $gt: occurred_at } }, { occurred_at, _id: { $gt: id } }],
});

async function replaySome(tx: Tx, filter: { endpoint_id: string }, after: Place | null) {
  await enabled(tx, filter.endpoint_id);
  const rows = await tx.find(
    webhookDelivery,
    { ...filter, ...(after ? behind(after) : {}) },
    { sort: { occurred_at: 1, _id: 1 }, limit: CHUNK },
  );
  const writes = rows.map(({ id }) => ({ id, update: anew(tx.now) }));
  if (writes.length) await tx.changeEach(webhookDelivery, writes, { silent: true });
  return rows;
}

export const replayRange = flow(replayWebhooks, async ({ transact, meta }, { id, from, to, only }) => {
  const [first, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  if (first >= end) throw invalidField("/to", "range", "'to' must be after 'from'.");
  const filter = {
    endpoint_id: id,
    occurred_at: { $gte: first, $lt: end },
    status: only ?? { $in: ["failed", "succeeded"] },
  };
  let replayed = 0;
  let after: Place | null = null;
  for (;;) {
    const last: Place | null = after;
    const rows: Delivery[] = await transact(meta, { action: replayWebhooks.name }, (tx) =>
      replaySome(tx, filter, last),
    );
    replayed += rows.length;
    after = rows.at(-1) ?? null;
    if (rows.length < CHUNK) return { replayed };
  }
});
