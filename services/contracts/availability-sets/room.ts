import { room } from "../../../shared/service/room.ts";
import { availabilityRule } from "./availability-rule.ts";
import { availabilityRuleSet } from "./availability-rule-set.ts";

export const availabilitySetsRoom = room({ resources: [availabilityRuleSet, availabilityRule] });
