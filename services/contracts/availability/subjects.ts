/** Whose time rules are about. */
import { hold } from "../../../shared/service/hold.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { AvailabilityRule } from "../availability-sets/availability-rule.ts";
import { availabilityRuleSet } from "../availability-sets/availability-rule-set.ts";
import { bookableResource } from "../bookable/bookable-resource.ts";
import { teamMember } from "../teams/team-member.ts";

export type Subject = Pick<AvailabilityRule, "subject_kind" | "subject_id">;
type Place = { business_unit_id: string | null };

const resources = {
  team_member: teamMember,
  bookable_resource: bookableResource,
  availability_rule_set: availabilityRuleSet,
} as const;
const loaders: { [kind in Subject["subject_kind"]]: (tx: Tx, id: string) => Promise<Place> } = {
  team_member: (tx, id) => tx.load(teamMember, id),
  bookable_resource: (tx, id) => tx.load(bookableResource, id),
  availability_rule_set: (tx, id) => tx.load(availabilityRuleSet, id),
};

/** Holds the subject, so that it is there and its rules are written one after the other; they belong where it does. */
export async function ofSubject(tx: Tx, { subject_kind, subject_id }: Subject): Promise<Subject & Place> {
  await hold(tx, resources[subject_kind], [subject_id], "/subject_id");
  const { business_unit_id } = await loaders[subject_kind](tx, subject_id);
  return { subject_kind, subject_id, business_unit_id };
}
