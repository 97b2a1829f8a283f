/** The states of a delivery (4.4), and the day after which a completed one is settled (DLV-1). */
import { type InvalidTransition, machine, type StatusOf } from "../../../shared/machine.ts";

const deliveryMachine = machine({
  scheduled: ["completed", "cancelled", "missed"],
  completed: ["scheduled"],
  cancelled: [],
  missed: ["scheduled"],
});
export const deliveryStatuses = deliveryMachine.statuses;
export type DeliveryStatus = StatusOf<typeof deliveryMachine>;

const LOCKED_AFTER_MS = 24 * 3_600_000;
const AHEAD_MS = 5 * 60_000;

type Delivery = { status: DeliveryStatus; completed_at: string | null };

/** DLV-1: a delivery is locked when more than 24 hours have passed since its completion. */
export const isLocked = ({ status, completed_at }: Delivery, now: string): boolean =>
  status === "completed" &&
  completed_at !== null &&
  Date.parse(now) - Date.parse(completed_at) > LOCKED_AFTER_MS;

export type DeliveryStep = { ok: true; changes: DeliveryMoments } | InvalidTransition<DeliveryStatus>;

export type DeliveryMoments = {
  status?: DeliveryStatus;
  completed_at?: string | null;
  cancelled_at?: string | null;
  missed_at?: string | null;
};

/** 4.4, STM-2: the new status of a delivery and its time stamps. Back in `scheduled` it has none. */
export function deliveryStep(before: Delivery, to: DeliveryStatus, now: string): DeliveryStep {
  const moved = deliveryMachine.move(before.status, to);
  if (!moved.ok) return moved;
  if (!moved.changed) return { ok: true, changes: {} };
  if (to === "scheduled")
    return { ok: true, changes: { status: to, completed_at: null, cancelled_at: null, missed_at: null } };
  return { ok: true, changes: { status: to, [`${to}_at`]: now } };
}

/** STM-3: a moment given for back-dating is not in the future by more than five minutes. */
export const isTooFarAhead = (moment: string, now: string): boolean =>
  Date.parse(moment) - Date.parse(now) > AHEAD_MS;
