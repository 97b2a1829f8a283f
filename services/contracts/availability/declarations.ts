/** When members and resources are available: their sets of rules (MRC-BKG-5). */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { availabilityRuleSet } from "../availability-sets/availability-rule-set.ts";

export const removeAvailabilityRuleSet = operation({
  name: "contracts.availability_rule_set.remove",
  http: "DELETE /availability-rule-sets/{id}",
  scope: "delete:availability",
  about:
    "Delete a set of availability rules. Refused while members of teams or resources have it. Returns the deleted set.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(availabilityRuleSet),
});
