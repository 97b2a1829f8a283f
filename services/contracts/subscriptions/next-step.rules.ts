/** What is to be done for a subscription, decided from its state and the time. */
import { businessDate, startOfDate } from "../../../shared/dates.ts";
import { machine, type StatusOf } from "../../../shared/machine.ts";
import { afterCycles, type Cycle, type Period, periodOf, periodOn } from "./periods.rules.ts";

/** `starting`: its first invoice is not paid yet. */
const subscriptionMachine = machine({
  starting: ["active"],
  active: ["paused", "past_due", "ended"],
  paused: ["active", "past_due", "ended"],
  past_due: ["active", "ended"],
  ended: [],
});
export const subscriptionStatuses = subscriptionMachine.statuses;
export type SubscriptionStatus = StatusOf<typeof subscriptionMachine>;
export const moveSubscription = subscriptionMachine.move;
export const refuseMove = subscriptionMachine.refuse;

const DAY_MS = 86_400_000;
/** SUB-4: days after the first failure. */
const RETRIES_AFTER = [1, 3, 5, 7] as const;

/** The next attempt after this many retries; null when there is none. */
export function retryAt(failed_at: string, retries: number): string | null {
  const days = RETRIES_AFTER[retries];
  return days === undefined ? null : new Date(Date.parse(failed_at) + days * DAY_MS).toISOString();
}

/** SUB-10: periods that are made later on; older ones are not. */
const MOST_MISSED = 24;

export type Progress = Period & {
  status: SubscriptionStatus;
  start_date: string;
  cycle: Cycle;
  paused_at: string | null;
  paused_until: string | null;
  pause_behavior: "skip" | "collect_later" | null;
  cancel_at_period_end: boolean;
  next_attempt_at: string | null;
  attempt_of: string | null;
  attempt_until: string | null;
};

export type Step =
  | { do: "collect" | "draft" | "invoice" | "resume" | "end" | "clear" | "abandon" }
  | { do: "miss" | "skip"; to: Period }
  | { do: "wait"; until: string | null };

/** `open`: the start of the period of the oldest invoice that is not paid. */
type Place = { now: string; time_zone: string; open: { current_period_start: string } | null };

const earliest = (...times: (string | null)[]): string | null =>
  times.filter((each) => each !== null).sort()[0] ?? null;

/** When the next period begins. */
const nextStart = ({ current_period_end }: Progress, time_zone: string): string =>
  startOfDate(current_period_end, time_zone);

export function nextStep(row: Progress, place: Place): Step {
  const { now, time_zone, open } = place;
  if (row.attempt_until && row.attempt_until > now) return { do: "wait", until: row.attempt_until };
  // An attempt that was begun is ended first: its invoice may be paid, and then it is no open one.
  if (row.attempt_of) return { do: "collect" };
  if (row.status === "ended") return { do: "wait", until: null };
  if (row.status === "starting") return { do: open ? "collect" : "abandon" };
  const starts = nextStart(row, time_zone);
  if (row.cancel_at_period_end && starts <= now) return { do: "end" };
  if (row.status === "paused") return whilePaused(row, place, starts);
  return whileRunning(row, place, starts);
}

function whileRunning(row: Progress, place: Place, starts: string): Step {
  const { now, open } = place;
  const { next_attempt_at, cancel_at_period_end } = row;
  if (open && next_attempt_at && next_attempt_at > now)
    return { do: "wait", until: earliest(next_attempt_at, cancel_at_period_end ? starts : null) };
  if (open) return { do: "collect" };
  if (starts <= now) return missedOf(row, place) ?? { do: "invoice" };
  if (row.status === "past_due") return { do: "clear" };
  return { do: "wait", until: starts };
}

/** SUB-3: what begins while it is paused is skipped or made as a draft; what began before is invoiced and collected. */
function whilePaused(row: Progress, { now, time_zone, open }: Place, starts: string): Step {
  const paused_at = row.paused_at ?? now;
  if (open && startOfDate(open.current_period_start, time_zone) < paused_at) return { do: "collect" };
  if (starts <= now && starts < paused_at) return { do: "invoice" };
  const ends = row.paused_until && row.paused_until <= now ? row.paused_until : null;
  if (row.pause_behavior === "collect_later" && starts <= now && !(ends && starts >= ends))
    return { do: "draft" };
  if (ends) return { do: "resume" };
  if (row.pause_behavior === "collect_later")
    return { do: "wait", until: earliest(starts, row.paused_until) };
  // A period that begins now is skipped as well.
  const to = skippedAt(row, new Date(Date.parse(now) + 1).toISOString(), time_zone);
  if (to) return { do: "skip", to };
  return { do: "wait", until: earliest(starts, row.paused_until) };
}

/** The period in which a skipping pause ends: the last one begun before this instant; null if none has begun. */
export function skippedAt(row: Progress, at: string, time_zone: string): Period | null {
  // A period that begins at the very moment is not skipped.
  const last = periodOn(row, businessDate(Date.parse(at) - 1, time_zone));
  const began = row.paused_at !== null && nextStart(row, time_zone) >= row.paused_at;
  return began && last > row.period ? periodOf(row, last) : null;
}

function missedOf(row: Progress, { now, time_zone }: Place): Step | null {
  const last = periodOn(row, businessDate(now, time_zone));
  const to = last - MOST_MISSED;
  return to > row.period ? { do: "miss", to: periodOf(row, to) } : null;
}

/** The day of the next invoice; null when there will be none, or the day is unknown. */
export function nextInvoiceOn(row: Progress, time_zone: string): string | null {
  if (row.status === "ended" || row.status === "starting" || row.cancel_at_period_end) return null;
  const next = row.current_period_end;
  if (row.status !== "paused" || row.pause_behavior === "collect_later") return next;
  if (nextStart(row, time_zone) < (row.paused_at ?? "")) return next;
  if (!row.paused_until) return null;
  const skipped = skippedAt(row, row.paused_until, time_zone);
  return afterCycles(row.start_date, row.cycle, skipped?.period ?? row.period);
}
