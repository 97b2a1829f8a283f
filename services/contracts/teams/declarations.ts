/** Teams, the roles and people in them: written, changed, deleted (MRC-BKG-5). */
import { id, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { team } from "./team.ts";
import { teamMember } from "./team-member.ts";
import { teamRole } from "./team-role.ts";

const scope = "write:teams";
const refuses = ["reference_not_found"] as const;

export const removeTeam = operation({
  name: "contracts.team.remove",
  http: "DELETE /teams/{id}",
  scope: "delete:teams",
  about:
    "Delete a team. Refused while it has members; its roles become roles of any team. Returns the deleted team.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(team),
});

export const createTeamRole = operation({
  name: "contracts.team_role.create",
  http: "POST /team-roles",
  ...{ status: 201, scope, refuses },
  about: "Create a role of a team, or of any team. Returns the role.",
  input: teamRole.fields,
  output: entityOf(teamRole),
});

export const changeTeamRole = operation({
  name: "contracts.team_role.change",
  http: "PATCH /team-roles/{id}",
  ...{ change: true, scope, refuses },
  about: "Change a role. Returns the role.",
  input: { id: id(), ...teamRole.fields },
  output: entityOf(teamRole),
});

export const removeTeamRole = operation({
  name: "contracts.team_role.remove",
  http: "DELETE /team-roles/{id}",
  scope: "delete:teams",
  about: "Delete a role. Refused while members have it. Returns the deleted role.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(teamRole),
});

export const createTeamMember = operation({
  name: "contracts.team_member.create",
  http: "POST /team-members",
  ...{ status: 201, scope, refuses },
  about: "Create a member of a team, or of none. Returns the member of the team.",
  input: teamMember.fields,
  output: entityOf(teamMember),
});

export const changeTeamMember = operation({
  name: "contracts.team_member.change",
  http: "PATCH /team-members/{id}",
  ...{ change: true, scope, refuses },
  about: "Change a member of a team. Lists of roles and tags are replaced as a whole. Returns the member.",
  input: { id: id(), ...teamMember.fields },
  output: entityOf(teamMember),
});

export const removeTeamMember = operation({
  name: "contracts.team_member.remove",
  http: "DELETE /team-members/{id}",
  scope: "delete:teams",
  about: "Delete a member of a team with their availability rules. Returns the deleted member.",
  input: { id: id() },
  output: entityOf(teamMember),
});

const tag = text({ max: 100 });
const tagged = shapeOf({ id: id(), team_member_id: id(), tag });

export const assignTeamMemberTag = operation({
  name: "contracts.team_member.assign_tag",
  http: "POST /team-members/{id}/assign-tag",
  ...{ status: 201, scope },
  about: "Tag a member of a team with a word. Refused (409) if they have it. Returns the assignment.",
  refuses: ["conflict", "unprocessable"],
  input: { id: id(), tag },
  output: tagged,
});

export const unassignTeamMemberTag = operation({
  name: "contracts.team_member.unassign_tag",
  http: "POST /team-members/{id}/unassign-tag",
  scope,
  about:
    "Take a word off a member of a team. Answers 404 if they do not have it. Returns the former assignment.",
  input: { id: id(), tag },
  output: tagged,
});
