import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { inUseBy, refuseUsed, usesIn } from "../../../shared/service/uses.ts";
import { type AvailabilityRule, availabilityRule } from "../availability-sets/availability-rule.ts";
import { availabilityRuleSet } from "../availability-sets/availability-rule-set.ts";
import { removeRules, removeRulesOf } from "../availability-sets/remove-rules.ts";
import { bookableResource } from "../bookable/bookable-resource.ts";
import { teamMember } from "../teams/team-member.ts";
import * as declared from "./declarations.ts";
import { forward, rulesOfDates, wordsOf } from "./rule-words.rules.ts";
import { ofSubject, type Subject } from "./subjects.ts";

export const createAvailabilityRule = command(declared.createAvailabilityRule, async (tx, input) => {
  const { weekday = null, date = null, exdates = [] } = input;
  const words = wordsOf({ ...input, weekday, date, exdates });
  return tx.insert(availabilityRule, { ...words, ...(await ofSubject(tx, input)) });
});

export const changeAvailabilityRule = command(
  declared.changeAvailabilityRule,
  async (tx, { id, ...changes }) => {
    const before = live(availabilityRule, await tx.target(availabilityRule, id));
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const { repeat, weekday, date, exdates } = { ...before, ...given };
    const words = wordsOf({ repeat, weekday, date, exdates });
    return tx.save(availabilityRule, before, { ...given, ...words });
  },
);

export const removeAvailabilityRule = command(declared.removeAvailabilityRule, async (tx, { id }) => {
  const before = await tx.target(availabilityRule, id);
  if (before.deleted_at) return before;
  return tx.save(availabilityRule, before, { deleted_at: tx.now }, { verb: "deleted" });
});

type Written = Partial<AvailabilityRule>[];

/** New rules in the place of those of a subject that match. */
async function replace(tx: Tx, subject: Subject, filter: object, rules: Written) {
  const own = await ofSubject(tx, subject);
  const { subject_kind, subject_id } = subject;
  const before = await tx.find(availabilityRule, { subject_id, deleted_at: null, ...filter });
  await removeRules(tx, before);
  const after = rules.map((each) => ({ exdates: [], ...each, ...own }));
  await tx.insertMany(availabilityRule, after);
  const told = { removed: before.length, created: after.length };
  const aggregate = { kind: subject_kind, id: subject_id, version: 0 };
  tx.emit(declared.availabilityReplaced, aggregate, { subject_kind, subject_id, ...told });
  return told;
}

export const replaceWeeklyAvailability = command(
  declared.replaceWeeklyAvailability,
  (tx, { windows, timezone, ...subject }) => {
    const rules = forward(windows).map((window) => ({
      ...{ ...window, timezone, repeat: "weekly" as const, kind: "availability" as const },
    }));
    return replace(tx, subject, { repeat: { $in: ["weekly", "daily"] } }, rules);
  },
);

export const replaceDateAvailability = command(
  declared.replaceDateAvailability,
  (tx, { dates, windows, timezone, kind, note = null, ...subject }) => {
    const rules = rulesOfDates(dates, windows, kind).map((each) => ({
      ...{ ...each, timezone, kind, note, repeat: "once" as const },
    }));
    return replace(tx, subject, { repeat: "once", date: { $in: [...dates] } }, rules);
  },
);

export const removeAvailabilityRuleSet = command(declared.removeAvailabilityRuleSet, async (tx, { id }) => {
  const before = await tx.target(availabilityRuleSet, id);
  if (before.deleted_at) return before;
  const having = { availability_rule_set_id: id };
  const uses = [
    [teamMember.plural, await usesIn(tx, teamMember, having)],
    [bookableResource.plural, await usesIn(tx, bookableResource, having)],
  ] as const;
  refuseUsed(availabilityRuleSet.name, inUseBy([...uses]));
  await removeRulesOf(tx, id);
  return tx.save(availabilityRuleSet, before, { deleted_at: tx.now }, { verb: "deleted" });
});
