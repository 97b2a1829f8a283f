import { room } from "../../../shared/service/room.ts";
import {
  acceptInvitation,
  declineInvitation,
  lookUpInvitation,
  ownInvitations,
} from "./answer-invitation.ts";
import { invitation } from "./invitation.ts";
import { invitationLetter } from "./invitation-letter.ts";
import { resendInvitation, revokeInvitation, sendInvitation } from "./send-invitation.ts";

export const invitationsRoom = room({
  resources: [invitation],
  handlers: [
    ...[sendInvitation, resendInvitation, revokeInvitation],
    ...[lookUpInvitation, ownInvitations, acceptInvitation, declineInvitation],
    invitationLetter,
  ],
});
