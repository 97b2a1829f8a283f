/** Checks of deliveries, and the events of their moves (4.4, STM-3). */
import { businessDate } from "../../../shared/dates.ts";
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Emit, Tx } from "../../../shared/service/tx.ts";
import { batch } from "../batches/batch.ts";
import { placeIn, zoneIn, zonesOf } from "../stores/zones.ts";
import { deliveryCancelled, deliveryCompleted, deliveryMissed, deliveryScheduled } from "./declarations.ts";
import type { delivery } from "./delivery.ts";
import { type DeliveryStatus, isLocked, isTooFarAhead } from "./delivery-status.rules.ts";

type Delivery = Entity<typeof delivery>;

const events = {
  scheduled: deliveryScheduled,
  completed: deliveryCompleted,
  cancelled: deliveryCancelled,
  missed: deliveryMissed,
} as const;

export const tellMove =
  (status: DeliveryStatus): Emit =>
  ({ id, account_id, store_id, batch_id, delivery_at }: Delivery) => ({
    event: events[status],
    data: { delivery_id: id, account_id, store_id, batch_id, delivery_at },
  });

/** A delivery's batch must belong to the delivery's account. */
export async function checkBatch(
  reader: Reader,
  { batch_id, account_id }: { batch_id?: string | null | undefined; account_id: string },
): Promise<void> {
  const found = batch_id ? await reader.get(batch, batch_id) : null;
  if (!found?.account_id || found.account_id === account_id) return;
  throw fail("unprocessable", "The batch belongs to another account.", {
    errors: [
      {
        pointer: "/batch_id",
        code: "other_account",
        message: "'batch_id' must be a batch of the delivery's account.",
      },
    ],
  });
}

/** STM-3: only a completed delivery has a moment of completion, which must not be in the future. */
export function checkCompletion(
  completed_at: string | null | undefined,
  status: DeliveryStatus,
  now: string,
): void {
  if (!completed_at) return;
  if (status !== "completed")
    throw invalidField("/completed_at", "not_completed", "'completed_at' requires the status 'completed'.");
  if (isTooFarAhead(completed_at, now))
    throw invalidField(
      "/completed_at",
      "in_future",
      "'completed_at' must be at most five minutes in the future.",
    );
}

/** DLV-1: a locked delivery cannot be changed or deleted. */
export function refuseLocked({ now }: Tx, before: Delivery): void {
  if (!isLocked(before, now)) return;
  const { completed_at } = before;
  throw fail("locked", "This delivery was completed more than 24 hours ago.", { completed_at });
}

type Planned = Pick<Delivery, "store_id" | "delivery_at">;

/** A delivery cannot be completed before its day. For an early one, change the day first. */
export async function refuseEarly(tx: Tx, { store_id, delivery_at }: Planned): Promise<void> {
  const zone = zoneIn(tx, placeIn(await zonesOf(tx), store_id));
  const day = businessDate(delivery_at, zone);
  if (day <= businessDate(tx.now, zone)) return;
  throw invalidField(
    "/status",
    "before_its_day",
    `A delivery of ${day} cannot be completed before that day. Set delivery_at to the day on which it came.`,
  );
}
