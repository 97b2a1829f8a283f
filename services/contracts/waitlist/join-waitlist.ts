import { typedAs } from "../../../shared/resource/words.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { placed } from "./positions.ts";
import { waitlistEntry } from "./waitlist-entry.ts";

export const joinWaitlist = command(declared.joinWaitlist, async (tx, { platform_id, email, name }) => {
  const own = { platform_id, ...typedAs(waitlistEntry, "email", email) };
  const there = await tx.findOne(waitlistEntry, own);
  if (there) return placed(tx, there);
  const values = { platform_id, email, name: name ?? null };
  const made = await tx.insert(waitlistEntry, values, {
    emit: ({ id }) => ({ event: declared.waitlistJoined, data: { waitlist_entry_id: id, platform_id } }),
  });
  return placed(tx, made);
});
