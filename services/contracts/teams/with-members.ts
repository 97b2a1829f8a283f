/** Teams and roles as they are shown: with how many members they have (MRC-BKG-6). */
import { counted } from "../../../shared/service/counted.ts";
import { team } from "./team.ts";
import { teamMember } from "./team-member.ts";
import { teamRole } from "./team-role.ts";

export const shownTeams = counted(team, { of: teamMember, by: "team_id", as: "member_count" });
export const shownRoles = counted(teamRole, { of: teamMember, by: "role_ids", as: "member_count" });
