import { flag, group, instant, list, ref, text } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

export const MOST_BUSY = 2000;

/** A user's calendar elsewhere, read as an iCalendar feed (CAL-7): its busy times at the last reading. */
export const calendarFeed = resource({
  service: "contracts",
  name: "calendar_feed",
  plural: "calendar_feeds",
  grants: { read: "viewer" },
  fields: {
    user_id: ref("accounts.marketplace_user", { readonly: true, filter: ["eq"] }),
    url: text({ readonly: true, private: true, max: 2000 }),
    busy: list(group({ start_at: instant(), end_at: instant() }), {
      default: [],
      readonly: true,
      max: MOST_BUSY,
    }),
    read_at: instant({ optional: true, readonly: true, about: "When it was read last." }),
    stale: flag({
      default: true,
      readonly: true,
      about: "The last try failed, or there was none; the busy times are those of `read_at`.",
    }),
    problem: text({ optional: true, readonly: true, max: 200, about: "Why the last try failed." }),
    next_at: instant({ readonly: true, hidden: true }),
  },
  globalIndexes: [{ next_at: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type CalendarFeed = Entity<typeof calendarFeed>;

const FEED = /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/;
/** Other ids of calendars are stored and shown, but cannot be read. */
export const isFeed = (external_id: string): boolean => FEED.test(external_id);

export const feedIdOf = (user_id: string, url: string): string => idOf(`calendar_feed:${user_id}:${url}`);
