import { hold } from "../../../shared/service/hold.ts";
import { live } from "../../../shared/service/live.ts";
import { newly } from "../../../shared/service/newly.ts";
import { command } from "../../../shared/service/operation.ts";
import { hidesUnused, inUseBy, refuseUsed, rowsOf, usesIn } from "../../../shared/service/uses.ts";
import * as declared from "./declarations.ts";
import { team } from "./team.ts";
import { teamMember } from "./team-member.ts";
import { teamRole } from "./team-role.ts";
import { shownRoles, shownTeams } from "./with-members.ts";

export const createTeamRole = command(declared.createTeamRole, async (tx, input) => {
  await hold(tx, team, newly(input.team_id), "/team_id");
  return shownRoles.one(tx, await tx.insert(teamRole, input));
});

export const changeTeamRole = command(declared.changeTeamRole, async (tx, { id, ...changes }) => {
  const before = live(teamRole, await tx.target(teamRole, id));
  await hold(tx, team, newly(changes.team_id, before.team_id), "/team_id");
  return shownRoles.one(tx, await tx.save(teamRole, before, changes));
});

export const removeTeamRole = hidesUnused(declared.removeTeamRole, {
  resource: teamRole,
  users: [rowsOf(teamMember, "role_ids")],
  shown: shownRoles.one,
});

/** The roles of a team outlive it. */
export const removeTeam = command(declared.removeTeam, async (tx, { id }) => {
  const before = await tx.target(team, id);
  if (before.deleted_at) return shownTeams.one(tx, before);
  refuseUsed(team.name, inUseBy([[teamMember.plural, await usesIn(tx, teamMember, { team_id: id })]]));
  const roles = await tx.find(teamRole, { team_id: id });
  await tx.saveMany(
    teamRole,
    roles.map((each) => ({ before: each, changes: { team_id: null } })),
  );
  return shownTeams.one(tx, await tx.save(team, before, { deleted_at: tx.now }, { verb: "deleted" }));
});
