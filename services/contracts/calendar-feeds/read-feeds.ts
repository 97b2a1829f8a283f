/**
 * Reads the other calendars of users again every 15 minutes. One copy of the service does. What was read last counts while
 * an address cannot be reached, marked as stale (CAL-7).
 */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { systemMeta } from "../../../shared/meta.ts";
import { guardedFetch } from "../../../shared/net/guarded-fetch.ts";
import { type Leading, leadingWorker } from "../../../shared/service/leading-worker.ts";
import { hostsIn } from "../../../shared/service/settings.ts";
import { organization } from "../../accounts/public.ts";
import { calendarUserOf } from "../free-time/calendar-user.ts";
import { type CalendarFeed, calendarFeed, MOST_BUSY } from "./calendar-feed.ts";
import { busyInFeed } from "./feed-busy.ts";

const EVERY_MS = 15 * 60_000;
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 5 * 1024 * 1024;
const MOST_AT_ONCE = 8;
const DAY_MS = 86_400_000;
/** Free time can be queried for a year; busy times older than the longest booking do not matter. */
const [DAYS_BEHIND, DAYS_AHEAD] = [31, 2 * 366];

type Read = Pick<CalendarFeed, "busy" | "read_at" | "stale" | "problem">;

async function fetched(feed: CalendarFeed, time_zone: string, { place, signal }: Leading): Promise<Read> {
  const answer = await guardedFetch(feed.url, {
    timeout_ms: TIMEOUT_MS,
    max_bytes: MOST_BYTES,
    allowed_hosts: hostsIn(place.settings, "CALENDARS_ALLOWED_HOSTS"),
    headers: { accept: "text/calendar" },
    signal,
  });
  if (!answer.ok) throw new Error(answer.message);
  if (answer.status !== 200) throw new Error(`The address answers with status ${answer.status}.`);
  const now = nowMs();
  const within = { from: now - DAYS_BEHIND * DAY_MS, to: now + DAYS_AHEAD * DAY_MS };
  const spans = busyInFeed(answer.body.toString("utf8"), { within, time_zone }).slice(0, MOST_BUSY);
  const busy = spans.map(({ from, to }) => ({ start_at: instantOf(from), end_at: instantOf(to) }));
  return { busy, read_at: instantOf(now), stale: false, problem: null };
}

async function readFeed(leading: Leading, { id, org_id }: { id: string; org_id: string }): Promise<void> {
  const { global, callFor } = leading.place;
  const meta = systemMeta("contracts:calendar_feeds", org_id, newId());
  const feed = await global.transact(meta, { action: "contracts.calendar_feed.load" }, (tx) =>
    tx.get(calendarFeed, id),
  );
  if (!feed) return;
  const call = callFor(meta);
  const read = async () => {
    const { timezone } = await call(organization.actions.get, { id: org_id });
    const { time_zone } = await calendarUserOf(call, feed.user_id, timezone);
    return fetched(feed, time_zone, leading);
  };
  const found: Partial<Read> = await read().catch(({ message }: Error) => ({
    stale: true,
    problem: message.slice(0, 200),
  }));
  await global.transact(meta, { action: "contracts.calendar_feed.read" }, async (tx) => {
    const update = { $set: { ...found, next_at: instantOf(nowMs() + EVERY_MS) } };
    await tx.updateReturningHidden(calendarFeed, id, update);
  });
}

async function turn(leading: Leading, reading: Set<string>): Promise<boolean> {
  const due = { next_at: { $lte: instantOf(nowMs()) }, _id: { $nin: [...reading] } };
  const free = MOST_AT_ONCE - reading.size;
  const feeds = free > 0 ? await leading.place.global.due(calendarFeed, due, free) : [];
  for (const feed of feeds) {
    reading.add(feed.id);
    leading.open(readFeed(leading, feed).finally(() => reading.delete(feed.id)));
  }
  return feeds.length > 0;
}

export const calendarFeedWorker = leadingWorker("calendar-feeds", (leading) => {
  const reading = new Set<string>();
  return () => turn(leading, reading);
});
