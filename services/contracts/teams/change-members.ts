import { fail, notFound } from "../../../shared/errors.ts";
import { idOf } from "../../../shared/ids.ts";
import { hold } from "../../../shared/service/hold.ts";
import { live } from "../../../shared/service/live.ts";
import { newly } from "../../../shared/service/newly.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { availabilityRuleSet } from "../availability-sets/availability-rule-set.ts";
import { removeRulesOf } from "../availability-sets/remove-rules.ts";
import * as declared from "./declarations.ts";
import { team } from "./team.ts";
import { MOST_TAGS, type TeamMember, teamMember } from "./team-member.ts";
import { teamRole } from "./team-role.ts";

/** What a member gets to name is there when they are written; each role and tag is there once. */
async function placed<Given extends Partial<TeamMember>>(
  tx: Tx,
  given: Given,
  before?: TeamMember,
): Promise<Given> {
  const set = newly(given.availability_rule_set_id, before?.availability_rule_set_id);
  await hold(tx, team, newly(given.team_id, before?.team_id), "/team_id");
  await hold(tx, teamRole, newly(given.role_ids, before?.role_ids), "/role_ids");
  await hold(tx, availabilityRuleSet, set, "/availability_rule_set_id");
  return {
    ...given,
    ...(given.role_ids ? { role_ids: [...new Set(given.role_ids)] } : {}),
    ...(given.tags ? { tags: [...new Set(given.tags)] } : {}),
  };
}

export const createTeamMember = command(declared.createTeamMember, async (tx, input) =>
  tx.insert(teamMember, await placed(tx, input)),
);

export const changeTeamMember = command(declared.changeTeamMember, async (tx, { id, ...changes }) => {
  const before = live(teamMember, await tx.target(teamMember, id));
  return tx.save(teamMember, before, await placed(tx, changes, before));
});

export const removeTeamMember = command(declared.removeTeamMember, async (tx, { id }) => {
  const before = await tx.target(teamMember, id);
  if (before.deleted_at) return before;
  await removeRulesOf(tx, id);
  return tx.save(teamMember, before, { deleted_at: tx.now }, { verb: "deleted" });
});

/** An assignment is an entry of the member's list; its id follows from both ends. */
const assignmentOf = (team_member_id: string, tag: string) => ({
  ...{ id: idOf(`team_member_tag:${team_member_id}:${tag}`), team_member_id, tag },
});

export const assignTeamMemberTag = command(declared.assignTeamMemberTag, async (tx, { id, tag }) => {
  const before = live(teamMember, await tx.target(teamMember, id));
  if (before.tags.includes(tag)) {
    const message = "The member has this tag already.";
    throw fail("conflict", message, { errors: [{ pointer: "/tag", code: "taken", message }] });
  }
  if (before.tags.length >= MOST_TAGS) {
    const message = `A member has at most ${MOST_TAGS} tags; take one off first.`;
    throw fail("unprocessable", message, { errors: [{ pointer: "/tag", code: "too_many", message }] });
  }
  await tx.save(teamMember, before, { tags: [...before.tags, tag] });
  return assignmentOf(id, tag);
});

export const unassignTeamMemberTag = command(declared.unassignTeamMemberTag, async (tx, { id, tag }) => {
  const before = live(teamMember, await tx.target(teamMember, id));
  if (!before.tags.includes(tag)) throw notFound("tag", tag);
  await tx.save(teamMember, before, { tags: before.tags.filter((each) => each !== tag) });
  return assignmentOf(id, tag);
});
