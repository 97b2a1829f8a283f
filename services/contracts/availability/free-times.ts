import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { type AvailabilityRule, availabilityRule } from "../availability-sets/availability-rule.ts";
import { bookableResource } from "../bookable/bookable-resource.ts";
import { weekdays } from "../calendars/calendar.ts";
import { rangeOf, shownSpans } from "../free-time/asked-range.ts";
import { bookableTime, type TimeRule } from "../free-time/bookable-time.rules.ts";
import { teamMember } from "../teams/team-member.ts";
import * as declared from "./declarations.ts";

const timeRule = ({ weekday, ...rule }: AvailabilityRule): TimeRule => ({
  ...rule,
  weekday: weekday === null ? null : weekdays.indexOf(weekday),
});

type Timed = { id: string; availability_rule_set_id: string | null };
type Asked = { from: string; to: string };

/** Rules of its own take the place of those of its set. */
async function freeOf(reader: Reader, { id, availability_rule_set_id }: Timed, asked: Asked) {
  const within = rangeOf(asked);
  const rulesOf = (subject_id: string) => reader.find(availabilityRule, { subject_id, deleted_at: null });
  const own = await rulesOf(id);
  const rules = own.length || !availability_rule_set_id ? own : await rulesOf(availability_rule_set_id);
  return { free: shownSpans(bookableTime(rules.map(timeRule), [], within)) };
}

export const listTeamMemberFreeTime = query(
  declared.listTeamMemberFreeTime,
  async (reader, { id, ...asked }) =>
    freeOf(reader, refuseHidden(teamMember, reader.meta, await reader.load(teamMember, id)), asked),
);

export const listBookableResourceFreeTime = query(
  declared.listBookableResourceFreeTime,
  async (reader, { id, ...asked }) => {
    const found = refuseHidden(bookableResource, reader.meta, await reader.load(bookableResource, id));
    return freeOf(reader, found, asked);
  },
);
