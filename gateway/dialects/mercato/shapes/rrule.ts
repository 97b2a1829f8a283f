/** How rules of availability are written here: DTSTART, DURATION and RRULE, for words of wall-clock time (MRC-BKG-2). */
import { type AvailabilityRule, weekdays } from "../../../../services/contracts/public.ts";
import { addDays, atWallClock, wallClock } from "../../../../shared/dates.ts";
import { invalidField } from "../../../../shared/errors.ts";

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const DAY_MINUTES = 1440;
/** A Sunday, from which rules without a first day are shown. */
const ALWAYS = "2024-01-07";

type Words = Pick<AvailabilityRule, "repeat" | "weekday" | "date" | "start" | "end">;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((each) => String(each).padStart(2, "0")).join(":");

export function textOf({
  repeat,
  weekday,
  date,
  start,
  end,
  timezone,
}: Words & { timezone: string }): string {
  const day = weekday === null ? 0 : weekdays.indexOf(weekday);
  const begins = atWallClock(`${date ?? addDays(ALWAYS, day)}T${start}`, timezone);
  const minutes = minutesOf(end) - minutesOf(start) + (end > start ? 0 : DAY_MINUTES);
  const rule = { weekly: `WEEKLY;BYDAY=${DAYS[day]}`, daily: "DAILY", once: "DAILY;COUNT=1" }[repeat];
  return [
    `DTSTART:${begins.replace(/[-:]|\.\d+/g, "")}`,
    `DURATION:PT${Math.floor(minutes / 60)}H${minutes % 60}M`,
    `RRULE:FREQ=${rule}`,
  ].join("\n");
}

const wrong = (allowed: string) => invalidField("/rrule", "invalid_value", `'rrule' must have ${allowed}.`);

/** The parts of a rule by their names. */
function partsOf(text: string): Map<string, string> {
  const lines = text.split(/\r?\n|\\n/).map((line) => line.trim().toUpperCase());
  return new Map(
    lines.filter(Boolean).map((line) => [line.split(/[:;]/, 1)[0]!, line.slice(line.indexOf(":") + 1)]),
  );
}

function repeatOf(rule: string): Words["repeat"] {
  const [, freq, count] =
    /^FREQ=(WEEKLY|DAILY)(?:;INTERVAL=1)?(?:;BYDAY=[A-Z,]+)?(?:;(COUNT=1))?$/.exec(rule) ?? [];
  if (!freq || (freq === "WEEKLY" && count))
    throw wrong("a line RRULE:FREQ=WEEKLY;BYDAY=… or FREQ=DAILY, with COUNT=1 for one date");
  return freq === "WEEKLY" ? "weekly" : count ? "once" : "daily";
}

function minutesIn(duration: string): number {
  const [, hours = 0, minutes = 0] = /^PT(?=\d)(?:(\d{1,2})H)?(?:(\d{1,4})M)?$/.exec(duration) ?? [];
  const length = Number(hours) * 60 + Number(minutes);
  if (length < 1 || length > DAY_MINUTES) throw wrong("a line DURATION:PT#H#M of at most a day");
  return length;
}

/** The words of a rule; its weekday is that of DTSTART in its zone, and it begins with that date. */
export function wordsOf(text: string, timezone: string): Words {
  const parts = partsOf(text);
  const [, y, m, d, h, min] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)00Z$/.exec(parts.get("DTSTART") ?? "") ?? [];
  const begins = `${y}-${m}-${d}T${h}:${min}:00.000Z`;
  if (Number.isNaN(Date.parse(begins))) throw wrong("a line DTSTART:YYYYMMDDTHHMM00Z");
  const repeat = repeatOf(parts.get("RRULE") ?? "");
  const local = wallClock(begins, timezone);
  const [date, start] = [local.slice(0, 10), local.slice(11, 16)];
  const end = (minutesOf(start) + minutesIn(parts.get("DURATION") ?? "PT1H")) % DAY_MINUTES;
  return {
    ...{ repeat, date, start, end: end === 0 ? "24:00" : timeOf(end) },
    weekday: repeat === "weekly" ? weekdays[new Date(date).getUTCDay()]! : null,
  };
}
