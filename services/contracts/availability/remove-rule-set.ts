import { hidesUnused, rowsOf } from "../../../shared/service/uses.ts";
import { availabilityRuleSet } from "../availability-sets/availability-rule-set.ts";
import { bookableResource } from "../bookable/bookable-resource.ts";
import { teamMember } from "../teams/team-member.ts";
import * as declared from "./declarations.ts";

export const removeAvailabilityRuleSet = hidesUnused(declared.removeAvailabilityRuleSet, {
  resource: availabilityRuleSet,
  users: [
    rowsOf(teamMember, "availability_rule_set_id"),
    rowsOf(bookableResource, "availability_rule_set_id"),
  ],
});
