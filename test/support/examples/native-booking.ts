/** Teams and resources that are booked, and when. */
import type { Json } from "../backroom.ts";
import type { Say } from "./book.ts";

/** Creates, lists, reads and changes an entry. */
async function made(say: Say, one: string, body: Json, changes: Json): Promise<string> {
  const { id } = await say(`create${one}`, {}, body);
  await say(`list${one}s`, { limit: 10 });
  await say(`get${one}`, { id });
  await say(`update${one}`, { id }, changes);
  return id;
}

export async function booking(say: Say): Promise<void> {
  const hours = { name: "Opening hours", timezone: "Europe/Berlin" };
  const rules = await made(say, "AvailabilityRuleSet", hours, { description: "Until summer" });
  const people = await teams(say, rules);
  const things = await resources(say, rules);
  await availability(say, people.id, things.id);
  const { id } = await say("createAvailabilityRuleSet", {}, { name: "Holidays", timezone: "Europe/Berlin" });
  await say("deleteAvailabilityRuleSet", { id });
  await people.remove();
  await things.remove();
}

async function teams(say: Say, availability_rule_set_id: string) {
  const team_id = await made(say, "Team", { name: "Tailors" }, { description: "They alter coats." });
  const role = { team_id, name: "Cutter", icon: "scissors", color: "#334455" };
  const role_id = await made(say, "TeamRole", role, { description: "Cuts cloth." });
  const kim = { team_id, display_name: "Kim", role_ids: [role_id], availability_rule_set_id };
  const id = await made(say, "TeamMember", kim, { description: "Mornings only" });
  await say("assignTeamMemberTag", { id }, { tag: "leather" });
  await say("unassignTeamMemberTag", { id }, { tag: "leather" });
  return {
    id,
    async remove() {
      await say("deleteTeamMember", { id });
      await say("deleteTeamRole", { id: role_id });
      await say("deleteTeam", { id: team_id });
    },
  };
}

async function resources(say: Say, availability_rule_set_id: string) {
  const type_id = await made(say, "ResourceType", { name: "Fitting rooms" }, { icon: "mirror" });
  const tag_id = await made(say, "BookingTag", { slug: "quiet", label: "Quiet" }, { color: "#33aa55" });
  const room = { name: "Room 1", resource_type_id: type_id, capacity: 2, availability_rule_set_id };
  const id = await made(say, "BookableResource", room, { description: "With a window" });
  await say("assignBookableResourceTag", { id }, { tag_id });
  await say("unassignBookableResourceTag", { id }, { tag_id });
  return {
    id,
    async remove() {
      await say("deleteBookingTag", { id: tag_id });
      await say("deleteBookableResource", { id });
      await say("deleteResourceType", { id: type_id });
    },
  };
}

async function availability(say: Say, member_id: string, resource_id: string): Promise<void> {
  const zone = { timezone: "Europe/Berlin" };
  const ofMember = { subject_kind: "team_member", subject_id: member_id, ...zone };
  const ofResource = { subject_kind: "bookable_resource", subject_id: resource_id, ...zone };
  const mondays = { weekday: "monday", start: "09:00", end: "17:00" };
  await say("replaceWeeklyAvailabilityRules", {}, { ...ofMember, windows: [mondays] });
  const lunch = { dates: ["2032-03-08"], windows: [{ start: "12:00", end: "14:00" }] };
  await say("replaceDateAvailabilityRules", {}, { ...ofMember, ...lunch });
  const march = { from: "2032-03-08T00:00:00Z", to: "2032-03-22T00:00:00Z" };
  await say("freeTimeTeamMember", { id: member_id, ...march });
  const nights = { ...ofResource, repeat: "daily", start: "22:00", end: "06:00" };
  const { id } = await say("createAvailabilityRule", {}, nights);
  await say("listAvailabilityRules", { subject_id: resource_id });
  await say("getAvailabilityRule", { id });
  await say("updateAvailabilityRule", { id }, { exdates: ["2032-03-09"], note: "Cleaning" });
  await say("freeTimeBookableResource", { id: resource_id, ...march });
  await say("deleteAvailabilityRule", { id });
}
