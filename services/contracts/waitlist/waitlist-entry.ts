import { count, email, instant, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** A person who wants to become a user of a platform (4.13): waiting until they are granted. */
export const waitlistEntry = resource({
  service: "contracts",
  name: "waitlist_entry",
  plural: "waitlist_entries",
  scope: "waitlists",
  grants: { read: "viewer", write: "member", delete: "manager" },
  fields: {
    platform_id: ref("contracts.platform", { fixed: true, filter: ["eq"] }),
    email: email({ fixed: true, private: true, typed: true, filter: ["eq"] }),
    name: text({ optional: true, max: 200, private: true, fixed: true }),
    granted_at: instant({ optional: true, readonly: true, filter: ["eq"], sort: true }),
    position: count({
      ...{ optional: true, readonly: true, derived: true },
      about: "The place among those who wait, from 1; null once granted.",
    }),
  },
  unique: [["email", "platform_id"]],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type WaitlistEntry = Entity<typeof waitlistEntry>;
