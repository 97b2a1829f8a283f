/** Free time of calendars across summer time (CAL-1, CAL-2, CAL-7). */
import {
  type Availability,
  availableTime,
  freeTime,
  overlapping,
  type Span,
  slotsIn,
} from "../../../services/contracts/free-time/free-time.rules.ts";
import { randomOf } from "../../fault/random.ts";

const at = (instant: string) => Date.parse(instant);
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });
const shown = (spans: Span[]) =>
  spans.map(({ from, to }) => [from, to].map((each) => new Date(each).toISOString().slice(0, 16)));
const sundays = (start: string, end: string): Availability => ({
  time_zone: "Europe/Berlin",
  weekly: [{ day: 0, start, end }],
  overrides: [],
});

test.each([
  ["01:00", "04:00", "2027-03-28", [["2027-03-28T00:00", "2027-03-28T02:00"]]],
  ["01:00", "04:00", "2027-10-31", [["2027-10-30T23:00", "2027-10-31T03:00"]]],
  ["02:00", "02:30", "2027-03-28", [["2027-03-28T01:00", "2027-03-28T01:30"]]],
  ["02:00", "03:00", "2027-03-28", [["2027-03-28T01:00", "2027-03-28T02:00"]]],
  ["02:00", "02:30", "2027-10-31", [["2027-10-31T00:00", "2027-10-31T00:30"]]],
  ["22:00", "24:00", "2027-06-13", [["2027-06-13T20:00", "2027-06-13T22:00"]]],
])("CAL-1: Sunday %s to %s in Berlin on %s", (start, end, date, expected) => {
  const day = { from: at(`${date}T00:00Z`) - 86_400_000, to: at(`${date}T00:00Z`) + 2 * 86_400_000 };
  expect(shown(availableTime(sundays(start, end), day))).toEqual(expected);
});

test("CAL-7: slots of a day in New York around an event", () => {
  const weekdays = {
    time_zone: "America/New_York",
    weekly: [{ day: 1, start: "09:00", end: "17:00" }],
    overrides: [],
  };
  const lunch = [span("2027-06-14T16:00Z", "2027-06-14T17:00Z")];
  const free = freeTime(weekdays, lunch, span("2027-06-14T00:00Z", "2027-06-15T00:00Z"));
  expect(slotsIn(free, 60).map(({ from }) => new Date(from).getUTCHours())).toEqual([
    13, 14, 15, 17, 18, 19, 20,
  ]);
  expect(slotsIn(free, 90).map(({ from }) => new Date(from).toISOString().slice(11, 16))).toEqual([
    ...["13:00", "14:30", "17:00", "18:30"],
  ]);
});

test("CAL-2: an override counts in place of the weekday; without ranges the day is closed", () => {
  const open = sundays("09:00", "12:00");
  const within = span("2027-06-12T00:00Z", "2027-06-21T00:00Z");
  const closed = { ...open, overrides: [{ date: "2027-06-13", ranges: [] }] };
  expect(shown(availableTime(closed, within))).toEqual([["2027-06-20T07:00", "2027-06-20T10:00"]]);
  const monday = {
    ...closed,
    overrides: [{ date: "2027-06-14", ranges: [{ start: "00:00", end: "24:00" }] }],
  };
  expect(shown(availableTime(monday, within))[1]).toEqual(["2027-06-13T22:00", "2027-06-14T22:00"]);
});

test("touching ranges are one stretch; only what lies between the two instants is shown", () => {
  const halves = {
    ...sundays("09:00", "12:00"),
    weekly: [
      { day: 0, start: "12:00", end: "15:00" },
      { day: 0, start: "09:00", end: "12:00" },
    ],
  };
  expect(shown(availableTime(halves, span("2027-06-13T08:00Z", "2027-06-13T12:30Z")))).toEqual([
    ["2027-06-13T08:00", "2027-06-13T12:30"],
  ]);
});

test("CAL-2: ranges of a day may not overlap, but may touch", () => {
  const early = { start: "09:00", end: "12:00" };
  expect(overlapping([{ start: "12:00", end: "24:00" }, early])).toBeUndefined();
  expect(overlapping([{ start: "11:59", end: "13:00" }, early])).toEqual([
    early,
    { start: "11:59", end: "13:00" },
  ]);
});

test("free time and what is busy never meet, and together cover the availability (fixed seed)", () => {
  const random = randomOf(7);
  const whole = span("2027-03-25T00:00Z", "2027-04-01T00:00Z");
  const always = {
    time_zone: "Europe/Berlin",
    weekly: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "24:00" })),
    overrides: [],
  };
  for (let round = 0; round < 50; round++) {
    const busy = Array.from({ length: random.below(12) }, () => {
      const from = whole.from + random.below(7 * 24) * 3_600_000;
      return { from, to: from + (1 + random.below(30)) * 3_600_000 };
    });
    const free = freeTime(always, busy, whole);
    const hours = (whole.to - whole.from) / 3_600_000;
    for (let hour = 0; hour < hours; hour++) {
      const moment = whole.from + hour * 3_600_000;
      const inside = (each: Span) => each.from <= moment && moment < each.to;
      expect(free.some(inside)).toBe(!busy.some(inside));
    }
  }
});
