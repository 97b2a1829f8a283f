/** The filter `status`: items with at least one unit in it, `expired` by the date of each store (4.1). */
import { type UnitStatus, unitStatuses } from "./status.rules.ts";

type Word = UnitStatus | "expired";
export const filterWords: readonly Word[] = [...unitStatuses, "expired"];

/** Today in the organization, and in the stores with another date. */
export type Days = { today: string; elsewhere: { store_ids: string[]; today: string }[] };

type Filter = Record<string, unknown>;

/** Items with active units for which the date in this field has passed in their store. */
export function activePast(field: "expires_on" | "pick_up_until", { today, elsewhere }: Days): Filter {
  const others = elsewhere.flatMap((each) => each.store_ids);
  const here = others.length ? { store_id: { $nin: others } } : {};
  const clauses: Filter[] = [
    { ...here, [field]: { $lt: today } },
    ...elsewhere.map((each) => ({ store_id: { $in: each.store_ids }, [field]: { $lt: each.today } })),
  ];
  return { statuses: "active", ...(clauses.length === 1 ? clauses[0] : { $or: clauses }) };
}

/** Items that match one of the words. `active` includes expired ones. */
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

/** Items that match none of the words. */
export const noneOf = (words: readonly Word[], days: Days): Filter => ({ $nor: [anyOf(words, days)] });
