/** The states of a delivery (4.4), and the day after which a completed one is settled (DLV-1). */
export const deliveryStatuses = ["scheduled", "completed", "cancelled", "missed"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

const TABLE: Record<DeliveryStatus, readonly DeliveryStatus[]> = {
  scheduled: ["completed", "cancelled", "missed"],
  missed: ["scheduled"],
  completed: ["scheduled"],
  cancelled: [],
};

const LOCKED_AFTER_MS = 24 * 3_600_000;
const AHEAD_MS = 5 * 60_000;

type Delivery = { status: DeliveryStatus; completed_at: string | null };

/** DLV-1: more than 24 hours after its completion nothing changes any more; exactly 24 hours are not more. */
export const isLocked = ({ status, completed_at }: Delivery, now: string): boolean =>
  status === "completed" &&
  completed_at !== null &&
  Date.parse(now) - Date.parse(completed_at) > LOCKED_AFTER_MS;

export type DeliveryStep =
  | { ok: true; changes: DeliveryMoments }
  | {
      ok: false;
      code: "invalid_transition";
      from: DeliveryStatus;
      to: DeliveryStatus;
      allowed: readonly DeliveryStatus[];
    };

export type DeliveryMoments = {
  status?: DeliveryStatus;
  completed_at?: string | null;
  cancelled_at?: string | null;
  missed_at?: string | null;
};

/** 4.4, STM-2: where a delivery goes and what is stamped on it; back to `scheduled` it is as it was before. */
export function deliveryStep(before: Delivery, to: DeliveryStatus, now: string): DeliveryStep {
  const { status: from } = before;
  if (from === to) return { ok: true, changes: {} };
  const allowed = TABLE[from];
  if (!allowed.includes(to)) return { ok: false, code: "invalid_transition", from, to, allowed };
  if (to === "scheduled")
    return { ok: true, changes: { status: to, completed_at: null, cancelled_at: null, missed_at: null } };
  return { ok: true, changes: { status: to, [`${to}_at`]: now } };
}

/** STM-3: a moment given for back-dating is not in the future by more than five minutes. */
export const isTooFarAhead = (moment: string, now: string): boolean =>
  Date.parse(moment) - Date.parse(now) > AHEAD_MS;
