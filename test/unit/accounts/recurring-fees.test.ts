import { dueDates, type FeeCycle } from "../../../services/accounts/adjustments/recurring-fees.rules.ts";

const weekly = (every_weeks: number | null, starts_on: string | null = null): FeeCycle => ({
  cycle: "weekly",
  every_weeks,
  day_of_month: null,
  starts_on,
});
const monthly = (day_of_month: number | null, starts_on: string | null = null): FeeCycle => ({
  cycle: "monthly",
  every_weeks: null,
  day_of_month,
  starts_on,
});

test.each<[string, FeeCycle, string, string, string, string[]]>([
  ["weekly, never on the day attached", weekly(null), "2026-01-01", "2026-01-01", "2026-01-01", []],
  ["weekly, the day before", weekly(1), "2026-01-01", "2026-01-01", "2026-01-07", []],
  ["weekly, a week later", weekly(1), "2026-01-01", "2026-01-01", "2026-01-08", ["2026-01-08"]],
  ["weekly, charged already", weekly(1), "2026-01-01", "2026-01-08", "2026-01-08", []],
  ["weekly, caught up", weekly(1), "2026-01-01", "2026-01-08", "2026-01-23", ["2026-01-15", "2026-01-22"]],
  ["every two weeks", weekly(2), "2026-01-01", "2026-01-01", "2026-01-30", ["2026-01-15", "2026-01-29"]],
  [
    "weekly, from a later start on",
    weekly(1, "2026-01-10"),
    "2026-01-01",
    "2026-01-01",
    "2026-01-17",
    ["2026-01-10", "2026-01-17"],
  ],
  [
    "weekly, in step with an earlier start",
    weekly(1, "2025-12-27"),
    "2026-01-03",
    "2026-01-03",
    "2026-01-10",
    ["2026-01-10"],
  ],
  [
    "monthly, clamped to the month's end",
    monthly(31),
    "2026-01-31",
    "2026-01-31",
    "2026-04-30",
    ["2026-02-28", "2026-03-31", "2026-04-30"],
  ],
  ["monthly, leap year", monthly(30), "2028-02-01", "2028-02-01", "2028-03-01", ["2028-02-29"]],
  [
    "monthly, never on the day attached",
    monthly(5),
    "2026-01-05",
    "2026-01-05",
    "2026-02-05",
    ["2026-02-05"],
  ],
  ["monthly, later in the same month", monthly(20), "2026-01-05", "2026-01-05", "2026-01-20", ["2026-01-20"]],
  [
    "monthly, on the day of the start",
    monthly(null, "2026-03-15"),
    "2026-01-01",
    "2026-01-01",
    "2026-04-20",
    ["2026-03-15", "2026-04-15"],
  ],
  [
    "monthly, over the year",
    monthly(1),
    "2025-11-20",
    "2025-12-01",
    "2026-02-01",
    ["2026-01-01", "2026-02-01"],
  ],
])("%s", (_, fee, attached_on, after, until, dates) => {
  expect(dueDates(fee, attached_on, after, until)).toEqual(dates);
});
