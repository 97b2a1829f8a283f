/** Subscriptions: periods, figures, proration, retries, and what is to be done when (8.4, SUB-1…11). */
import {
  nextInvoiceOn,
  nextStep,
  type Progress,
  retryAt,
  skippedAt,
} from "../../../services/contracts/subscriptions/next-step.rules.ts";
import { afterCycles, periodOf, periodOn } from "../../../services/contracts/subscriptions/periods.rules.ts";
import { proration, recurring } from "../../../services/contracts/subscriptions/recurring.rules.ts";

const ends = (start: string, cycle: Parameters<typeof afterCycles>[1], counts: number[]) =>
  counts.map((count) => afterCycles(start, cycle, count));

test("SUB-1: months are counted from the start and clamped to their last day", () => {
  expect(ends("2027-01-31", "monthly", [1, 2, 3, 4])).toEqual([
    ...["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
  ]);
  expect(ends("2027-11-30", "quarterly", [1, 2, 5])).toEqual(["2028-02-29", "2028-05-30", "2029-02-28"]);
  expect(ends("2028-02-29", "yearly", [1, 3, 4])).toEqual(["2029-02-28", "2031-02-28", "2032-02-29"]);
});

test("SUB-11: a week is seven days", () => {
  expect(ends("2027-02-25", "weekly", [1, 2])).toEqual(["2027-03-04", "2027-03-11"]);
});

test.each(["weekly", "monthly", "quarterly", "yearly"] as const)(
  "SUB-1: %s periods are half-open, without gaps, and found by their days",
  (cycle) => {
    const started = { start_date: "2027-01-31", cycle };
    expect(periodOn(started, "2027-01-30")).toBe(0);
    for (let period = 1; period <= 60; period++) {
      const { current_period_start: from, current_period_end: to } = periodOf(started, period);
      expect(periodOn(started, from)).toBe(period);
      expect(periodOn(started, to)).toBe(period + 1);
      expect(periodOf(started, period + 1).current_period_start).toBe(to);
    }
  },
);

test("SUB-7: what comes in a month is summed as fractions and rounded once", () => {
  expect(
    recurring([
      { cycle: "monthly", price: 9999 },
      { cycle: "weekly", price: 1500 },
      { cycle: "yearly", price: 120_000 },
    ]),
  ).toEqual({ mrr: 26_499, arr: 317_988 });
  // Each alone would be rounded up.
  expect(recurring([{ cycle: "yearly", price: 6 }]).mrr).toBe(1);
  expect(
    recurring([
      { cycle: "yearly", price: 6 },
      { cycle: "yearly", price: 6 },
    ]),
  ).toEqual({ mrr: 1, arr: 12 });
  expect(recurring([{ cycle: "quarterly", price: 300 }])).toEqual({ mrr: 100, arr: 1200 });
});

test("SUB-6: a change of price bears the whole days that are left", () => {
  const period = ["2027-04-01", "2027-05-01"] as const;
  const change = { from: 9999, to: 14_999, period };
  expect(proration({ ...change, today: "2027-04-11" })).toBe(3333);
  expect(proration({ ...change, from: 14_999, to: 9999, today: "2027-04-11" })).toBe(-3333);
  expect(proration({ ...change, today: "2027-04-01" })).toBe(5000);
  expect(proration({ ...change, today: "2027-05-02" })).toBe(0);
  expect(proration({ ...change, today: "2027-03-02" })).toBe(5000);
});

test("SUB-4: retries after 1, 3, 5 and 7 days, then none", () => {
  const failed = "2027-05-31T04:00:00.000Z";
  expect([0, 1, 2, 3, 4].map((retries) => retryAt(failed, retries))).toEqual([
    ...["2027-06-01T04:00:00.000Z", "2027-06-03T04:00:00.000Z", "2027-06-05T04:00:00.000Z"],
    ...["2027-06-07T04:00:00.000Z", null],
  ]);
});

const started = { start_date: "2027-01-31", cycle: "monthly" } as const;
const row = (more: Partial<Progress> = {}, period = 1): Progress => ({
  ...{ ...started, ...periodOf(started, period), status: "active", cancel_at_period_end: false },
  ...{ paused_at: null, paused_until: null, pause_behavior: null },
  ...{ next_attempt_at: null, attempt_of: null, attempt_until: null },
  ...more,
});
const time_zone = "America/New_York";
const at = (now: string, of: Progress, open: string | null = null) =>
  nextStep(of, { now, time_zone, open: open === null ? null : { current_period_start: open } });

test("SUB-2: an invoice is due when its day begins in the zone of the books", () => {
  const starts = "2027-02-28T05:00:00.000Z";
  expect(at("2027-02-28T04:59:59.999Z", row())).toEqual({ do: "wait", until: starts });
  expect(at(starts, row())).toEqual({ do: "invoice" });
  expect(at(starts, row(), "2027-01-31")).toEqual({ do: "collect" });
});

test("SUB-10: of missed periods the last 24 are made", () => {
  expect(at("2029-02-01T00:00:00.000Z", row())).toEqual({ do: "invoice" });
  // Period 26 has begun: 25 were missed.
  expect(at("2029-03-01T00:00:00.000Z", row())).toEqual({ do: "miss", to: periodOf(started, 2) });
});

test("SUB-4: a failed payment waits for its time", () => {
  const due = row({ status: "past_due", next_attempt_at: "2027-03-01T05:00:00.000Z" }, 2);
  expect(at("2027-03-01T04:00:00.000Z", due, "2027-02-28")).toEqual({
    ...{ do: "wait", until: due.next_attempt_at },
  });
  expect(at("2027-03-01T05:00:00.000Z", due, "2027-02-28")).toEqual({ do: "collect" });
  // Somebody has voided the invoice.
  expect(at("2027-03-01T04:00:00.000Z", due)).toEqual({ do: "clear" });
});

const paused = (more: Partial<Progress> = {}) =>
  row({ status: "paused", paused_at: "2027-02-10T12:00:00.000Z", pause_behavior: "skip", ...more });

test("SUB-3, story 4.3: what begins in a pause is skipped, and the day stays", () => {
  const until = paused({ paused_until: "2027-04-05T04:00:00.000Z" });
  expect(nextInvoiceOn(until, time_zone)).toBe("2027-04-30");
  expect(nextInvoiceOn(paused(), time_zone)).toBeNull();
  expect(at("2027-02-28T05:00:00.000Z", until)).toEqual({ do: "skip", to: periodOf(started, 2) });
  expect(at("2027-04-05T04:00:00.000Z", until)).toEqual({ do: "resume" });
  expect(skippedAt(until, until.paused_until!, time_zone)).toEqual(periodOf(started, 3));
});

test("SUB-3: a period that begins as the pause ends, or before it began, is invoiced", () => {
  const until = paused({ paused_until: "2027-02-28T05:00:00.000Z" });
  expect(nextInvoiceOn(until, time_zone)).toBe("2027-02-28");
  expect(skippedAt(until, until.paused_until!, time_zone)).toBeNull();
  const late = paused({ paused_at: "2027-02-28T05:00:01.000Z" });
  expect(at("2027-02-28T05:00:02.000Z", late)).toEqual({ do: "invoice" });
  expect(at("2027-02-28T05:00:03.000Z", { ...late, ...periodOf(started, 2) }, "2027-02-28")).toEqual({
    do: "collect",
  });
});

test("SUB-3: collect_later drafts each period, and collects none before the pause ends", () => {
  const later = paused({ pause_behavior: "collect_later", paused_until: "2027-04-05T04:00:00.000Z" });
  expect(at("2027-02-28T05:00:00.000Z", later)).toEqual({ do: "draft" });
  expect(nextInvoiceOn(later, time_zone)).toBe("2027-02-28");
  const drafted = { ...later, ...periodOf(started, 2) };
  expect(at("2027-02-28T05:00:01.000Z", drafted, "2027-02-28")).toEqual({
    ...{ do: "wait", until: "2027-03-31T04:00:00.000Z" },
  });
  expect(at("2027-04-05T04:00:00.000Z", { ...later, ...periodOf(started, 3) }, "2027-02-28")).toEqual({
    do: "resume",
  });
});

test("SUB-5: one that is to end does so with its period", () => {
  const last = row({ cancel_at_period_end: true });
  expect(nextInvoiceOn(last, time_zone)).toBeNull();
  expect(at("2027-02-28T05:00:00.000Z", last)).toEqual({ do: "end" });
  expect(at("2027-02-28T05:00:00.000Z", row({ status: "ended" }))).toEqual({ do: "wait", until: null });
});

test("SUB-9: nobody goes on while somebody collects; a start without an invoice is given up", () => {
  const busy = row({ status: "starting", attempt_until: "2027-01-31T06:00:00.000Z" });
  expect(at("2027-01-31T05:59:00.000Z", busy, "2027-01-31")).toEqual({
    do: "wait",
    until: busy.attempt_until,
  });
  expect(at("2027-01-31T06:00:00.000Z", busy, "2027-01-31")).toEqual({ do: "collect" });
  expect(at("2027-01-31T06:00:00.000Z", busy)).toEqual({ do: "abandon" });
  // What was paid in the meantime is no open invoice any more.
  const begun = { ...busy, attempt_of: "invoice" };
  expect(at("2027-01-31T06:00:00.000Z", begun)).toEqual({ do: "collect" });
});
