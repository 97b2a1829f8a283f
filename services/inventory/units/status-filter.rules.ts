/** The filter `status`: items with at least one unit in it, `expired` by the date of each store (4.1). */
import { type UnitStatus, unitStatuses } from "./status.rules.ts";

type Word = UnitStatus | "expired";
export const filterWords: readonly Word[] = [...unitStatuses, "expired"];

/** Today in the organization, and in the stores where it is another day. */
export type Days = { today: string; elsewhere: { store_ids: string[]; today: string }[] };

type Filter = Record<string, unknown>;

/** Items with active units for which the day of this field is over, each by the date of its store. */
export function activePast(field: "expires_on" | "pick_up_until", { today, elsewhere }: Days): Filter {
  const others = elsewhere.flatMap((each) => each.store_ids);
  const here = others.length ? { store_id: { $nin: others } } : {};
  const clauses: Filter[] = [
    { ...here, [field]: { $lt: today } },
    ...elsewhere.map((each) => ({ store_id: { $in: each.store_ids }, [field]: { $lt: each.today } })),
  ];
  return { statuses: "active", ...(clauses.length === 1 ? clauses[0] : { $or: clauses }) };
}

/** Items that one of the words fits; `active` stands for expired ones as well. */
export function anyOf(words: readonly Word[], days: Days): Filter {
  const stored = words.filter((word) => word !== "expired");
  const expired =
    words.includes("expired") && !words.includes("active") ? [activePast("expires_on", days)] : [];
  const plain: Filter[] = stored.length
    ? [{ statuses: stored.length === 1 ? stored[0] : { $in: stored } }]
    : [];
  const all = [...plain, ...expired];
  return all.length === 1 ? all[0]! : { $or: all };
}

/** Items that none of the words fits. */
export const noneOf = (words: readonly Word[], days: Days): Filter => ({ $nor: [anyOf(words, days)] });
