/** Filters of the list of items. The meaning of `status` depends on the day (4.1). */
import { invalidField } from "../../../shared/errors.ts";
import type { Condition, ListQuery } from "../../../shared/page.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { item } from "../items/item.ts";
import { daysOf } from "../stores/zones.ts";
import { anyOf, type Days, filterWords, noneOf } from "../units/status-filter.rules.ts";

/** A list query with the conditions of `status` on this day (4.1), without items that the caller may not see (PRM-4). */
export async function listedBy(
  reader: Reader,
  asked: ListQuery,
): Promise<{ query: ListQuery; where: Record<string, unknown> }> {
  const all = asked.conditions ?? [];
  const ofStatus = all.filter((each) => each.field === "status");
  const days = ofStatus.some(namesExpired) ? await daysOf(reader) : { today: "", elsewhere: [] };
  const clauses = [...ofStatus.map((each) => clauseOf(each, days)), visibleTo(item, reader.meta)].filter(
    (each) => Object.keys(each).length > 0,
  );
  const where = clauses.length > 1 ? { $and: clauses } : (clauses[0] ?? {});
  return { query: { ...asked, conditions: all.filter((each) => each.field !== "status") }, where };
}

const valuesOf = ({ value }: Condition): unknown[] => (Array.isArray(value) ? value : [value]);
const namesExpired = (condition: Condition) => valuesOf(condition).includes("expired");

function clauseOf(condition: Condition, days: Days): Record<string, unknown> {
  const { op } = condition;
  const words = valuesOf(condition) as (typeof filterWords)[number][];
  if (op !== "eq" && op !== "ne" && op !== "in")
    throw invalidField(
      "status",
      "unknown_operator",
      "'status' does not offer this operator. Allowed: eq, ne, in.",
    );
  const fits = (op === "in") === Array.isArray(condition.value) && words.length > 0;
  if (!fits || !words.every((word) => filterWords.includes(word)))
    throw invalidField(
      "status",
      "invalid_filter",
      `'status' must be ${op === "in" ? "some" : "one"} of: ${filterWords.join(", ")}.`,
    );
  return op === "ne" ? noneOf(words, days) : anyOf(words, days);
}
