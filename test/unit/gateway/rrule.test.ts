/** Rules of availability as Mercato writes them (MRC-BKG-2). */
import { textOf, wordsOf } from "../../../gateway/dialects/mercato/shapes/rrule.ts";

const text = (start: string, duration: string, rule: string) =>
  `DTSTART:${start}\nDURATION:${duration}\nRRULE:FREQ=${rule}`;

test.each([
  [
    text("20270308T080000Z", "PT8H0M", "WEEKLY;BYDAY=MO"),
    "Europe/Berlin",
    { repeat: "weekly", weekday: "monday", date: "2027-03-08", start: "09:00", end: "17:00" },
  ],
  [
    text("20270307T230000Z", "PT24H0M", "DAILY;COUNT=1"),
    "Europe/Berlin",
    { repeat: "once", weekday: null, date: "2027-03-08", start: "00:00", end: "24:00" },
  ],
  [
    text("20270308T220000Z", "PT8H30M", "DAILY"),
    "UTC",
    { repeat: "daily", weekday: null, date: "2027-03-08", start: "22:00", end: "06:30" },
  ],
  [
    text("20270308T010000Z", "PT3H0M", "WEEKLY;BYDAY=SU"),
    "America/New_York",
    { repeat: "weekly", weekday: "sunday", date: "2027-03-07", start: "20:00", end: "23:00" },
  ],
] as const)("%s in %s, and back (MRC-BKG-2)", (written, timezone, words) => {
  expect(wordsOf(written, timezone)).toEqual(words);
  expect(textOf({ ...words, timezone })).toBe(written);
});

test("an hour when no duration is named; the weekday is that of the beginning; a rule without a first day is shown from one", () => {
  const words = wordsOf("DTSTART:20270308T080000Z\r\nRRULE:FREQ=WEEKLY;BYDAY=FR", "UTC");
  expect(words).toMatchObject({ weekday: "monday", start: "08:00", end: "09:00" });
  expect(textOf({ ...words, date: null, timezone: "UTC" })).toBe(
    text("20240108T080000Z", "PT1H0M", "WEEKLY;BYDAY=MO"),
  );
});

test.each([
  ["", "nothing"],
  [text("20270308T080000Z", "PT8H0M", "MONTHLY"), "another frequency"],
  [text("20270308T080000Z", "PT8H0M", "WEEKLY;COUNT=1"), "weekly, yet once"],
  [text("20270308T080000Z", "PT8H0M", "WEEKLY;BYDAY=MO;UNTIL=20280101"), "an end"],
  [text("20270308T080000Z", "PT25H0M", "DAILY"), "more than a day"],
  [text("20270308T080000Z", "PT0H0M", "DAILY"), "no time at all"],
  [text("20270231T250000Z", "PT1H0M", "DAILY"), "no such date"],
  [text("20270308T080030Z", "PT1H0M", "DAILY"), "seconds"],
  [text("20270308", "PT1H0M", "DAILY"), "no time"],
])("%j is refused: %s (MRC-BKG-2)", (written) => {
  expect(() => wordsOf(written, "UTC")).toThrow(/rrule/);
});
