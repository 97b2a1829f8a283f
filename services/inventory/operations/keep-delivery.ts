/** Deliveries: made, moved from status to status, locked a day after they took place (4.4, DLV-1). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Announced, Tx } from "../../../shared/service/tx.ts";
import {
  changeDelivery,
  createDelivery,
  deliveryCancelled,
  deliveryCompleted,
  deliveryMissed,
  deliveryScheduled,
  removeDelivery,
} from "../public/deliveries.ts";
import { delivery } from "../resources/delivery.ts";
import { batch } from "../resources/item.ts";
import { businessDate } from "../rules/dates.ts";
import { type DeliveryStatus, deliveryStep, isLocked, isTooFarAhead } from "../rules/delivery-status.ts";
import { zoneIn } from "./item-view.ts";
import { placeIn, zonesOf } from "./store-zones.ts";

type Delivery = Entity<typeof delivery>;

const events = {
  scheduled: deliveryScheduled,
  completed: deliveryCompleted,
  cancelled: deliveryCancelled,
  missed: deliveryMissed,
} as const;

const told =
  (status: DeliveryStatus): Announced =>
  ({ id, account_id, store_id, batch_id, delivery_at }: Delivery) => ({
    event: events[status],
    data: { delivery_id: id, account_id, store_id, batch_id, delivery_at },
  });

/** A batch that an account brings is not another account's delivery. */
async function checkBatch(
  reader: Reader,
  { batch_id, account_id }: { batch_id?: string | null | undefined; account_id: string },
): Promise<void> {
  const found = batch_id ? await reader.get(batch, batch_id) : null;
  if (!found?.account_id || found.account_id === account_id) return;
  throw fail("unprocessable", "The batch belongs to another account.", {
    errors: [{ pointer: "/batch_id", code: "other_account", message: "It is another account's batch." }],
  });
}

/** STM-3: only what took place has the moment in which it did, and that is not to come. */
function checkCompletion(completed_at: string | null | undefined, status: DeliveryStatus, now: string): void {
  if (!completed_at) return;
  if (status !== "completed")
    throw invalidField("/completed_at", "not_completed", "Only a completed delivery has this moment.");
  if (isTooFarAhead(completed_at, now))
    throw invalidField("/completed_at", "in_future", "It may be at most five minutes ahead.");
}

type Planned = Pick<Delivery, "store_id" | "delivery_at">;

/** Nothing is handed over before its day; one that comes early is given the day on which it comes. */
async function refuseEarly(tx: Tx, { store_id, delivery_at }: Planned): Promise<void> {
  const zone = zoneIn(tx, placeIn(await zonesOf(tx), store_id));
  const day = businessDate(delivery_at, zone);
  if (day <= businessDate(tx.now, zone)) return;
  throw invalidField(
    "/status",
    "before_its_day",
    `A delivery of ${day} cannot be completed before that day. Set delivery_at to the day on which it came.`,
  );
}

export const create = command(createDelivery, async (tx, input) => {
  const { status, completed_at } = input;
  checkCompletion(completed_at, status, tx.now);
  if (status === "completed") await refuseEarly(tx, input);
  await checkBatch(tx, input);
  const stamp = status === "completed" ? { completed_at: completed_at ?? tx.now } : {};
  return tx.insert(delivery, { ...input, ...stamp }, told(status));
});

/** DLV-1: nothing becomes of it any more, its deletion included. */
function refuseLocked({ now }: Tx, before: Delivery): void {
  if (!isLocked(before, now)) return;
  const { completed_at } = before;
  throw fail("locked", "This delivery was completed more than 24 hours ago.", { completed_at });
}

export const change = command(changeDelivery, async (tx, { id, ...given }) => {
  const before = await tx.target(delivery, id);
  const real = realChanges(before, given);
  if (Object.keys(real).length === 0) return before;
  refuseLocked(tx, before);
  const { status = before.status, completed_at, ...changes } = real;
  checkCompletion(completed_at, status, tx.now);
  const step = deliveryStep(before, status, tx.now);
  if (!step.ok) {
    const { from, to, allowed } = step;
    throw fail("invalid_transition", "A delivery cannot go there from where it is.", { from, to, allowed });
  }
  const stamp = completed_at ? { completed_at } : {};
  const after = { ...before, ...changes, ...step.changes, ...stamp };
  await checkBatch(tx, after);
  const moved = status !== before.status;
  if (moved && status === "completed") await refuseEarly(tx, after);
  return tx.save(delivery, before, { ...changes, ...step.changes, ...stamp }, moved ? told(status) : "own");
});

export const remove = command(removeDelivery, async (tx, { id }) => {
  const before = await tx.target(delivery, id);
  refuseLocked(tx, before);
  await tx.erase(delivery, before);
  return { deleted_id: id };
});
