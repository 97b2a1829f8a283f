import { room } from "../../../shared/service/room.ts";
import { addMember } from "./add-member.ts";
import { changeMember } from "./change-member.ts";
import { leaveOrganization } from "./leave-organization.ts";
import { membersToTell } from "./members-to-tell.ts";
import { removeMember } from "./remove-member.ts";

export const membersRoom = room({
  handlers: [addMember, changeMember, removeMember, leaveOrganization, membersToTell],
});
