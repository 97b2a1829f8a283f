import { room } from "../../../shared/service/room.ts";
import { removeAvailabilityRuleSet } from "./remove-rule-set.ts";

export const availabilityRoom = room({ handlers: [removeAvailabilityRuleSet] });
