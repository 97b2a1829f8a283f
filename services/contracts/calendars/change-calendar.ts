import { invalid } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { calendarFeed, feedIdOf, isFeed } from "../calendar-feeds/calendar-feed.ts";
import { type CalendarUser, calendarUserOf } from "../free-time/calendar-user.ts";
import { type DayRange, overlapping } from "../free-time/free-time.rules.ts";
import { calendar, calendarIdOf } from "./calendar.ts";
import * as declared from "./declarations.ts";
import { shownCalendar, storedCalendar } from "./load-calendar.ts";

type Given = { availability?: readonly (DayRange & { day: string })[] | undefined };
type Overrides = { overrides?: readonly { date: string; ranges?: readonly DayRange[] }[] | undefined };
type Violations = { pointer: string; code: string; message: string }[];

export const changeCalendar = command(declared.changeCalendar, {
  gather: (call, { user_id }, meta) => calendarUserOf(call, user_id, meta.org.timezone),
  verifies: ["user_id"],
  async run(tx, { user_id, ...given }, user) {
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const refused = [...wrongWeek(given), ...wrongDates(given)];
    if (refused.length) throw invalid(refused);
    if (given.external_calendar_ids) await keepFeeds(tx, user, given.external_calendar_ids);
    const before = await storedCalendar(tx, user_id);
    const own = { id: calendarIdOf(user_id), user_id, platform_id: user.platform_id };
    const after = before
      ? await tx.save(calendar, before, changes)
      : await tx.insert(calendar, { ...own, ...changes });
    return shownCalendar(after, user);
  },
});

function wrongRanges(ranges: readonly DayRange[], pointerOf: (range: DayRange) => string): Violations {
  const reversed = ranges.filter(({ start, end }) => end <= start);
  const [first, second] = overlapping(ranges) ?? [];
  return [
    ...reversed.map((range) => ({
      pointer: `${pointerOf(range)}/end`,
      code: "too_early",
      message: "'end' must be later than 'start'; a range past midnight is two ranges.",
    })),
    ...(first && second
      ? [
          {
            pointer: pointerOf(second),
            code: "overlap",
            message: `Ranges of a day may not overlap; this one begins before ${first.end}.`,
          },
        ]
      : []),
  ];
}

function wrongWeek({ availability = [] }: Given): Violations {
  const byDay = Map.groupBy(availability, ({ day }) => day);
  const all: readonly DayRange[] = availability;
  const at = (range: DayRange) => `/availability/${all.indexOf(range)}`;
  return [...byDay.values()].flatMap((ranges) => wrongRanges(ranges, at));
}

function wrongDates({ overrides = [] }: Overrides): Violations {
  return overrides.flatMap(({ date, ranges = [] }, i) => {
    const twice = overrides.findIndex((each) => each.date === date) < i;
    const message = `There is already an override for ${date}.`;
    return [
      ...(twice ? [{ pointer: `/overrides/${i}/date`, code: "duplicate", message }] : []),
      ...wrongRanges(ranges, (range) => `/overrides/${i}/ranges/${ranges.indexOf(range)}`),
    ];
  });
}

/** Adds a feed row for each readable address; removes rows whose address is no longer listed. */
async function keepFeeds(tx: Tx, { user_id }: CalendarUser, external_ids: readonly string[]): Promise<void> {
  const wanted = new Map(external_ids.filter(isFeed).map((url) => [feedIdOf(user_id, url), url]));
  const there = await tx.find(calendarFeed, { user_id });
  for (const each of there) if (!wanted.delete(each.id)) await tx.purge(calendarFeed, each);
  for (const [id, url] of wanted)
    await tx.insert(calendarFeed, { id, user_id, url, next_at: tx.now }, { emit: "none" });
}
