import { invalidField } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Delivery } from "../webhooks/note-deliveries.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import * as declared from "./declarations.ts";
import { enabledEndpoint } from "./enabled-endpoint.ts";
import { anew } from "./replay.rules.ts";

const CHUNK = 500;

type Place = Pick<Delivery, "occurred_at" | "id">;

/** Deliveries after this position, in the order of their events. */
const behind = ({ occurred_at, id }: Place) => ({
  $or: [{ occurred_at: { $gt: occurred_at } }, { occurred_at, _id: { $gt: id } }],
});

async function replaySome(tx: Tx, filter: { endpoint_id: string }, after: Place | null) {
  await enabledEndpoint(tx, filter.endpoint_id);
  const rows = await tx.find(
    webhookDelivery,
    { ...filter, ...(after ? behind(after) : {}) },
    { sort: { occurred_at: 1, _id: 1 }, limit: CHUNK },
  );
  const writes = rows.map(({ id }) => ({ id, update: anew(tx.now) }));
  if (writes.length) await tx.updateMany(webhookDelivery, writes);
  return rows;
}

export const replayWebhooks = flow(
  declared.replayWebhooks,
  async ({ transact, meta }, { id, from, to, only }) => {
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
      const rows: Delivery[] = await transact(meta, { action: declared.replayWebhooks.name }, (tx) =>
        replaySome(tx, filter, last),
      );
      replayed += rows.length;
      after = rows.at(-1) ?? null;
      if (rows.length < CHUNK) return { replayed };
    }
  },
);
