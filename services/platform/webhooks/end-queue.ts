/** Ends the waiting deliveries of a disabled or deleted endpoint. */
import type { Tx } from "../../../shared/service/tx.ts";
import { webhookDelivery } from "./webhook-delivery.ts";
import { webhookEndpoint } from "./webhook-endpoint.ts";

const CHUNK = 500;

async function endSome(tx: Tx, endpoint_id: string): Promise<number> {
  const endpoint = await tx.get(webhookEndpoint, endpoint_id);
  if (endpoint?.status === "enabled") return 0;
  const waiting = { endpoint_id, status: "pending" };
  const rows = await tx.find(webhookDelivery, waiting, { sort: { created_at: 1 }, limit: CHUNK });
  const update = { $set: { status: "failed", next_at: null } };
  const writes = rows.map(({ id }) => ({ id, where: { status: "pending" }, update }));
  if (writes.length) await tx.updateMany(webhookDelivery, writes);
  return rows.length;
}

/** In batches, each only if the endpoint is not enabled, so that later replays are not ended. */
export async function endQueue(
  run: (work: (tx: Tx) => Promise<number>) => Promise<number>,
  endpoint_id: string,
): Promise<void> {
  while ((await run((tx) => endSome(tx, endpoint_id))) === CHUNK);
}
