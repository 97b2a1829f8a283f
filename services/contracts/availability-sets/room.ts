import { room } from "../../../shared/service/room.ts";
import { availabilityRuleSet } from "./availability-rule-set.ts";

export const availabilitySetsRoom = room({ resources: [availabilityRuleSet] });
