/** The waitlist of a platform: joining, granting, leaving, and who is let in. */
import { event } from "../../../shared/events/event.ts";
import { email, flag, group, id, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { waitlistEntry } from "./waitlist-entry.ts";

const shape = entityOf(waitlistEntry);

export const joinWaitlist = operation({
  name: "contracts.waitlist_entry.join",
  http: "POST /waitlist-entries",
  scope: "write:waitlists",
  about:
    "Join the waitlist of a platform. Joining again with the same email address returns the entry that is there. Returns the entry.",
  input: {
    platform_id: waitlistEntry.fields.platform_id,
    email: waitlistEntry.fields.email,
    name: waitlistEntry.fields.name,
  },
  output: shape,
});

export const grantWaitlistEntry = operation({
  name: "contracts.waitlist_entry.grant",
  http: "POST /waitlist-entries/{id}/grant",
  scope: "write:waitlists",
  about:
    "Grant a waitlist entry. The person gets a mail with the address of the platform, and may sign in. Granting again changes nothing. Returns the entry.",
  input: { id: id() },
  output: shape,
});

export const removeWaitlistEntry = operation({
  name: "contracts.waitlist_entry.remove",
  http: "DELETE /waitlist-entries/{id}",
  scope: "delete:waitlists",
  about:
    "Delete a waitlist entry. Deletes it permanently; those behind it move up. Returns the entry as it was.",
  input: { id: id() },
  output: shape,
});

/** For services that create users of a platform. */
export const admission = operation({
  name: "contracts.platform.admission",
  about:
    "Whether a person may become a user of a platform: everybody, or only those who were granted (WTL-3).",
  input: { platform_id: id(), email: email() },
  output: shapeOf({ admitted: flag() }),
});

const letter = { email: email(), platform: text(), url: text({ optional: true }), locale: text() } as const;

export const grantLetter = operation({
  name: "contracts.waitlist_entry.letter",
  about: "What the mail to a granted person says; null once the entry is gone.",
  input: { id: id() },
  output: shapeOf({ letter: group(letter, { optional: true }) }),
});

export const waitlistGranted = event({
  type: "waitlist.granted",
  service: "contracts",
  about: "A person on the waitlist of a platform was granted access.",
  data: { waitlist_entry_id: id(), platform_id: id() },
});

export const waitlistJoined = event({
  type: "waitlist.joined",
  service: "contracts",
  about: "A person joined the waitlist of a platform.",
  data: { waitlist_entry_id: id(), platform_id: id() },
});
