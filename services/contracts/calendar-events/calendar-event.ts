import { choice, flag, id, instant, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** `manual` ones may lie anywhere and overlap, a `booking` lies in free time, a `subscription` shows its next invoice. */
export const eventKinds = ["manual", "booking", "subscription"] as const;

const ranged = { filter: ["gt", "gte", "lt", "lte"] } as const;

/** Something in a user's calendar; the user is busy from `start_at` to `end_at` (CAL-2). */
export const calendarEvent = resource({
  service: "contracts",
  name: "calendar_event",
  plural: "calendar_events",
  grants: businessData,
  fields: {
    platform_id: ref("contracts.platform", { fixed: true, readonly: true, filter: ["eq"] }),
    user_id: ref("accounts.marketplace_user", { fixed: true, readonly: true, filter: ["eq"] }),
    kind: choice(eventKinds, { default: "manual", fixed: true, filter: ["eq"] }),
    title: text({ optional: true, private: true, max: 200 }),
    description: text({ optional: true, private: true, max: 5000 }),
    start_at: instant({ ...ranged, sort: true }),
    end_at: instant({ ...ranged, about: "Later than `start_at`, at most 31 days." }),
    all_day: flag({ default: false, readonly: true }),
    subscription_id: id({ optional: true, readonly: true, filter: ["eq"] }),
  },
  indexes: [{ user_id: 1, end_at: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type CalendarEvent = Entity<typeof calendarEvent>;
