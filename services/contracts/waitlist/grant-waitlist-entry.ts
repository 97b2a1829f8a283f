import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { placed } from "./positions.ts";
import { waitlistEntry } from "./waitlist-entry.ts";

export const grantWaitlistEntry = command(declared.grantWaitlistEntry, async (tx, { id }) => {
  const before = await tx.target(waitlistEntry, id);
  if (before.granted_at) return placed(tx, before);
  const { platform_id } = before;
  const after = await tx.save(
    waitlistEntry,
    before,
    { granted_at: tx.now },
    { emit: () => ({ event: declared.waitlistGranted, data: { waitlist_entry_id: id, platform_id } }) },
  );
  return placed(tx, after);
});
