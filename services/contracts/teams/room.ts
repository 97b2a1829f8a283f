import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import {
  assignTeamMemberTag,
  changeTeamMember,
  createTeamMember,
  removeTeamMember,
  unassignTeamMemberTag,
} from "./change-members.ts";
import { changeTeamRole, createTeamRole, removeTeam, removeTeamRole } from "./change-roles.ts";
import { team } from "./team.ts";
import { teamMember } from "./team-member.ts";
import { teamRole } from "./team-role.ts";
import { shownRoles, shownTeams } from "./with-members.ts";

export const teamsRoom = room({
  resources: [team, teamRole, teamMember],
  views: [viewOf(team, shownTeams.each), viewOf(teamRole, shownRoles.each)],
  handlers: [
    ...[removeTeam, createTeamRole, changeTeamRole, removeTeamRole],
    ...[createTeamMember, changeTeamMember, removeTeamMember, assignTeamMemberTag, unassignTeamMemberTag],
  ],
});
