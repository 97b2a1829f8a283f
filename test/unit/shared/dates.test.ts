/** The clocks of a zone (TIM-4, CAL-1). */
import { atWallClock, wallClock } from "../../../shared/dates.ts";

test.each([
  ["2027-06-14T09:00:00", "America/New_York", "2027-06-14T13:00:00.000Z"],
  ["2027-01-14T09:00", "America/New_York", "2027-01-14T14:00:00.000Z"],
  // Skipped: shifted forward by the gap.
  ["2027-03-28T02:00", "Europe/Berlin", "2027-03-28T01:00:00.000Z"],
  ["2027-03-28T02:30", "Europe/Berlin", "2027-03-28T01:30:00.000Z"],
  // Shown twice: the first.
  ["2027-10-31T02:00", "Europe/Berlin", "2027-10-31T00:00:00.000Z"],
  ["2027-10-31T02:30", "Europe/Berlin", "2027-10-31T00:30:00.000Z"],
  ["2027-10-31T04:00", "Europe/Berlin", "2027-10-31T03:00:00.000Z"],
  ["2027-06-14T09:00:00.250", "UTC", "2027-06-14T09:00:00.250Z"],
])("TIM-4: %s in %s is %s", (local, zone, instant) => {
  expect(atWallClock(local, zone)).toBe(instant);
});

test.each([
  ["2027-06-14T13:00:00.000Z", "America/New_York", "2027-06-14T09:00:00"],
  ["2027-03-28T00:59:59.999Z", "Europe/Berlin", "2027-03-28T01:59:59"],
  ["2027-03-28T01:00:00Z", "Europe/Berlin", "2027-03-28T03:00:00"],
  ["2026-12-31T18:30:00Z", "Asia/Kolkata", "2027-01-01T00:00:00"],
])("CAL-1: %s in %s is %s", (instant, zone, local) => {
  expect(wallClock(instant, zone)).toBe(local);
});
