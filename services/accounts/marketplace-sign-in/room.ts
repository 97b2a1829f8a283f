import { room } from "../../../shared/service/room.ts";
import { marketplaceForgetting } from "./forget-sessions.ts";
import { marketplaceSession } from "./marketplace-session.ts";
import { noteSubscription } from "./on-subscription.ts";
import { oneTimeCode } from "./one-time-code.ts";
import { refreshMarketplaceSession, signMarketplaceSession } from "./refresh-marketplace-session.ts";
import { askEmail, requestSignInCode } from "./request-sign-in-code.ts";
import { runningSubscription } from "./running-subscription.ts";
import { signInLetter } from "./sign-in-letter.ts";
import { verifySignInCode } from "./verify-sign-in-code.ts";

export const marketplaceSignInRoom = room({
  resources: [oneTimeCode, marketplaceSession, runningSubscription],
  handlers: [
    ...[requestSignInCode, verifySignInCode, askEmail, signInLetter],
    ...[refreshMarketplaceSession, signMarketplaceSession],
  ],
  reactions: [noteSubscription],
  schedules: [marketplaceForgetting],
});
