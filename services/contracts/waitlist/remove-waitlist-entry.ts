import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { placed } from "./positions.ts";
import { waitlistEntry } from "./waitlist-entry.ts";

export const removeWaitlistEntry = command(declared.removeWaitlistEntry, async (tx, { id }) => {
  const before = await placed(tx, await tx.target(waitlistEntry, id));
  await tx.purge(waitlistEntry, before);
  return before;
});
