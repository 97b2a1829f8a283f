import { room } from "../../../shared/service/room.ts";
import {
  changeAvailabilityRule,
  createAvailabilityRule,
  removeAvailabilityRule,
  removeAvailabilityRuleSet,
  replaceDateAvailability,
  replaceWeeklyAvailability,
} from "./change-rules.ts";
import { listBookableResourceFreeTime, listTeamMemberFreeTime } from "./free-times.ts";

export const availabilityRoom = room({
  handlers: [
    ...[removeAvailabilityRuleSet, createAvailabilityRule, changeAvailabilityRule, removeAvailabilityRule],
    ...[replaceWeeklyAvailability, replaceDateAvailability],
    ...[listTeamMemberFreeTime, listBookableResourceFreeTime],
  ],
});
