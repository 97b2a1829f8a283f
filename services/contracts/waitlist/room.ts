import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { admission, grantLetter } from "./admission.ts";
import { grantWaitlistEntry } from "./grant-waitlist-entry.ts";
import { joinWaitlist } from "./join-waitlist.ts";
import { eachPlaced } from "./positions.ts";
import { removeWaitlistEntry } from "./remove-waitlist-entry.ts";
import { waitlistEntry } from "./waitlist-entry.ts";

export const waitlistRoom = room({
  resources: [waitlistEntry],
  views: [viewOf(waitlistEntry, eachPlaced)],
  handlers: [joinWaitlist, grantWaitlistEntry, removeWaitlistEntry, admission, grantLetter],
});
