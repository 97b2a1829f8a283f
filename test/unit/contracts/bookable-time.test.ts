/** Free time by rules that repeat (MRC-BKG-3, MRC-BKG-4). */
import {
  bookableTime,
  fallsOn,
  type TimeRule,
} from "../../../services/contracts/free-time/bookable-time.rules.ts";
import type { Span } from "../../../services/contracts/free-time/free-time.rules.ts";
import { addDays } from "../../../shared/dates.ts";
import { randomOf } from "../../fault/random.ts";

const at = (instant: string) => Date.parse(instant);
const within = (from: string, to: string): Span => ({ from: at(`${from}T00:00Z`), to: at(`${to}T00:00Z`) });
const shown = (spans: Span[]) =>
  spans.map(({ from, to }) => [from, to].map((each) => new Date(each).toISOString().slice(5, 16)).join(" "));
const rule = (given: Partial<TimeRule>): TimeRule => ({
  ...{ timezone: "UTC", repeat: "weekly", weekday: null, date: null, exdates: [], kind: "availability" },
  ...{ start: "09:00", end: "17:00", ...given },
});
const monday = rule({ weekday: 1 });
const march8 = { repeat: "once", date: "2027-03-08" } as const;

test("the vector: one Monday of its own, with a break (MRC-BKG-4)", () => {
  const rules = [
    ...[monday, rule({ ...march8, start: "12:00", end: "14:00" })],
    rule({ ...march8, kind: "unavailability", start: "13:00", end: "13:30" }),
  ];
  expect(shown(bookableTime(rules, [], within("2027-03-08", "2027-03-16")))).toEqual([
    ...["03-08T12:00 03-08T13:00", "03-08T13:30 03-08T14:00"],
    "03-15T09:00 03-15T17:00",
  ]);
});

const march = within("2027-03-07", "2027-03-16");
test.each<[string, TimeRule[], Span[], string[]]>([
  ["nothing without rules", [], [], []],
  ["nothing when only something is not available", [rule({ weekday: 1, kind: "unavailability" })], [], []],
  [
    "a whole day off leaves the next week",
    [monday, rule({ ...march8, kind: "unavailability", start: "00:00", end: "24:00" })],
    [],
    ["03-15T09:00 03-15T17:00"],
  ],
  [
    "a date that is left out, and an exact beginning",
    [rule({ weekday: 1, exdates: ["2027-03-08", "2027-03-15T10:00:00Z"] })],
    [],
    ["03-15T09:00 03-15T17:00"],
  ],
  [
    "an exact beginning",
    [rule({ weekday: 1, exdates: ["2027-03-15T09:00:00Z"] })],
    [],
    ["03-08T09:00 03-08T17:00"],
  ],
  ["from its first day on", [rule({ weekday: 1, date: "2027-03-09" })], [], ["03-15T09:00 03-15T17:00"]],
  [
    "past midnight, also into a day with one of its own",
    [rule({ weekday: 0, start: "22:00", end: "06:00" }), rule({ ...march8, start: "12:00", end: "13:00" })],
    [],
    ["03-07T22:00 03-08T06:00", "03-08T12:00 03-08T13:00", "03-14T22:00 03-15T06:00"],
  ],
  [
    "without what is booked",
    [monday],
    [{ from: at("2027-03-08T10:00Z"), to: at("2027-03-08T16:30Z") }],
    ["03-08T09:00 03-08T10:00", "03-08T16:30 03-08T17:00", "03-15T09:00 03-15T17:00"],
  ],
  [
    "in two zones",
    [rule({ weekday: 1, end: "10:00" }), rule({ weekday: 1, end: "10:00", timezone: "Europe/Berlin" })],
    [],
    ["03-08T08:00 03-08T10:00", "03-15T08:00 03-15T10:00"],
  ],
])("%s (MRC-BKG-3)", (_what, rules, busy, expected) => {
  expect(shown(bookableTime(rules, busy, march))).toEqual(expected);
});

test("the wall clock counts across summer time (CAL-1, MRC-BKG-4)", () => {
  const daily = rule({ repeat: "daily", timezone: "Europe/Berlin", end: "10:00" });
  expect(shown(bookableTime([daily], [], within("2027-03-27", "2027-03-29")))).toEqual([
    ...["03-27T08:00 03-27T09:00", "03-28T07:00 03-28T08:00"],
  ]);
});

const FIRST = "2027-03-20";
const DAYS = 14;
const HOUR = 3_600_000;

/** Each quarter of an hour by itself, as the rules say it, in UTC. */
function isFree(rules: readonly TimeRule[], busy: readonly Span[], moment: number): boolean {
  const date = new Date(moment).toISOString().slice(0, 10);
  const time = new Date(moment).toISOString().slice(11, 16);
  const inside = (each: TimeRule) => fallsOn(each, date) && each.start <= time && time < each.end;
  const taken = rules.some(
    (each) => each.kind === "availability" && each.repeat === "once" && fallsOn(each, date),
  );
  const counts = (each: TimeRule) => each.repeat === "once" || !taken;
  return (
    rules.some((each) => each.kind === "availability" && counts(each) && inside(each)) &&
    !rules.some((each) => each.kind === "unavailability" && inside(each)) &&
    !busy.some(({ from, to }) => from <= moment && moment < to)
  );
}

test("each moment is free when the rules say so, and only then (fixed seed, MRC-BKG-3)", () => {
  const { below } = randomOf(20270308);
  const clock = (quarters: number) =>
    `${String(Math.floor(quarters / 4)).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`;
  const dateOf = () => addDays(FIRST, below(DAYS));
  const drawn = (): TimeRule => {
    const start = below(95);
    const repeat = (["weekly", "daily", "once"] as const)[below(3)]!;
    return rule({
      ...{ repeat, start: clock(start), end: clock(start + 1 + below(96 - start)) },
      weekday: repeat === "weekly" ? below(7) : null,
      date: repeat === "once" || below(4) === 0 ? dateOf() : null,
      exdates: below(3) ? [] : [dateOf()],
      kind: below(3) ? "availability" : "unavailability",
    });
  };
  const range = { from: at(`${FIRST}T00:00Z`), to: at(`${addDays(FIRST, DAYS)}T00:00Z`) };
  for (let round = 0; round < 100; round++) {
    const rules = Array.from({ length: 1 + below(8) }, drawn);
    const busy = Array.from({ length: below(3) }, () => {
      const from = range.from + below(DAYS * 24) * HOUR;
      return { from, to: from + (1 + below(30)) * HOUR };
    });
    const free = bookableTime(rules, busy, range);
    for (let moment = range.from; moment < range.to; moment += HOUR / 4) {
      const told = free.some(({ from, to }) => from <= moment && moment < to);
      if (told !== isFree(rules, busy, moment))
        throw new Error(`${round}: ${new Date(moment).toISOString()} is ${told}: ${JSON.stringify(rules)}`);
    }
    const ordered = free.every(({ from, to }, i) => from < to && (i === 0 || free[i - 1]!.to < from));
    expect(ordered).toBe(true);
  }
});
