/** What an iCalendar feed says is busy (CAL-7). */
import { busyInFeed } from "../../../services/contracts/calendar-feeds/feed-busy.ts";

const reading = {
  within: { from: Date.parse("2027-06-01T00:00:00Z"), to: Date.parse("2027-07-01T00:00:00Z") },
  time_zone: "America/New_York",
};
const feed = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT", "END:VCALENDAR"].join("\r\n");
const shown = (text: string) =>
  busyInFeed(text, reading).map(({ from, to }) => [new Date(from).toISOString(), new Date(to).toISOString()]);

test("a whole day is a day of the user's zone", () => {
  expect(shown(feed("DTSTART;VALUE=DATE:20270614", "DTEND;VALUE=DATE:20270615"))).toEqual([
    ["2027-06-14T04:00:00.000Z", "2027-06-15T04:00:00.000Z"],
  ]);
});

test.each([["RRULE:FREQ=SECONDLY"], ["RRULE:FREQ=", " SECONDLY"], ["RRULE:FREQ=DAILY;BYM", "\tINUTE=0,1"]])(
  "what repeats within a day is refused, also in a folded line: %j",
  (...rule) => {
    expect(() => shown(feed("DTSTART:20270614T100000Z", "DTEND:20270614T101000Z", ...rule))).toThrow(
      "The calendar has events that repeat within a day.",
    );
  },
);

test("what is no calendar is refused", () => {
  expect(() => shown("<html>")).toThrow("The address does not answer with a calendar.");
});
